"""The base of all refusals."""

from __future__ import annotations

import re
from dataclasses import fields
from typing import Any


class Refusal(Exception):
    """Something a person asked for that can't be done, with what they need to do next."""

    @property
    def code(self) -> str:
        """The name of the block that words this refusal."""
        return re.sub(r"(?<=[a-z])(?=[A-Z])", "_", type(self).__name__).lower()

    def data(self) -> dict[str, Any]:
        """The fields that the block is given."""
        return {f.name: getattr(self, f.name) for f in fields(self)}  # type: ignore[arg-type]

    def __str__(self) -> str:
        return f"{self.code} {self.data()}"
