"""The templates of the first language and of the second, for tests that look at facts in it."""

from __future__ import annotations

from functools import cache

from bot.app.settings import built_in
from bot.core.templates.prompts import Prompts


@cache
def in_english() -> Prompts:
    """The English templates."""
    return Prompts([built_in("prompts")])


def in_spanish() -> Prompts:
    """The Spanish templates."""
    return Prompts([built_in("prompts")], "es")
