"""Who suggested a draft, and what was decided: as far as other work on facts has to keep it right."""

from sqlalchemy import ColumnElement, insert, select, update

from bot.core.store import tables as t
from bot.core.store.change import Change
from bot.core.store.rows import row_is


async def add_suggestion(change: Change, fact_id: int, member_id: int) -> None:
    """Note who suggested a fact."""
    await change.connection.execute(
        insert(t.suggestion).values(server_id=change.server_id, fact_id=fact_id, member_id=member_id, at=change.at)
    )


async def waits(change: Change, fact_id: int) -> bool:
    """Tell whether a fact is a suggestion that nobody has decided on."""
    statement = select(t.suggestion.c.fact_id).where(_this(change, fact_id), t.suggestion.c.decision.is_(None))
    return await change.connection.scalar(statement) is not None


async def suggester(change: Change, fact_id: int) -> int | None:
    """Find the member who suggested a fact, if that is known."""
    return await change.connection.scalar(select(t.suggestion.c.member_id).where(_this(change, fact_id)))


async def decide(change: Change, fact_id: int, decision: str | None, reason: str | None = None) -> None:
    """Note what was decided on a suggestion, and why; None: that it waits again. Nothing for a fact that is none."""
    statement = update(t.suggestion).where(_this(change, fact_id)).values(decision=decision, reason=reason)
    await change.connection.execute(statement)


def _this(change: Change, fact_id: int) -> ColumnElement[bool]:
    return row_is(t.suggestion, server_id=change.server_id, fact_id=fact_id)
