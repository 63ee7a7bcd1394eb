"""The base of all that is kept."""

from typing import Any, Self

from pydantic import BaseModel, ConfigDict

ID_MOST = 10**12
"""Numbers that the store gives out are smaller. All servers share its counters; five of them fit a ``custom_id``."""
HIDDEN = ConfigDict(hide_input_in_errors=True)
"""For what is read without being such a model: an error doesn't show what was typed, since it may reach a log."""


class Frozen(BaseModel):
    """Base of all that is kept: immutable, and strict about keys."""

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)

    @classmethod
    def of(cls, row: Any) -> Self:
        """Read one from a row of the store, whose columns are named like its fields."""
        return cls.model_validate(row, from_attributes=True)
