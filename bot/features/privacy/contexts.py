"""TODO."""

from __future__ import annotations

from dataclasses import dataclass

from bot.core.templates.contexts import Context


@dataclass(frozen=True)
class ForgotContext(Context):
    """For ``forgot`` of ``proposals``: what was removed, and whether a moderator's block stays."""

    proposals: int
    forms: int
    blocked: bool


@dataclass(frozen=True)
class PrivacyContext(Context):
    """For ``privacy``: how many articles and facts this server has, and how many facts the reader proposed.

    ``moderator``: whether the reader curates; ``erase_after_days``: how long a server's data outlasts the bot there.
    """

    articles: int
    facts: int
    proposals: int
    moderator: bool
    erase_after_days: int
