"""What the templates of the history are given."""

from collections.abc import Mapping, Sequence
from typing import Any

from bot.core.templates.contexts import Context, FieldChange


class UndoneContext(Context):
    """For ``undone`` of ``history``: the fact or the title that a change was about, or None."""

    said: str | None


class ChangeContext(Context):
    """For a line of ``history``, for a post in a log channel, and for what a feature's template tells of it.

    ``of``: the action that an undo took back, or None; ``said``: the fact or the title it is about; ``changes``: what
    differs; ``detail``: what else its feature noted of it, None where it noted nothing. ``more`` and ``more_end``: what
    the feature's own template tells of that, on lines of their own and at the end of the last line.
    """

    action: str
    of: str | None
    role: str
    member_id: int | None
    at: int
    said: str | None
    changes: Sequence[FieldChange]
    detail: Mapping[str, Any]
    undone: bool
    more: str = ""
    more_end: str = ""


class HistoryContext(Context):
    """For the parts of ``history`` around the lines. ``said``: the fact that it is the history of, or None."""

    said: str | None
    total: int
    page: int
    pages: int
