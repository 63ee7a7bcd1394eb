"""TODO."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict


class Frozen(BaseModel):
    """Base of all that is kept: immutable, and strict about keys."""

    model_config = ConfigDict(frozen=True, extra="forbid")
