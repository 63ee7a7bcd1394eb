"""Discussions in the store: which questions were posted on a server, where, and whether they are talked about still."""

from typing import Any

from sqlalchemy import ColumnElement, case, delete, insert, select, update

from bot.core.model.fact import STAGES, Fact
from bot.core.store import tables as t
from bot.core.store.asked import WAS_ASKED, asked_facts, drop_asked, note_asked
from bot.core.store.change import Change
from bot.core.store.rows import OF_ITS_ARTICLE, row_is, take_away, take_numbers
from bot.core.store.store import Store
from bot.features.discussions import tables as own
from bot.features.discussions.model import Discussion

_STAGE = case({stage: i for i, stage in enumerate(STAGES)}, value=t.fact.c.content["stage"].as_string(), else_=1)


class DiscussionQueries:
    """The discussions of servers."""

    def __init__(self, store: Store) -> None:
        self._store = store

    async def asked(self, server_id: int, article_id: int) -> set[int]:
        """Find the questions about an article that the class was asked, or is about to be, by whatever."""
        async with self._store.reading() as connection:
            return await asked_facts(connection, server_id, article_id)

    async def search(self, server_id: int, word: str, article_id: int | None, limit: int) -> list[tuple[Fact, bool]]:
        """Find published questions that have a folded word, with whether each was asked before.

        Those that were not come first, then those about the current article, in the order of the answers.
        """
        conditions: list[ColumnElement[bool]] = [
            t.fact.c.server_id == server_id,
            t.fact.c.kind == "question",
            t.fact.c.state == "published",
            t.article.c.archived.is_(False),
        ]
        if word:
            conditions.append(t.fact.c.search.contains(word, autoescape=True))
        if article_id is not None:
            conditions.append(t.fact.c.article_id == article_id)
        asked = case((WAS_ASKED, 1), else_=0).label("asked")
        current = case((t.server.c.current_article_id == t.fact.c.article_id, 0), else_=1)
        statement = (
            select(t.fact.c.id, t.fact.c.article_id, t.fact.c.state, t.fact.c.content, asked)
            .select_from(t.fact.join(t.server).join(t.article, OF_ITS_ARTICLE))
            .where(*conditions)
            .order_by(asked, current, t.fact.c.article_id, _STAGE, t.fact.c.position, t.fact.c.id)
            .limit(limit)
        )
        return [(Fact.of(row), bool(row.asked)) for row in await self._store.rows(statement)]

    async def find(self, server_id: int, *conditions: ColumnElement[bool]) -> list[Discussion]:
        """Find the discussions of a server that fit, oldest first."""
        statement = select(own.discussion).where(own.discussion.c.server_id == server_id, *conditions)
        return [Discussion.of(row) for row in await self._store.rows(statement.order_by(own.discussion.c.id))]

    async def one(self, server_id: int, discussion_id: int) -> Discussion | None:
        """Find a discussion by its number."""
        found = await self.find(server_id, own.discussion.c.id == discussion_id)
        return found[0] if found else None

    async def in_thread(self, server_id: int, thread_id: int) -> Discussion | None:
        """Find the discussion of a thread."""
        found = await self.find(server_id, own.discussion.c.thread_id == thread_id)
        return found[-1] if found else None

    async def set_open(self, server_id: int, discussion_id: int, thread_id: int, message_id: int) -> bool:
        """Note where a discussion stands. Returns whether that was not known yet."""
        return await self._set(
            server_id, discussion_id, "opening", state="open", thread_id=thread_id, message_id=message_id
        )

    async def set_closed(self, server_id: int, discussion_id: int, at: int) -> bool:
        """Close a discussion. Returns whether it was open."""
        return await self._set(server_id, discussion_id, "open", state="closed", closed_at=at)

    async def _set(self, server_id: int, discussion_id: int, before: str, **values: Any) -> bool:
        mine = row_is(own.discussion, server_id=server_id, id=discussion_id, state=before)
        return bool(await self._store.write(update(own.discussion).where(mine).values(values)))

    async def drop(self, server_id: int, discussion_id: int) -> None:
        """Take away a discussion of which nothing was posted; its question is still to be asked."""
        mine = row_is(own.discussion, server_id=server_id, id=discussion_id, state="opening")
        async with self._store.writing() as connection:
            if await take_away(connection, delete(own.discussion).where(mine)):
                await drop_asked(connection, server_id, _source(discussion_id))


async def add_discussion(
    change: Change, fact: Fact, channel_id: int, group_number: int | None, after_id: int | None
) -> Discussion:
    """Write down a discussion that is about to be posted, and what it asks."""
    discussion = Discussion(
        id=await take_numbers(change.connection, "discussion"),
        article_id=fact.article_id,
        fact_id=fact.id,
        channel_id=channel_id,
        group_number=group_number,
        after_id=after_id,
        at=change.at,
    )
    await change.connection.execute(
        insert(own.discussion).values(server_id=change.server_id, **discussion.model_dump())
    )
    await note_asked(change, _source(discussion.id), fact.article_id, fact.id)
    return discussion


async def follower(change: Change, discussion_id: int) -> Discussion | None:
    """Find the discussion that a discussion's button asked for."""
    mine = row_is(own.discussion, server_id=change.server_id, after_id=discussion_id)
    row = (await change.connection.execute(select(own.discussion).where(mine).limit(1))).first()
    return None if row is None else Discussion.of(row)


def _source(discussion_id: int) -> str:
    """Say what asks a question, as it is noted with it."""
    return f"discussion {discussion_id}"
