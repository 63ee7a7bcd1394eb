"""For each block of the templates of polls: every form of what it may be given."""

from __future__ import annotations

from typing import Any

from bot.features.polls.contexts import poll_context, result_context
from bot.features.polls.model import Poll

POLL = Poll(
    server_id=1,
    id=1,
    channel_id=2,
    message_id=3,
    panel_id=3,
    question="Should it be *kept*?",
    answers=("Yes", "No", "Not sure"),
    anonymous=True,
    twice=False,
    first_id=None,
    state="open",
    quiet=False,
    since=1,
    ends_at=2,
    closed_at=None,
    counts=(3, 0, 1),
)
FIRST = POLL.model_copy(update={"twice": True, "counts": (1, 2, 1)})
SECOND = FIRST.model_copy(update={"id": 2, "first_id": 1, "counts": (3, 0, 1)})
EMPTY = POLL.model_copy(update={"counts": (0, 0, 0)})


def poll_contexts() -> dict[tuple[str, str], list[Any]]:
    """For each block of ``poll``, what it may be given."""
    shown: dict[tuple[str, str], list[Any]] = {}
    quiet = FIRST.model_copy(update={"quiet": True})
    around = [poll_context(poll, link) for poll in (POLL, FIRST, SECOND, quiet) for link in (None, "https://e.org")]
    for block in ("vote", "vote_footer", "panel", "closed", "made", "voted", "done"):
        shown["poll", block] = around
    results = [(POLL, None), (FIRST, None), (SECOND, None), (SECOND, FIRST), (EMPTY, None)]
    for block in ("result", "picture"):
        shown["poll", block] = [result_context(poll, first) for poll, first in results]
    return shown
