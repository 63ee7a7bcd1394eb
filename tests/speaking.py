"""The second language, for tests that look at facts in it."""

from __future__ import annotations

from bot.app.settings import built_in
from bot.core.templates.prompts import Prompts


def in_spanish() -> Prompts:
    """The Spanish templates."""
    return Prompts([built_in("prompts")], "es")
