"""Which questions the class was asked: written down before a question is posted, so that nothing asks it again."""

from sqlalchemy import delete, exists, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.core.store import tables as t
from bot.core.store.change import Change
from bot.core.store.rows import row_is, take_away

WAS_ASKED = exists().where(t.asked.c.server_id == t.fact.c.server_id, t.asked.c.fact_id == t.fact.c.id)
"""That a row of ``fact`` is a question that was asked."""


async def note_asked(change: Change, source: str, article_id: int, fact_id: int) -> None:
    """Note that a question is about to be asked. ``source``: by what, in words of its own."""
    values = {"server_id": change.server_id, "source": source, "article_id": article_id, "fact_id": fact_id}
    await change.connection.execute(insert(t.asked).values(**values))


async def drop_asked(connection: AsyncConnection, server_id: int, source: str) -> None:
    """Take that back: Discord did not take the question."""
    await take_away(connection, delete(t.asked).where(row_is(t.asked, server_id=server_id, source=source)))


async def was_asked(change: Change, fact_id: int) -> bool:
    """Tell whether a question was asked, or is about to be, as the change sees it."""
    mine = row_is(t.asked, server_id=change.server_id, fact_id=fact_id)
    return await change.connection.scalar(select(t.asked.c.fact_id).where(mine).limit(1)) is not None


async def asked_facts(connection: AsyncConnection, server_id: int, article_id: int) -> set[int]:
    """Find the questions about an article that were asked, or are about to be."""
    mine = row_is(t.asked, server_id=server_id, article_id=article_id)
    return set(await connection.scalars(select(t.asked.c.fact_id).where(mine)))
