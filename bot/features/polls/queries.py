"""Polls in the store. Of an anonymous one it knows how many chose what, and who voted: never both of one person.

Each vote adds to a count and leaves a mark, in one transaction. The mark is keyed and says nothing of the choice; the
key has a row of its own, and both are deleted in the transaction that closes the poll.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, and_, delete, func, insert, or_, select, text, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.core.store import tables as t
from bot.core.store.store import Store
from bot.features.polls.model import Poll


class Polls:
    """The polls of every server; what is asked of one takes the server's id."""

    def __init__(self, store: Store) -> None:
        self._store = store

    async def poll(self, server_id: int, poll_id: int) -> Poll | None:
        """A poll of this server."""
        async with self._store.reading() as connection:
            return await find(connection, server_id, poll_id)

    async def second(self, server_id: int, first_id: int) -> Poll | None:
        """The poll that asked this one again."""
        statement = select(t.poll).where(t.poll.c.server_id == server_id, t.poll.c.first_id == first_id)
        async with self._store.reading() as connection:
            row = (await connection.execute(statement)).one_or_none()
        return None if row is None else poll_of(row)

    async def due(self, now: int, posting: int, publishing: int) -> list[Poll]:
        """Polls, of whichever server, that are to be closed or finished.

        Open ones whose end has come, those that are being closed, and those that have been on their way since before
        ``posting`` or ``publishing``: their process must have died.
        """
        state = t.poll.c.state
        statement = select(t.poll).where(
            or_(
                and_(state == "open", t.poll.c.ends_at <= now),
                state == "closing",
                and_(state == "publishing", t.poll.c.closed_at <= publishing),
                and_(state == "posting", t.poll.c.since <= posting),
            )
        )
        async with self._store.reading() as connection:
            return [poll_of(row) for row in await connection.execute(statement)]

    async def next_end(self) -> int | None:
        """When the next open poll ends."""
        statement = select(func.min(t.poll.c.ends_at)).where(t.poll.c.state == "open")
        async with self._store.reading() as connection:
            end = (await connection.execute(statement)).scalar()
        return None if end is None else int(end)

    async def unsettled(self) -> bool:
        """Whether any poll is between two states."""
        states = ("posting", "closing", "publishing")
        statement = select(t.poll.c.id).where(t.poll.c.state.in_(states)).limit(1)
        async with self._store.reading() as connection:
            return (await connection.execute(statement)).first() is not None

    async def wipe(self) -> None:
        """On SQLite, takes what was deleted out of the write-ahead log too, as far as no reader holds it."""
        if self._store.url.get_backend_name() == "sqlite":
            async with self._store.reading() as connection:
                await connection.execute(text("PRAGMA wal_checkpoint(TRUNCATE)"))


def poll_of(row: Any) -> Poll:
    """A row as a poll."""
    return Poll.model_validate(dict(row._mapping))


async def find(connection: AsyncConnection, server_id: int, poll_id: int, *, lock: bool = False) -> Poll | None:
    """A poll of this server; ``lock``: nobody else changes it until the end of the transaction."""
    statement = select(t.poll).where(*_this(server_id, poll_id))
    row = (await connection.execute(statement.with_for_update() if lock else statement)).one_or_none()
    return None if row is None else poll_of(row)


async def add(connection: AsyncConnection, server_id: int, **values: Any) -> Poll:
    """Adds a poll, an anonymous one with its key. The server's row is locked, so that numbers can't meet."""
    highest = select(func.coalesce(func.max(t.poll.c.id), 0)).where(t.poll.c.server_id == server_id)
    poll_id = int((await connection.execute(highest)).scalar_one()) + 1
    if values["anonymous"]:
        values["counts"] = [0] * len(values["answers"])
    await connection.execute(insert(t.poll).values(server_id=server_id, id=poll_id, state="posting", **values))
    if values["anonymous"]:
        key = secrets.token_hex(32)
        await connection.execute(insert(t.poll_key).values(server_id=server_id, poll_id=poll_id, key=key))
    found = await find(connection, server_id, poll_id)
    assert found is not None
    return found


async def change(connection: AsyncConnection, poll: Poll, **values: Any) -> Poll:
    """Changes a poll."""
    await connection.execute(update(t.poll).where(*_this(poll.server_id, poll.id)).values(**values))
    found = await find(connection, poll.server_id, poll.id)
    assert found is not None
    return found


async def drop(connection: AsyncConnection, poll: Poll) -> None:
    """Takes a poll away, with all of it."""
    await connection.execute(delete(t.poll).where(*_this(poll.server_id, poll.id)))


async def second_of(connection: AsyncConnection, first: Poll) -> Poll | None:
    """The poll that asked this one again."""
    mine = (t.poll.c.server_id == first.server_id, t.poll.c.first_id == first.id)
    row = (await connection.execute(select(t.poll).where(*mine))).one_or_none()
    return None if row is None else poll_of(row)


async def seen(connection: AsyncConnection, poll: Poll, message_id: int | None) -> Poll:
    """A press on a poll's message tells that it was posted, where the process died before it noted that."""
    if poll.state != "posting" or message_id is None or not poll.anonymous:
        return poll
    return await change(connection, poll, state="open", message_id=message_id, panel_id=message_id)


async def close(connection: AsyncConnection, poll: Poll, at: int, *, quiet: bool = False) -> Poll:
    """Nobody votes any more: who voted is forgotten, with the key that could tell."""
    for table in (t.poll_mark, t.poll_key):
        mine = (table.c.server_id == poll.server_id, table.c.poll_id == poll.id)
        await connection.execute(delete(table).where(*mine))
    return await change(connection, poll, state="closing", closed_at=at, quiet=quiet)


async def count_vote(store: Store, connection: AsyncConnection, poll: Poll, member_id: int, answer: int) -> bool:
    """Counts a vote in a poll that is locked. Returns False where this member voted already."""
    wanted = select(t.poll_key.c.key).where(t.poll_key.c.server_id == poll.server_id, t.poll_key.c.poll_id == poll.id)
    key = bytes.fromhex((await connection.execute(wanted)).scalar_one())
    mark = hmac.new(key, str(member_id).encode(), hashlib.sha256).hexdigest()
    values = {"server_id": poll.server_id, "poll_id": poll.id, "mark": mark}
    left = await connection.execute(store.insert(t.poll_mark).values(**values).on_conflict_do_nothing())
    if not left.rowcount:
        return False
    counts: Sequence[int] = poll.counts or ()
    await change(connection, poll, counts=[count + (i == answer) for i, count in enumerate(counts)])
    return True


def _this(server_id: int, poll_id: int) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    return t.poll.c.server_id == server_id, t.poll.c.id == poll_id
