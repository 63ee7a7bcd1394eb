"""Servers: their settings, whether the bot is still there, and erasing them."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import delete, func, or_, select, update

from bot.core.model.server import ServerSettings
from bot.core.store import tables as t
from bot.core.store.histories import ERASED_NOTE
from bot.core.store.store import Store

_CHUNK = 500
_OWNED = (t.article, t.fact, t.history, t.proposal, t.form, t.discussion)


class Servers:
    """The servers that the store knows."""

    def __init__(self, store: Store) -> None:
        self._store = store

    async def known(self, server_id: int) -> bool:
        """Whether the store has anything of a server."""
        async with self._store.reading() as connection:
            found = await connection.execute(select(t.server.c.id).where(t.server.c.id == server_id))
            return found.one_or_none() is not None

    async def settings(self, server_id: int) -> ServerSettings:
        """How a server is set up; the defaults where the store doesn't know it."""
        chosen = select(
            t.server.c.current_article_id,
            t.server.c.answers_public,
            t.server.c.log_channel_id,
            t.server.c.editor_roles,
            t.server.c.language,
            t.server.c.time_zone,
            t.server.c.count_participation,
            t.server.c.hide_behind_note,
        ).where(t.server.c.id == server_id)
        channels = select(t.channel.c.id, t.channel.c.article_id).where(t.channel.c.server_id == server_id)
        async with self._store.reading() as connection:
            row = (await connection.execute(chosen)).one_or_none()
            if row is None:
                return ServerSettings()
            own = {c.id: c.article_id for c in await connection.execute(channels)}
        return ServerSettings(
            current_article_id=row.current_article_id,
            answers_public=row.answers_public,
            log_channel_id=row.log_channel_id,
            editor_roles=tuple(row.editor_roles),
            channels=own,
            language=row.language,
            time_zone=row.time_zone,
            count_participation=row.count_participation,
            hide_behind_note=row.hide_behind_note,
        )

    async def serve(self, application_id: int, present: Sequence[int], now: int) -> None:
        """Notes which servers this bot is in; one that it served and is no longer in was left meanwhile."""
        async with self._store.writing() as connection:
            mine = (t.server.c.application_id == application_id, t.server.c.removed_at.is_(None))
            known = set((await connection.execute(select(t.server.c.id).where(*mine))).scalars())
            gone, come = sorted(known - set(present)), sorted(set(present) - known)
            for i in range(0, len(gone), _CHUNK):
                part = t.server.c.id.in_(gone[i : i + _CHUNK])
                await connection.execute(update(t.server).where(part).values(removed_at=now))
            for i in range(0, len(come), _CHUNK):
                part = t.server.c.id.in_(come[i : i + _CHUNK])
                values = {"removed_at": None, "application_id": application_id}
                await connection.execute(update(t.server).where(part).values(values))

    async def left(self, application_id: int, server_id: int, now: int) -> None:
        """Notes that the bot was removed from a server."""
        async with self._store.writing() as connection:
            await connection.execute(
                update(t.server)
                .where(
                    t.server.c.id == server_id,
                    # Another bot on the same database may still be there.
                    or_(t.server.c.application_id.is_(None), t.server.c.application_id == application_id),
                )
                .values(removed_at=now, application_id=application_id)
            )

    async def joined(self, application_id: int, server_id: int) -> None:
        """Notes that the bot is in a server, again perhaps."""
        async with self._store.writing() as connection:
            await connection.execute(
                update(t.server)
                .where(t.server.c.id == server_id)
                .values(removed_at=None, application_id=application_id)
            )

    async def left_before(self, then: int) -> list[int]:
        """The servers that removed the bot before a moment."""
        async with self._store.reading() as connection:
            found = await connection.execute(select(t.server.c.id).where(t.server.c.removed_at <= then))
            return list(found.scalars())

    async def erase(self, server_id: int, left_before: int | None = None) -> dict[str, int] | None:
        """Takes away all that a server has. Returns how many rows of each table; None where there is no such server.

        ``left_before``: only where it still is one that removed the bot before that moment.
        """
        mine = [t.server.c.id == server_id]
        if left_before is not None:
            mine.append(t.server.c.removed_at <= left_before)
        async with self._store.writing() as connection:
            counts = {}
            for table in _OWNED:
                statement = select(func.count()).select_from(table).where(table.c.server_id == server_id)
                counts[table.name] = int((await connection.execute(statement)).scalar_one())
            gone = await connection.execute(delete(t.server).where(*mine))
            if not gone.rowcount:
                return None
            # The history's last number doesn't grow by this, so that a bot that runs notices it here.
            mark = select(t.note.c.value).where(t.note.c.name == ERASED_NOTE)
            count = int((await connection.execute(mark)).scalar() or 0) + 1
            note = self._store.insert(t.note).values(name=ERASED_NOTE, value=str(count))
            await connection.execute(note.on_conflict_do_update(index_elements=["name"], set_={"value": str(count)}))
            return counts
