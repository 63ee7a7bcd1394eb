"""Discussions: which questions a server was posted, where, and whether they are talked about still."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, and_, case, delete, exists, func, insert, select, update

from bot.core.model.changes import CONTENT
from bot.core.model.fact import STAGES, Fact
from bot.core.store import tables as t
from bot.core.store.change import Change
from bot.core.store.store import Store
from bot.features.discussions.model import Discussion

_STAGE = case({stage: i for i, stage in enumerate(STAGES)}, value=t.fact.c.content["stage"].as_string(), else_=1)
_ASKED = exists().where(t.discussion.c.server_id == t.fact.c.server_id, t.discussion.c.fact_id == t.fact.c.id)


class Discussions:
    """The discussions of servers."""

    def __init__(self, store: Store) -> None:
        self._store = store

    async def asked(self, server_id: int, article_id: int) -> set[int]:
        """The questions about an article that were posted, or are about to be; a warm-up has posted its own."""
        mine = (t.discussion.c.server_id == server_id, t.discussion.c.article_id == article_id)
        weekly = (t.occurrence.c.server_id == server_id, t.occurrence.c.fact_id.is_not(None))
        statement = select(t.discussion.c.fact_id).where(*mine).union(select(t.occurrence.c.fact_id).where(*weekly))
        async with self._store.reading() as connection:
            return set((await connection.execute(statement)).scalars())

    async def search(self, server_id: int, word: str, article_id: int | None, limit: int) -> list[tuple[Fact, bool]]:
        """Published questions that have a folded word, with whether each was posted before.

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
        asked = case((_ASKED, 1), else_=0).label("asked")
        current = case((t.server.c.current_article_id == t.fact.c.article_id, 0), else_=1)
        statement = (
            select(t.fact.c.id, t.fact.c.article_id, t.fact.c.state, t.fact.c.content, asked)
            .select_from(
                t.fact.join(t.server, t.server.c.id == t.fact.c.server_id).join(
                    t.article,
                    and_(t.article.c.server_id == t.fact.c.server_id, t.article.c.id == t.fact.c.article_id),
                )
            )
            .where(*conditions)
            .order_by(asked, current, t.fact.c.article_id, _STAGE, t.fact.c.position, t.fact.c.id)
            .limit(limit)
        )
        async with self._store.reading() as connection:
            rows = (await connection.execute(statement)).all()
        return [
            (
                Fact(id=r.id, article_id=r.article_id, state=r.state, content=CONTENT.validate_python(r.content)),
                bool(r.asked),
            )
            for r in rows
        ]

    async def find(self, server_id: int, *conditions: ColumnElement[bool]) -> list[Discussion]:
        """The discussions of a server that fit, oldest first."""
        statement = (
            select(t.discussion).where(t.discussion.c.server_id == server_id, *conditions).order_by(t.discussion.c.id)
        )
        async with self._store.reading() as connection:
            return [_discussion(row) for row in await connection.execute(statement)]

    async def one(self, server_id: int, discussion_id: int) -> Discussion | None:
        """A discussion by its number."""
        found = await self.find(server_id, t.discussion.c.id == discussion_id)
        return found[0] if found else None

    async def in_thread(self, server_id: int, thread_id: int) -> Discussion | None:
        """The discussion of a thread."""
        found = await self.find(server_id, t.discussion.c.thread_id == thread_id)
        return found[-1] if found else None

    async def set_open(self, server_id: int, discussion_id: int, thread_id: int, message_id: int) -> bool:
        """Notes where a discussion stands. Returns whether that was not known yet."""
        return await self._set(
            server_id, discussion_id, "opening", state="open", thread_id=thread_id, message_id=message_id
        )

    async def set_closed(self, server_id: int, discussion_id: int, at: int) -> bool:
        """Closes a discussion. Returns whether it was open."""
        return await self._set(server_id, discussion_id, "open", state="closed", closed_at=at)

    async def _set(self, server_id: int, discussion_id: int, before: str, **values: Any) -> bool:
        mine = (t.discussion.c.server_id == server_id, t.discussion.c.id == discussion_id)
        statement = update(t.discussion).where(*mine, t.discussion.c.state == before).values(values)
        async with self._store.writing() as connection:
            return bool((await connection.execute(statement)).rowcount)

    async def drop(self, server_id: int, discussion_id: int) -> None:
        """Takes away a discussion of which nothing was posted."""
        mine = (t.discussion.c.server_id == server_id, t.discussion.c.id == discussion_id)
        async with self._store.writing() as connection:
            await connection.execute(delete(t.discussion).where(*mine, t.discussion.c.state == "opening"))


async def add_discussion(
    change: Change, fact: Fact, channel_id: int, group_number: int | None, after_id: int | None
) -> Discussion:
    """Writes a discussion that is about to be posted; its number counts within the server."""
    last = select(func.coalesce(func.max(t.discussion.c.id), 0)).where(t.discussion.c.server_id == change.server_id)
    discussion = Discussion(
        id=int((await change.connection.execute(last)).scalar_one()) + 1,
        article_id=fact.article_id,
        fact_id=fact.id,
        channel_id=channel_id,
        group_number=group_number,
        after_id=after_id,
        at=change.at,
    )
    await change.connection.execute(insert(t.discussion).values(server_id=change.server_id, **discussion.model_dump()))
    return discussion


async def was_asked(change: Change, fact_id: int) -> bool:
    """Whether a question was posted, or is about to be, as the change sees it."""
    mine = (t.discussion.c.server_id == change.server_id, t.discussion.c.fact_id == fact_id)
    return (await change.connection.execute(select(t.discussion.c.id).where(*mine).limit(1))).first() is not None


async def follower(change: Change, discussion_id: int) -> Discussion | None:
    """The discussion that a discussion's button asked for."""
    mine = (t.discussion.c.server_id == change.server_id, t.discussion.c.after_id == discussion_id)
    row = (await change.connection.execute(select(t.discussion).where(*mine).limit(1))).first()
    return None if row is None else _discussion(row)


def _discussion(row: Any) -> Discussion:
    return Discussion(**{name: getattr(row, name) for name in Discussion.model_fields})
