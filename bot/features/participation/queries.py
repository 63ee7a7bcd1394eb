"""How many people post in a discussion, and how much; never who, nor what."""

from __future__ import annotations

from sqlalchemy import ColumnElement, and_, delete, exists, func, select, update

from bot.core.store import tables as t
from bot.core.store.forms import DAY
from bot.core.store.store import Store
from bot.features.participation.model import Counted

DAYS_MOST = 30


class Participations:
    """The numbers of discussions."""

    def __init__(self, store: Store) -> None:
        self._store = store

    async def begin(self, server_id: int, thread_id: int, key: str, at: int) -> None:
        """Begins to count in a discussion, unless it is counted already or was."""
        async with self._store.writing() as connection:
            await connection.execute(
                self._store.insert(t.server).values(id=server_id, since=at).on_conflict_do_nothing()
            )
            row = {"server_id": server_id, "thread_id": thread_id, "key": key, "at": at}
            await connection.execute(self._store.insert(t.participation).values(**row).on_conflict_do_nothing())

    async def find(self, server_id: int, thread_id: int) -> tuple[str | None] | None:
        """The key of a discussion, None in it where its counting has ended; None where it never began."""
        statement = select(t.participation.c.key).where(*_is(server_id, thread_id))
        async with self._store.reading() as connection:
            row = (await connection.execute(statement)).one_or_none()
        return None if row is None else (row.key,)

    async def count(self, server_id: int, thread_id: int, key: str, mark: str) -> bool:
        """Counts one more message, and its author where the mark is new. Whether it did: not where that ended."""
        async with self._store.writing() as connection:
            still = (*_is(server_id, thread_id), t.participation.c.key == key)
            one_more = update(t.participation).where(*still).values(messages=t.participation.c.messages + 1)
            if not (await connection.execute(one_more)).rowcount:
                return False
            row = {"server_id": server_id, "thread_id": thread_id, "mark": mark}
            new = await connection.execute(
                self._store.insert(t.participation_mark).values(**row).on_conflict_do_nothing()
            )
            if new.rowcount:
                await connection.execute(
                    update(t.participation).where(*still).values(people=t.participation.c.people + 1)
                )
            return True

    async def latest(self, server_id: int, limit: int) -> tuple[list[Counted], int]:
        """A server's discussions, the newest first, and how many there are."""
        mine = t.participation.c.server_id == server_id
        columns = [t.participation.c[name] for name in Counted.model_fields]
        statement = select(*columns).where(mine).order_by(t.participation.c.thread_id.desc()).limit(limit)
        async with self._store.reading() as connection:
            total = await connection.execute(select(func.count()).select_from(t.participation).where(mine))
            count = int(total.scalar_one())
            rows = (await connection.execute(statement)).all()
        return [Counted(**row._mapping) for row in rows], count

    async def end(self, server_id: int, thread_id: int, now: int) -> None:
        """Counts no more in a discussion: its key and its marks go, the numbers stay."""
        await self._end(now, *_is(server_id, thread_id))

    async def end_old(self, now: int) -> None:
        """Ends what began too long ago, and what is counted in servers that have turned the counting off."""
        off = exists().where(t.server.c.id == t.participation.c.server_id, t.server.c.count_participation.is_(False))
        await self._end(now, (t.participation.c.at <= now - DAYS_MOST * DAY) | off)

    async def _end(self, now: int, *which: ColumnElement[bool]) -> None:
        async with self._store.writing() as connection:
            counted = and_(t.participation.c.key.is_not(None), *which)
            its = exists().where(
                t.participation.c.server_id == t.participation_mark.c.server_id,
                t.participation.c.thread_id == t.participation_mark.c.thread_id,
                counted,
            )
            await connection.execute(delete(t.participation_mark).where(its))
            await connection.execute(update(t.participation).where(counted).values(key=None, ended_at=now))


def _is(server_id: int, thread_id: int) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    return t.participation.c.server_id == server_id, t.participation.c.thread_id == thread_id
