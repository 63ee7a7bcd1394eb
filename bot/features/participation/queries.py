"""How many people post in a thread, and how much; never who, nor what."""

from sqlalchemy import ColumnElement, and_, delete, exists, select, update

from bot.core.store import tables as t
from bot.core.store.forms import DAY
from bot.core.store.rows import add_missing, counted, row_is, take_away
from bot.core.store.store import Store
from bot.features.participation import tables as own
from bot.features.participation.model import SETTING, Counted

DAYS_MOST = 30


class ParticipationQueries:
    """The numbers of the threads that are counted."""

    def __init__(self, store: Store) -> None:
        self._store = store

    async def begin(self, server_id: int, thread_id: int, key: str, at: int) -> None:
        """Begin to count in a thread, unless it is counted already or was."""
        async with self._store.writing() as connection:
            await add_missing(connection, t.server, id=server_id, since=at)
            await add_missing(connection, own.participation, server_id=server_id, thread_id=thread_id, key=key, at=at)

    async def find(self, server_id: int, thread_id: int) -> tuple[str | None] | None:
        """Find the key of a thread, None in it where its counting has ended; None where it never began."""
        row = await self._store.row(select(own.participation.c.key).where(_is(server_id, thread_id)))
        return None if row is None else (row.key,)

    async def count(self, server_id: int, thread_id: int, key: str, mark: str) -> bool:
        """Count one more message, and its author where the mark is new. Returns whether it did."""
        async with self._store.writing() as connection:
            still = and_(_is(server_id, thread_id), own.participation.c.key == key)
            one_more = update(own.participation).where(still).values(messages=own.participation.c.messages + 1)
            if not (await connection.execute(one_more)).rowcount:
                return False
            its = {"server_id": server_id, "thread_id": thread_id}
            if await add_missing(connection, own.participation_mark, **its, mark=mark):
                more_people = update(own.participation).where(still).values(people=own.participation.c.people + 1)
                await connection.execute(more_people)
            return True

    async def latest(self, server_id: int, limit: int) -> tuple[list[Counted], int]:
        """List a server's counted threads, the newest first, and count all there are."""
        mine = own.participation.c.server_id == server_id
        statement = select(own.participation).where(mine).order_by(own.participation.c.thread_id.desc()).limit(limit)
        async with self._store.reading() as connection:
            count = await connection.scalar(counted(own.participation, mine)) or 0
            return [Counted.of(row) for row in await connection.execute(statement)], count

    async def end(self, server_id: int, thread_id: int, now: int) -> None:
        """Count no more in a thread: its key and its marks go, the numbers stay."""
        await self._end(now, _is(server_id, thread_id))

    async def end_old(self, now: int) -> None:
        """End what began too long ago, and what is counted in servers that have turned the counting off."""
        off = exists().where(
            t.server.c.id == own.participation.c.server_id, t.server.c.settings[SETTING].as_boolean().is_not(True)
        )
        await self._end(now, (own.participation.c.at <= now - DAYS_MOST * DAY) | off)

    async def _end(self, now: int, which: ColumnElement[bool]) -> None:
        async with self._store.writing() as connection:
            counted = and_(own.participation.c.key.is_not(None), which)
            its = exists().where(
                own.participation.c.server_id == own.participation_mark.c.server_id,
                own.participation.c.thread_id == own.participation_mark.c.thread_id,
                counted,
            )
            await take_away(connection, delete(own.participation_mark).where(its))
            await take_away(connection, update(own.participation).where(counted).values(key=None, ended_at=now))


def _is(server_id: int, thread_id: int) -> ColumnElement[bool]:
    return row_is(own.participation, server_id=server_id, thread_id=thread_id)
