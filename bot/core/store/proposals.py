"""What students proposed, and who may not propose."""

from __future__ import annotations

from sqlalchemy import and_, delete, func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.core.store import tables as t
from bot.core.store.change import Change, fact_row
from bot.core.store.store import Store
from bot.features.suggestions.model import Proposal


class Proposals:
    """The proposals of a server's members."""

    def __init__(self, store: Store) -> None:
        self._store = store

    async def of_member(self, server_id: int, member_id: int, limit: int) -> tuple[list[Proposal], int]:
        """A member's proposals, newest first, and how many there are."""
        mine = (t.proposal.c.server_id == server_id, t.proposal.c.member_id == member_id)
        statement = (
            select(t.fact, t.proposal.c.at, t.proposal.c.decision, t.proposal.c.reason)
            .select_from(
                t.proposal.join(
                    t.fact,
                    and_(t.fact.c.server_id == t.proposal.c.server_id, t.fact.c.id == t.proposal.c.fact_id),
                )
            )
            .where(*mine)
            .order_by(t.fact.c.id.desc())
            .limit(limit)
        )
        async with self._store.reading() as connection:
            total = await connection.execute(select(func.count()).select_from(t.proposal).where(*mine))
            count = int(total.scalar_one())
            rows = (await connection.execute(statement)).all()
        proposals = []
        for row in rows:
            fact = fact_row(row)
            proposals.append(
                Proposal(
                    fact_id=fact.id,
                    content=fact.content,
                    state=fact.state,
                    at=row.at,
                    decision=row.decision,
                    reason=row.reason,
                )
            )
        return proposals, count

    async def blocked(self, server_id: int) -> list[tuple[int | None, int | None]]:
        """Who may not propose, the latest first: a member, or the fact for which somebody unnamed was stopped."""
        statement = (
            select(t.blocked.c.member_id, t.blocked.c.fact_id)
            .where(t.blocked.c.server_id == server_id)
            .order_by(t.blocked.c.at.desc())
        )
        async with self._store.reading() as connection:
            rows = (await connection.execute(statement)).all()
        return [(row.member_id if row.fact_id is None else None, row.fact_id) for row in rows]

    async def room(self, server_id: int, member_id: int) -> tuple[bool, int, int]:
        """Whether a member is blocked, how many proposals of theirs wait, and how many of the whole server."""
        async with self._store.reading() as connection:
            return await room(connection, server_id, member_id)

    async def waiting_of(self, server_id: int, member_id: int) -> list[int]:
        """The facts that a member proposed and nobody has decided on."""
        statement = select(t.proposal.c.fact_id).where(
            t.proposal.c.server_id == server_id, t.proposal.c.member_id == member_id, t.proposal.c.decision.is_(None)
        )
        async with self._store.reading() as connection:
            return list((await connection.execute(statement)).scalars())

    async def forget(self, server_id: int, member_id: int) -> tuple[int, int]:
        """Takes away every link to a member, in the history too. Returns how many proposals and forms."""
        async with self._store.writing() as connection:
            proposals = await connection.execute(
                update(t.proposal)
                .where(t.proposal.c.server_id == server_id, t.proposal.c.member_id == member_id)
                .values(member_id=None)
            )
            await connection.execute(
                update(t.history)
                .where(
                    t.history.c.server_id == server_id,
                    t.history.c.member_id == member_id,
                    t.history.c.role == "student",
                )
                .values(member_id=None)
            )
            forms = await connection.execute(
                delete(t.form).where(t.form.c.server_id == server_id, t.form.c.member_id == member_id)
            )
            return int(proposals.rowcount), int(forms.rowcount)


async def room(connection: AsyncConnection, server_id: int, member_id: int) -> tuple[bool, int, int]:
    """See ``Proposals.room``; within a change, so that two proposals at once can't both take the last place."""
    blocked = select(t.blocked.c.member_id).where(
        t.blocked.c.server_id == server_id, t.blocked.c.member_id == member_id
    )
    waiting = (
        select(func.count())
        .select_from(
            t.proposal.join(
                t.fact, and_(t.fact.c.server_id == t.proposal.c.server_id, t.fact.c.id == t.proposal.c.fact_id)
            )
        )
        .where(t.proposal.c.server_id == server_id, t.fact.c.state == "draft", t.proposal.c.decision.is_(None))
    )
    is_blocked = (await connection.execute(blocked)).one_or_none() is not None
    mine = int((await connection.execute(waiting.where(t.proposal.c.member_id == member_id))).scalar_one())
    return is_blocked, mine, int((await connection.execute(waiting)).scalar_one())


async def add_proposal(change: Change, fact_id: int, member_id: int) -> None:
    """Notes who proposed a fact."""
    await change.connection.execute(
        insert(t.proposal).values(server_id=change.server_id, fact_id=fact_id, member_id=member_id, at=change.at)
    )


async def waits(change: Change, fact_id: int) -> bool:
    """Whether a fact is a proposal that nobody has decided on."""
    mine = (
        t.proposal.c.server_id == change.server_id,
        t.proposal.c.fact_id == fact_id,
        t.proposal.c.decision.is_(None),
    )
    return (await change.connection.execute(select(t.proposal.c.fact_id).where(*mine))).one_or_none() is not None


async def proposer(change: Change, fact_id: int) -> int | None:
    """Who proposed a fact, if that is known."""
    mine = (t.proposal.c.server_id == change.server_id, t.proposal.c.fact_id == fact_id)
    found = await change.connection.execute(select(t.proposal.c.member_id).where(*mine))
    member_id = found.scalar_one_or_none()
    return None if member_id is None else int(member_id)


async def decide(change: Change, fact_id: int, decision: str | None, reason: str | None = None) -> None:
    """Notes what was decided on a proposal, and why; None: that it waits again. Nothing for a fact that is none."""
    mine = (t.proposal.c.server_id == change.server_id, t.proposal.c.fact_id == fact_id)
    await change.connection.execute(update(t.proposal).where(*mine).values(decision=decision, reason=reason))


async def set_blocked(change: Change, member_id: int, blocked: bool, fact_id: int | None = None) -> bool:
    """Blocks a member from proposing, or lets them again. Returns whether that changed anything.

    ``fact_id``: blocked for that proposal, without being named.
    """
    mine = (t.blocked.c.server_id == change.server_id, t.blocked.c.member_id == member_id)
    found = (await change.connection.execute(select(t.blocked.c.member_id).where(*mine))).one_or_none()
    if (found is not None) == blocked:
        return False
    if blocked:
        statement = insert(t.blocked).values(
            server_id=change.server_id, member_id=member_id, at=change.at, fact_id=fact_id
        )
        await change.connection.execute(statement)
    else:
        await change.connection.execute(delete(t.blocked).where(*mine))
    return True


async def unblock_for(change: Change, fact_id: int) -> bool:
    """Lets whoever was stopped for a proposal propose again. Returns whether that changed anything."""
    mine = (t.blocked.c.server_id == change.server_id, t.blocked.c.fact_id == fact_id)
    return bool((await change.connection.execute(delete(t.blocked).where(*mine))).rowcount)
