"""What the buttons under a discussion's prompt do; see ``actions.py``."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class GiveStarter:
    """Show the presser a way to begin an answer."""

    discussion_id: int


@dataclass(frozen=True, slots=True)
class AskNext:
    """Post the next question in the same channel, with a thread of its own."""

    discussion_id: int


@dataclass(frozen=True, slots=True)
class CloseDiscussion:
    """Post in the thread what was asked, and archive it."""

    discussion_id: int


DiscussingAction = GiveStarter | AskNext | CloseDiscussion
NAMES: dict[str, type[DiscussingAction]] = {
    "starter": GiveStarter,
    "ask_next": AskNext,
    "close": CloseDiscussion,
}
