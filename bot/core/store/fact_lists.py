"""Reading facts as moderators see them: whatever their state, with who changed them last, page by page."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, exists, func, select

from bot.core.model.changes import FactRecord, FactRow
from bot.core.model.fact import KINDS, STAGES, Kind, State
from bot.core.store import tables as t
from bot.core.store.change import fact_row
from bot.core.store.store import Store

_KIND_ORDER = case({kind: i for i, kind in enumerate(KINDS)}, value=t.fact.c.kind, else_=len(KINDS))
_PART_ORDER = case(
    {part: i for i, part in enumerate(("full", "brief", "plain", *STAGES))}, value=t.fact.c.part, else_=9
)
_RECORD = select(
    t.fact,
    t.history.c.at,
    t.history.c.role,
    t.history.c.member_id,
    t.proposal.c.fact_id.label("proposed"),
    t.proposal.c.decision,
).select_from(
    t.fact.outerjoin(
        t.history, and_(t.history.c.server_id == t.fact.c.server_id, t.history.c.id == t.fact.c.changed)
    ).outerjoin(t.proposal, and_(t.proposal.c.server_id == t.fact.c.server_id, t.proposal.c.fact_id == t.fact.c.id))
)


class FactLists:
    """The facts of servers, for those who curate them."""

    def __init__(self, store: Store) -> None:
        self._store = store

    async def page(
        self,
        server_id: int,
        *,
        article_id: int | None = None,
        kind: Kind | None = None,
        state: State | None = None,
        offset: int = 0,
        limit: int,
    ) -> tuple[list[FactRecord], int]:
        """Facts in the order of the answers, and how many there are in all."""
        conditions = [t.fact.c.server_id == server_id]
        if article_id is not None:
            conditions.append(t.fact.c.article_id == article_id)
        if kind is not None:
            conditions.append(t.fact.c.kind == kind)
        if state is not None:
            conditions.append(t.fact.c.state == state)
        count = select(func.count()).select_from(t.fact).where(*conditions)
        statement = (
            _RECORD.where(*conditions)
            .order_by(t.fact.c.article_id, _KIND_ORDER, _PART_ORDER, t.fact.c.position, t.fact.c.id)
            .offset(offset)
            .limit(limit)
        )
        async with self._store.reading() as connection:
            total = int((await connection.execute(count)).scalar_one())
            return [_record(row) for row in await connection.execute(statement)], total

    async def drafts(self, server_id: int, *, after: int = 0) -> tuple[FactRecord | None, int]:
        """The first draft with a number above ``after``, or else the first of all; and how many there are."""
        conditions = [t.fact.c.server_id == server_id, t.fact.c.state == "draft", _shown()]
        count = select(func.count()).select_from(t.fact).where(*conditions)
        order = (case((t.fact.c.id > after, 0), else_=1), t.fact.c.id)
        statement = _RECORD.where(*conditions).order_by(*order).limit(1)
        async with self._store.reading() as connection:
            total = int((await connection.execute(count)).scalar_one())
            row = (await connection.execute(statement)).one_or_none()
        return None if row is None else _record(row), total

    async def record(self, server_id: int, fact_id: int) -> FactRecord | None:
        """One fact, whatever its state."""
        statement: Select[Any] = _RECORD.where(t.fact.c.server_id == server_id, t.fact.c.id == fact_id)
        async with self._store.reading() as connection:
            row = (await connection.execute(statement)).one_or_none()
        return None if row is None else _record(row)

    async def search(self, server_id: int, word: str, limit: int) -> list[FactRow]:
        """The facts that have a folded word in their text; those of the current article first."""
        conditions = [t.fact.c.server_id == server_id, _shown()]
        if word:
            conditions.append(t.fact.c.search.contains(word, autoescape=True))
        current = case((t.server.c.current_article_id == t.fact.c.article_id, 0), else_=1)
        statement = (
            select(t.fact)
            .select_from(t.fact.join(t.server, t.server.c.id == t.fact.c.server_id))
            .where(*conditions)
            .order_by(current, t.fact.c.article_id, _KIND_ORDER, _PART_ORDER, t.fact.c.position, t.fact.c.id)
            .limit(limit)
        )
        async with self._store.reading() as connection:
            return [fact_row(row) for row in await connection.execute(statement)]


def _shown() -> ColumnElement[bool]:
    """That a fact's article isn't put away."""
    return exists().where(
        t.article.c.server_id == t.fact.c.server_id,
        t.article.c.id == t.fact.c.article_id,
        t.article.c.archived.is_(False),
    )


def _record(row: Any) -> FactRecord:
    return FactRecord(
        fact=fact_row(row),
        at=row.at,
        role=row.role,
        member_id=row.member_id,
        proposed=row.proposed is not None and row.decision is None,
    )
