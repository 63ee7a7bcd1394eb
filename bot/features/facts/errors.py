"""TODO."""

from __future__ import annotations

from dataclasses import dataclass

from bot.core.model.errors.base import Refusal


@dataclass(eq=False)
class AtTheEnd(Refusal):
    """A fact can't move further that way."""

    up: bool
