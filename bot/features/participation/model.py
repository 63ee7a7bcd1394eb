"""TODO."""

from __future__ import annotations

from bot.core.model.base import Frozen


class Counted(Frozen):
    """A discussion with how many people posted in it, and how many messages.

    ``ended_at``: since when it is counted no more, None while it is.
    """

    thread_id: int
    at: int
    people: int
    messages: int
    ended_at: int | None
