"""Reading the history: a server's, a fact's, and what is new since a moment ago."""

from typing import Any

from sqlalchemy import ColumnElement, Row, and_, func, or_, select, update

from bot.core.model.changes import Entry, RowChange
from bot.core.store import tables as t
from bot.core.store.change import Change
from bot.core.store.rows import counted, row_is
from bot.core.store.store import Store

ERASED_NOTE = "erased"


class Histories:
    """The history of servers, newest first."""

    def __init__(self, store: Store) -> None:
        self._store = store

    async def page(
        self, server_id: int, *, fact_id: int | None = None, offset: int = 0, limit: int
    ) -> tuple[list[Entry], int]:
        """Return the latest changes of a server, or of one fact of it, and how many there are in all."""
        conditions: list[ColumnElement[bool]] = [t.history.c.server_id == server_id]
        if fact_id is not None:
            touched = select(t.touched.c.history_id).where(row_is(t.touched, server_id=server_id, fact_id=fact_id))
            came = select(t.fact.c.article_id).where(row_is(t.fact, server_id=server_id, id=fact_id)).scalar_subquery()
            own = t.history.alias()
            later = select(own.c.id).where(
                own.c.server_id == server_id,
                own.c.fact_id == fact_id,
                own.c.action.in_(("fact added", "fact suggested")),
            )
            # A fact that came with its pack: the line of the pack, which names no single fact.
            first = and_(
                t.history.c.article_id == came,
                t.history.c.action == "article added",
                t.history.c.role == "bot",
                ~later.exists(),
            )
            conditions.append(or_(t.history.c.id.in_(touched), first))
        statement = select(t.history).where(*conditions).order_by(t.history.c.id.desc()).offset(offset).limit(limit)
        async with self._store.reading() as connection:
            total = await connection.scalar(counted(t.history, *conditions)) or 0
            return [_entry(row) for row in await connection.execute(statement)], total

    async def last(self) -> tuple[int, str]:
        """Return the number of the last change of all servers, and a mark that changes when a server is erased."""
        last = select(func.coalesce(func.max(t.history.c.id), 0)).scalar_subquery()
        erased = select(t.note.c.value).where(t.note.c.name == ERASED_NOTE).scalar_subquery()
        [row] = await self._store.rows(select(last, erased))
        return int(row[0]), row[1] or ""

    async def since(self, entry_id: int, limit: int) -> list[Entry]:
        """List what came after a change, oldest first, of all servers; without the rows, which can be many."""
        columns = [column for column in t.history.c if column.name != "changes"]
        statement = select(*columns).where(t.history.c.id > entry_id).order_by(t.history.c.id).limit(limit)
        return [_entry(row) for row in await self._store.rows(statement)]

    async def whole(self, entry: Entry) -> Entry:
        """Return a change with its rows."""
        row = await self._store.row(select(t.history).where(row_is(t.history, server_id=entry.server_id, id=entry.id)))
        return entry if row is None else _entry(row)


async def find_entry(change: Change, entry_id: int) -> Entry | None:
    """Find a change of this server, by its number."""
    statement = select(t.history).where(row_is(t.history, server_id=change.server_id, id=entry_id))
    row = (await change.connection.execute(statement)).one_or_none()
    return None if row is None else _entry(row)


async def mark_undone(change: Change, entry: Entry, by: int) -> None:
    """Note that a change was taken back. If it took back another itself, that one stands again, and so on."""
    undone_by: int | None = by
    current: int | None = entry.id
    while current is not None:
        mine = row_is(t.history, server_id=change.server_id, id=current)
        statement = update(t.history).where(mine).values(undone_by=undone_by).returning(t.history.c.undoes)
        before = await change.connection.scalar(statement)
        undone_by = None if undone_by is not None else current
        current = before


def _entry(row: Row[Any]) -> Entry:
    columns = dict(row._mapping)
    undone, changes = columns.pop("undone_by") is not None, columns.pop("changes", None)
    detail = columns.pop("detail") or {}
    return Entry(**columns, undone=undone, rows=tuple(map(RowChange.model_validate, changes or ())), detail=detail)
