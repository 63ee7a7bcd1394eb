"""Reading facts as moderators see them: whatever their state, with who changed them last, page by page."""

from typing import Any

from sqlalchemy import ColumnElement, and_, case, exists, select

from bot.core.model.changes import FactRecord, FactRow
from bot.core.model.fact import KINDS, STAGES, Kind, State
from bot.core.store import tables as t
from bot.core.store.rows import OF_ITS_ARTICLE, counted, row_is
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
    t.suggestion.c.fact_id.label("suggested"),
    t.suggestion.c.decision,
).select_from(
    t.fact.outerjoin(
        t.history, and_(t.history.c.server_id == t.fact.c.server_id, t.history.c.id == t.fact.c.changed)
    ).outerjoin(t.suggestion)
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
        """Return facts in the order of the answers, and how many there are in all."""
        conditions = [t.fact.c.server_id == server_id]
        if article_id is not None:
            conditions.append(t.fact.c.article_id == article_id)
        if kind is not None:
            conditions.append(t.fact.c.kind == kind)
        if state is not None:
            conditions.append(t.fact.c.state == state)
        statement = (
            _RECORD.where(*conditions)
            .order_by(t.fact.c.article_id, _KIND_ORDER, _PART_ORDER, t.fact.c.position, t.fact.c.id)
            .offset(offset)
            .limit(limit)
        )
        async with self._store.reading() as connection:
            total = await connection.scalar(counted(t.fact, *conditions)) or 0
            return [_record(row) for row in await connection.execute(statement)], total

    async def drafts(self, server_id: int, *, after: int = 0) -> tuple[FactRecord | None, int]:
        """Return the first draft with a number above ``after``, or else the first of all; and how many there are."""
        conditions = [t.fact.c.server_id == server_id, t.fact.c.state == "draft", _shown()]
        order = (case((t.fact.c.id > after, 0), else_=1), t.fact.c.id)
        statement = _RECORD.where(*conditions).order_by(*order).limit(1)
        async with self._store.reading() as connection:
            total = await connection.scalar(counted(t.fact, *conditions)) or 0
            row = (await connection.execute(statement)).one_or_none()
        return None if row is None else _record(row), total

    async def record(self, server_id: int, fact_id: int) -> FactRecord | None:
        """Return one fact, whatever its state."""
        row = await self._store.row(_RECORD.where(row_is(t.fact, server_id=server_id, id=fact_id)))
        return None if row is None else _record(row)

    async def search(self, server_id: int, word: str, limit: int) -> list[FactRow]:
        """Find the facts that have a folded word in their text; those of the current article first."""
        conditions = [t.fact.c.server_id == server_id, _shown()]
        if word:
            conditions.append(t.fact.c.search.contains(word, autoescape=True))
        current = case((t.server.c.current_article_id == t.fact.c.article_id, 0), else_=1)
        statement = (
            select(t.fact)
            .select_from(t.fact.join(t.server))
            .where(*conditions)
            .order_by(current, t.fact.c.article_id, _KIND_ORDER, _PART_ORDER, t.fact.c.position, t.fact.c.id)
            .limit(limit)
        )
        return [FactRow.of(row) for row in await self._store.rows(statement)]


def _shown() -> ColumnElement[bool]:
    """Require that a fact's article isn't archived."""
    return exists().where(OF_ITS_ARTICLE, t.article.c.archived.is_(False))


def _record(row: Any) -> FactRecord:
    suggested = row.suggested is not None and row.decision is None
    return FactRecord(fact=FactRow.of(row), at=row.at, role=row.role, member_id=row.member_id, suggested=suggested)
