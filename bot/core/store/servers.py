"""Servers: their settings, whether the bot is still there, and erasing them."""

from collections.abc import Sequence

from sqlalchemy import delete, or_, select, update

from bot.core.model.server import ServerSettings
from bot.core.store import tables as t
from bot.core.store.histories import ERASED_NOTE
from bot.core.store.metadata import metadata
from bot.core.store.rows import counted, take_away, write_note
from bot.core.store.store import Store

_CHUNK = 500
_SETTINGS = [t.server.c[name] for name in ServerSettings.model_fields if name in t.server.c]


class Servers:
    """The servers that the store knows."""

    def __init__(self, store: Store) -> None:
        self._store = store

    async def known(self, server_id: int) -> bool:
        """Tell whether the store has anything of a server."""
        return await self._store.row(select(t.server.c.id).where(t.server.c.id == server_id)) is not None

    async def settings(self, server_id: int) -> ServerSettings:
        """Read the class settings of a server; the defaults where the store doesn't know it."""
        chosen = select(*_SETTINGS, t.server.c.settings.label("own")).where(t.server.c.id == server_id)
        channels = select(t.channel.c.id, t.channel.c.article_id).where(t.channel.c.server_id == server_id)
        async with self._store.reading() as connection:
            row = (await connection.execute(chosen)).one_or_none()
            if row is None:
                return ServerSettings()
            current = {c.id: c.article_id for c in await connection.execute(channels)}
        return ServerSettings(**row._mapping, channels=current)

    async def serve(self, application_id: int, present: Sequence[int], now: int) -> None:
        """Note which servers this bot is in; those that it served, or none did, and that it isn't in, count as left."""
        async with self._store.writing() as connection:
            there = select(t.server.c.id, t.server.c.application_id).where(t.server.c.removed_at.is_(None))
            known = {row.id: row.application_id for row in await connection.execute(there)}
            mine = {server_id for server_id, by in known.items() if by == application_id}
            # Nobody's: something was written for a server that no bot is a member of.
            nobodys = {server_id for server_id, by in known.items() if by is None}
            gone, come = sorted((mine | nobodys) - set(present)), sorted(set(present) - mine)
            for i in range(0, len(gone), _CHUNK):
                part = t.server.c.id.in_(gone[i : i + _CHUNK])
                await connection.execute(update(t.server).where(part).values(removed_at=now))
            for i in range(0, len(come), _CHUNK):
                part = t.server.c.id.in_(come[i : i + _CHUNK])
                values = {"removed_at": None, "application_id": application_id}
                await connection.execute(update(t.server).where(part).values(values))

    async def left(self, application_id: int, server_id: int, now: int) -> None:
        """Note that the bot was removed from a server."""
        # Another bot on the same database may still be there.
        mine = or_(t.server.c.application_id.is_(None), t.server.c.application_id == application_id)
        statement = update(t.server).where(t.server.c.id == server_id, mine)
        await self._store.write(statement.values(removed_at=now, application_id=application_id))

    async def joined(self, application_id: int, server_id: int) -> None:
        """Note that the bot is in a server, again perhaps."""
        statement = update(t.server).where(t.server.c.id == server_id)
        await self._store.write(statement.values(removed_at=None, application_id=application_id))

    async def left_before(self, then: int) -> list[int]:
        """Return the servers that removed the bot before a moment."""
        return [row.id for row in await self._store.rows(select(t.server.c.id).where(t.server.c.removed_at <= then))]

    async def erase(self, server_id: int, left_before: int | None = None) -> dict[str, int] | None:
        """Take away all that a server has. Returns how many rows of each table; None where there is no such server.

        ``left_before``: only where it still is one that removed the bot before that moment.
        """
        mine = [t.server.c.id == server_id]
        if left_before is not None:
            mine.append(t.server.c.removed_at <= left_before)
        async with self._store.writing() as connection:
            counts = {}
            for table in (each for each in metadata.sorted_tables if "server_id" in each.c):
                counts[table.name] = await connection.scalar(counted(table, table.c.server_id == server_id)) or 0
            if not await take_away(connection, delete(t.server).where(*mine)):
                return None
            # The history's last number doesn't grow by this, so that a bot that runs notices it here.
            mark = select(t.note.c.value).where(t.note.c.name == ERASED_NOTE)
            count = int(await connection.scalar(mark) or 0) + 1
            await write_note(connection, ERASED_NOTE, str(count))
            return counts
