"""TODO."""

from __future__ import annotations

from dataclasses import dataclass

from bot.core.templates.contexts import Context


@dataclass(frozen=True)
class HelpContext(Context):
    """For ``help``: whether the reader is a moderator, and whether answers are public at first."""

    moderator: bool
    public: bool
