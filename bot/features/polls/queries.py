"""Polls in the store. Of an anonymous one it knows how many chose what, and who voted: never both of one person.

Each vote adds to a count and leaves a mark, in one transaction. The mark is keyed and says nothing of the choice; the
key has a row of its own, and both are deleted in the transaction that closes the poll.
"""

import secrets
from collections.abc import Sequence
from typing import Any

from sqlalchemy import and_, delete, func, insert, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.core.model.marks import mark
from bot.core.store.rows import add_missing, row_is, take_away, take_numbers
from bot.core.store.store import Store
from bot.features.polls import tables as own
from bot.features.polls.model import Poll


class PollQueries:
    """The polls of every server; what is asked of one takes the server's id."""

    def __init__(self, store: Store) -> None:
        self._store = store

    async def poll(self, server_id: int, poll_id: int) -> Poll | None:
        """Find a poll of this server."""
        async with self._store.reading() as connection:
            return await find(connection, server_id, poll_id)

    async def due(self, now: int, posting: int, publishing: int) -> list[Poll]:
        """List the polls, of whichever server, that are to be closed or finished.

        Open ones whose end has come, those that are being closed, and those that have been on their way since before
        ``posting`` or ``publishing``: their process must have died.
        """
        state = own.poll.c.state
        statement = select(own.poll).where(
            or_(
                and_(state == "open", own.poll.c.ends_at <= now),
                state == "closing",
                and_(state == "publishing", own.poll.c.closed_at <= publishing),
                and_(state == "posting", own.poll.c.since <= posting),
            )
        )
        return [Poll.of(row) for row in await self._store.rows(statement)]

    async def next_end(self, now: int) -> int | None:
        """Find when the next open poll ends."""
        later = (own.poll.c.state == "open", own.poll.c.ends_at > now)
        end: int | None = await self._store.value(select(func.min(own.poll.c.ends_at)).where(*later))
        return end


async def find(connection: AsyncConnection, server_id: int, poll_id: int, *, lock: bool = False) -> Poll | None:
    """Find a poll of this server; ``lock``: nobody else changes it until the end of the transaction."""
    statement = select(own.poll).where(row_is(own.poll, server_id=server_id, id=poll_id))
    row = (await connection.execute(statement.with_for_update() if lock else statement)).one_or_none()
    return None if row is None else Poll.of(row)


async def add(connection: AsyncConnection, server_id: int, **values: Any) -> Poll:
    """Add a poll, an anonymous one with its key."""
    poll_id = await take_numbers(connection, "poll")
    if values["anonymous"]:
        values["counts"] = [0] * len(values["answers"])
    await connection.execute(insert(own.poll).values(server_id=server_id, id=poll_id, state="posting", **values))
    if values["anonymous"]:
        key = secrets.token_hex(32)
        await connection.execute(insert(own.poll_key).values(server_id=server_id, poll_id=poll_id, key=key))
    found = await find(connection, server_id, poll_id)
    assert found is not None
    return found


async def change(connection: AsyncConnection, poll: Poll, **values: Any) -> Poll:
    """Change a poll."""
    mine = row_is(own.poll, server_id=poll.server_id, id=poll.id)
    await connection.execute(update(own.poll).where(mine).values(**values))
    found = await find(connection, poll.server_id, poll.id)
    assert found is not None
    return found


async def drop(connection: AsyncConnection, poll: Poll) -> None:
    """Take a poll away, with all of it."""
    await take_away(connection, delete(own.poll).where(row_is(own.poll, server_id=poll.server_id, id=poll.id)))


async def second_of(connection: AsyncConnection, first: Poll) -> Poll | None:
    """Find the poll that asked this one again."""
    mine = row_is(own.poll, server_id=first.server_id, first_id=first.id)
    row = (await connection.execute(select(own.poll).where(mine))).one_or_none()
    return None if row is None else Poll.of(row)


def stands_on(poll: Poll, message_id: int | None) -> bool:
    """Tell whether a message that was pressed can be a poll's own: where people vote, or where it is closed.

    Where it is closed may not be known: Discord's answer got lost, or the process died before it noted that.
    """
    return message_id is None or poll.panel_id is None or message_id in (poll.message_id, poll.panel_id)


async def seen(connection: AsyncConnection, poll: Poll, message_id: int | None) -> Poll:
    """Note what a press on a poll's message tells: that it is there, where nobody could note that before."""
    if message_id is None or poll.panel_id is not None:
        return poll
    if not poll.anonymous:
        return await change(connection, poll, panel_id=message_id)
    return await change(connection, poll, state="open", message_id=message_id, panel_id=message_id)


async def close(connection: AsyncConnection, poll: Poll, at: int, *, quiet: bool = False) -> Poll:
    """End the voting: who voted is forgotten, with the key that could tell."""
    for table in (own.poll_mark, own.poll_key):
        await take_away(connection, delete(table).where(row_is(table, server_id=poll.server_id, poll_id=poll.id)))
    return await change(connection, poll, state="closing", closed_at=at, quiet=quiet)


async def count_vote(connection: AsyncConnection, poll: Poll, member_id: int, answer: int) -> bool:
    """Count a vote in a poll that is locked. Returns False where this member voted already."""
    its = {"server_id": poll.server_id, "poll_id": poll.id}
    key: str = (await connection.execute(select(own.poll_key.c.key).where(row_is(own.poll_key, **its)))).scalar_one()
    if not await add_missing(connection, own.poll_mark, **its, mark=mark(key, member_id)):
        return False
    counts: Sequence[int] = poll.counts or ()
    await change(connection, poll, counts=[count + (i == answer) for i, count in enumerate(counts)])
    return True
