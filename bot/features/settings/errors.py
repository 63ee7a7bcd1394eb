"""TODO."""

from __future__ import annotations

from dataclasses import dataclass

from bot.core.model.errors.base import Refusal


@dataclass(eq=False)
class EveryoneRole(Refusal):
    """The role that everybody has can't edit facts."""


@dataclass(eq=False)
class ZoneUnknown(Refusal):
    """No time zone of that name; ``near``: some whose name has it in it."""

    wanted: str
    near: tuple[str, ...]
