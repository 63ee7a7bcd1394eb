"""The second language, for tests that look at facts in it."""

from __future__ import annotations

from bot.answers.prompts import Prompts
from bot.settings import built_in


def in_spanish() -> Prompts:
    """The Spanish templates."""
    return Prompts([built_in("prompts")], "es")
