"""How many people post in a discussion, and the setting that has them counted."""

from bot.core.model.base import Frozen

SETTING = "count_participation"
"""The name of the setting, among the features' own."""


class Counted(Frozen):
    """A discussion with how many people posted in it, and how many messages.

    ``ended_at``: since when it is counted no more, None while it is.
    """

    thread_id: int
    at: int
    people: int
    messages: int
    ended_at: int | None
