"""The base of all refusals."""

import re
from dataclasses import dataclass, fields
from typing import Any, dataclass_transform


@dataclass_transform(eq_default=False)
class Refusal(Exception):
    """Something a person asked for that can't be done, with what they need to do next; each kind is a dataclass."""

    def __init_subclass__(cls) -> None:
        super().__init_subclass__()
        dataclass(eq=False)(cls)

    @property
    def code(self) -> str:
        """The name of the block that words this refusal."""
        return re.sub(r"(?<=[a-z])(?=[A-Z])", "_", type(self).__name__).lower()

    def data(self) -> dict[str, Any]:
        """Return the fields that the block is given."""
        return {f.name: getattr(self, f.name) for f in fields(self)}  # type: ignore[arg-type]

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), tuple(self.data().values())  # by its fields, however it was made: it may cross processes

    def __str__(self) -> str:
        return f"{self.code} {self.data()}"
