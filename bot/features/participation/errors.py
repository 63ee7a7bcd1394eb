"""What a moderator can run into who asks how many take part."""

from __future__ import annotations

from dataclasses import dataclass

from bot.core.model.errors.base import Refusal


@dataclass(eq=False)
class CountingOff(Refusal):
    """The server doesn't count who posts in discussions."""
