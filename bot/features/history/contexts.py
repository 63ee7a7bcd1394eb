"""TODO."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot.core.templates.contexts import Context, FieldChange


@dataclass(frozen=True)
class UndoneContext(Context):
    """For ``undone`` of ``facts``: the fact or the title that a change was about, or None."""

    said: str | None


@dataclass(frozen=True)
class ChangeContext(Context):
    """For a line of ``history``, and for a post in a log channel.

    ``of``: the action that an undo took back, or None; ``said``: the fact or the title it is about; ``changes``: what
    differs; ``detail``: numbers of a change of many rows.
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


@dataclass(frozen=True)
class HistoryContext(Context):
    """For the parts of ``history`` around the lines. ``said``: the fact that it is the history of, or None."""

    said: str | None
    total: int
    page: int
    pages: int
