"""What students suggested, and who may not suggest."""

from sqlalchemy import ColumnElement, delete, func, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.core.store import tables as t
from bot.core.store.change import Change
from bot.core.store.rows import add_missing, counted, row_is, take_away
from bot.core.store.store import Store
from bot.features.suggestions import tables as own
from bot.features.suggestions.model import Suggestion

_WITH_FACT = t.suggestion.join(t.fact)


class SuggestionQueries:
    """The suggestions of a server's members."""

    def __init__(self, store: Store) -> None:
        self._store = store

    async def of_member(self, server_id: int, member_id: int, limit: int) -> tuple[list[Suggestion], int]:
        """List a member's suggestions, newest first. Returns also how many there are."""
        mine = _of(server_id, member_id)
        statement = (
            select(
                t.suggestion.c.fact_id,
                t.fact.c.content,
                t.fact.c.state,
                t.suggestion.c.at,
                t.suggestion.c.decision,
                t.suggestion.c.reason,
            )
            .select_from(_WITH_FACT)
            .where(mine)
            .order_by(t.fact.c.id.desc())
            .limit(limit)
        )
        async with self._store.reading() as connection:
            count = await connection.scalar(counted(t.suggestion, mine)) or 0
            return [Suggestion.of(row) for row in await connection.execute(statement)], count

    async def blocked(self, server_id: int) -> list[tuple[int | None, int | None]]:
        """List who may not suggest, the latest first: a member, or the fact for which somebody unnamed was stopped."""
        statement = (
            select(own.blocked.c.member_id, own.blocked.c.fact_id)
            .where(own.blocked.c.server_id == server_id)
            .order_by(own.blocked.c.at.desc())
        )
        rows = await self._store.rows(statement)
        return [(row.member_id if row.fact_id is None else None, row.fact_id) for row in rows]

    async def room(self, server_id: int, member_id: int) -> tuple[bool, int, int]:
        """Tell whether a member is blocked, how many suggestions of theirs wait, and how many of the whole server."""
        async with self._store.reading() as connection:
            return await room(connection, server_id, member_id)

    async def waiting_of(self, server_id: int, member_id: int) -> list[int]:
        """List the facts that a member suggested and nobody has decided on."""
        statement = select(t.suggestion.c.fact_id).where(_of(server_id, member_id), t.suggestion.c.decision.is_(None))
        return [row.fact_id for row in await self._store.rows(statement)]

    async def forget(self, server_id: int, member_id: int) -> int:
        """Take away every link to a member, in the history too. Returns how many suggestions they had."""
        async with self._store.writing() as connection:
            theirs = row_is(t.history, server_id=server_id, member_id=member_id, role="student")
            await take_away(connection, update(t.history).where(theirs).values(member_id=None))
            suggestions = update(t.suggestion).where(_of(server_id, member_id)).values(member_id=None)
            return await take_away(connection, suggestions)


async def room(connection: AsyncConnection, server_id: int, member_id: int) -> tuple[bool, int, int]:
    """Do as ``SuggestionQueries.room``, within a change, so that two at once can't both take the last place."""
    blocked = select(own.blocked.c.at).where(row_is(own.blocked, server_id=server_id, member_id=member_id))
    waiting = (
        select(func.count())
        .select_from(_WITH_FACT)
        .where(row_is(t.suggestion, server_id=server_id, decision=None), t.fact.c.state == "draft")
    )
    is_blocked = await connection.scalar(blocked) is not None
    mine = await connection.scalar(waiting.where(t.suggestion.c.member_id == member_id)) or 0
    return is_blocked, mine, await connection.scalar(waiting) or 0


async def set_blocked(change: Change, member_id: int, blocked: bool, fact_id: int | None = None) -> bool:
    """Block a member from suggesting, or let them again. Returns whether that changed anything.

    ``fact_id``: blocked for that suggestion, without being named.
    """
    key = {"server_id": change.server_id, "member_id": member_id}
    if blocked:
        return await add_missing(change.connection, own.blocked, **key, at=change.at, fact_id=fact_id)
    return bool(await take_away(change.connection, delete(own.blocked).where(row_is(own.blocked, **key))))


async def unblock_for(change: Change, fact_id: int) -> bool:
    """Let whoever was stopped for a suggestion suggest again. Returns whether that changed anything."""
    mine = row_is(own.blocked, server_id=change.server_id, fact_id=fact_id)
    return bool(await take_away(change.connection, delete(own.blocked).where(mine)))


def _of(server_id: int, member_id: int) -> ColumnElement[bool]:
    return row_is(t.suggestion, server_id=server_id, member_id=member_id)
