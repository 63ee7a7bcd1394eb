"""A change as the history keeps it: which rows it touched, and what stood there before and after.

A change can be undone by writing back what stood before, and replayed by writing what stood after.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal

from pydantic import Field, TypeAdapter

from bot.core.model.base import Frozen
from bot.core.model.fact import Content, State
from bot.core.model.people import Role

TableName = Literal["fact", "article", "server", "channel"]
Action = Literal[
    "article added",
    "article edited",
    "article corrected",
    "article archived",
    "article unarchived",
    "article imported",
    "current article",
    "fact added",
    "fact edited",
    "fact retired",
    "fact restored",
    "fact moved",
    "fact proposed",
    "proposal approved",
    "proposal rejected",
    "proposal withdrawn",
    "undone",
    "setup",
    "member blocked",
    "member unblocked",
    "schedule added",
    "schedule paused",
    "schedule resumed",
    "schedule date skipped",
    "schedule removed",
    "warm-up skipped",
    "warm-up unconfirmed",
]
ACTIONS: tuple[str, ...] = Action.__args__  # type: ignore[attr-defined]
CONTENT: TypeAdapter[Content] = TypeAdapter(Content)


class RowChange(Frozen):
    """One row: the columns that changed, as JSON. ``before`` None: the row was added; ``after`` None: it went."""

    table: TableName
    id: int
    before: dict[str, Any] | None
    after: dict[str, Any] | None

    @property
    def reversed(self) -> RowChange:
        """The change that takes this one back. What was added is put away, since nothing is ever deleted."""
        if self.before is None and self.after is not None:
            if self.table == "fact":
                return self._put_away("state", self.after["state"], "retired")
            if self.table == "article":
                return self._put_away("archived", self.after["archived"], True)
        return RowChange(table=self.table, id=self.id, before=self.after, after=self.before)

    def _put_away(self, column: str, was: Any, away: Any) -> RowChange:
        return RowChange(table=self.table, id=self.id, before={column: was}, after={column: away})


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
    """A fact as it stands in the store, with the numbers in the history of its last changes."""

    id: int
    article_id: int
    state: State
    position: int
    content: Content
    changed: int
    written: int

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
    """A fact in a list: with who changed it last and when, and whether it is a student's proposal that waits."""

    fact: FactRow
    at: int | None
    role: Role | None
    member_id: int | None
    proposed: bool


def part_of(content: Content) -> str:
    """The part of an answer that a fact belongs to: a question's stage, a summary's length."""
    return getattr(content, "stage", None) or getattr(content, "length", None) or ""


def content_json(content: Content) -> dict[str, Any]:
    """A fact's fields as JSON holds them."""
    return content.model_dump(mode="json", exclude_none=True)


def difference(before: Mapping[str, Any], after: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, Any]] | None:
    """The columns that differ, as they were and as they are; None where none does."""
    names = [name for name in after if before[name] != after[name]]
    if not names:
        return None
    return {name: before[name] for name in names}, {name: after[name] for name in names}


def entry_content(entry: Entry) -> Content | None:
    """The fact that a change wrote, if it wrote one."""
    for row in entry.rows:
        image = (row.after or {}) if row.table == "fact" and row.id == entry.fact_id else {}
        if "content" in image:
            return CONTENT.validate_python(image["content"])
    return None
