"""A change as the history keeps it: which rows it touched, and what stood there before and after.

A change can be undone by writing back what stood before, and replayed by writing what stood after.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal

from pydantic import Field

from bot.core.model.base import Frozen
from bot.core.model.fact import CONTENT, Content, State
from bot.core.model.people import Role

TableName = Literal["fact", "article", "server", "channel"]
# How a row that was added is taken back, since nothing is ever deleted.
_AWAY: dict[str, dict[str, Any]] = {"fact": {"state": "retired"}, "article": {"archived": True}}


class RowChange(Frozen):
    """One row: the columns that changed, as JSON. ``before`` None: the row was added; ``after`` None: it went."""

    table: TableName
    id: int
    before: dict[str, Any] | None
    after: dict[str, Any] | None

    @property
    def reversed(self) -> RowChange:
        """The change that takes this one back. What was added is archived or retired."""
        before, after = self.after, self.before
        if before is not None and after is None and self.table in _AWAY:
            after = _AWAY[self.table]
            before = {name: before[name] for name in after}
        return RowChange(table=self.table, id=self.id, before=before, after=after)


class Entry(Frozen):
    """One line of a server's history. ``at`` in seconds since 1970; ``undone`` where a later one took it back."""

    id: int
    server_id: int
    at: int
    action: str
    role: Role
    member_id: int | None = None
    article_id: int | None = None
    fact_id: int | None = None
    undoes: int | None = None
    undone: bool = False
    rows: tuple[RowChange, ...] = ()
    detail: dict[str, Any] = Field(default_factory=dict)


class FactRow(Frozen):
    """A fact as it stands in the store, with the numbers in the history of its last changes, 0 until it is written."""

    id: int
    article_id: int
    state: State
    position: int
    content: Content
    changed: int = 0
    written: int = 0

    @property
    def columns(self) -> dict[str, Any]:
        """Its columns as a change keeps them."""
        return {
            "article_id": self.article_id,
            "kind": self.content.kind,
            "state": self.state,
            "position": self.position,
            "content": content_json(self.content),
        }


class FactRecord(Frozen):
    """A fact in a list: with who changed it last and when, and whether it is a student's suggestion that waits."""

    fact: FactRow
    at: int | None
    role: Role | None
    member_id: int | None
    suggested: bool


def part_of(content: Content) -> str:
    """Return the part of an answer that a fact belongs to: a question's stage, a summary's length."""
    return getattr(content, "stage", None) or getattr(content, "length", None) or ""


def content_json(content: Content) -> dict[str, Any]:
    """Return a fact's fields as JSON holds them."""
    return content.model_dump(mode="json", exclude_none=True)


def difference(before: Mapping[str, Any], after: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, Any]] | None:
    """Return the columns that differ, as they were and as they are; None where none does."""
    names = [name for name in after if before[name] != after[name]]
    if not names:
        return None
    return {name: before[name] for name in names}, {name: after[name] for name in names}


def entry_content(entry: Entry) -> Content | None:
    """Return the fact that a change wrote, if it wrote one."""
    for row in entry.rows:
        image = (row.after or {}) if row.table == "fact" and row.id == entry.fact_id else {}
        if "content" in image:
            return CONTENT.validate_python(image["content"])
    return None
