"""The store: one object that the library asks. Every method that touches what a server owns takes the server."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from hashlib import blake2b
from typing import Any

from pydantic import TypeAdapter
from sqlalchemy import URL, Row, Select, Text, and_, bindparam, cast, func, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from bot.core.model.article import Article, ArticleCard
from bot.core.model.fact import Content, Fact, Shelf
from bot.core.store import tables as t
from bot.core.store.change import Change
from bot.core.store.engine import open_engine
from bot.core.store.migrate import migrate
from bot.core.store.seeding import add_article

_CONTENT: TypeAdapter[Content] = TypeAdapter(Content)
_WRITERS = 5  # of the 15 connections that the pool has at most
_CARD = (
    t.article.c.id,
    t.article.c.slug,
    t.article.c.title,
    t.article.c.language,
    t.article.c.source,
    t.article.c.link,
    t.article.c.byline,
    t.article.c.date,
    t.article.c.content_note,
    t.article.c.archived,
)
_CURRENT = (t.server.c.current_article_id == t.article.c.id).label("current")


def _select_shelf(article_id: Any) -> Select[Any]:
    # The content as it is written: pydantic reads JSON quicker than it reads objects that were made of it.
    return (
        select(*_CARD, _CURRENT, t.fact.c.id.label("fact_id"), cast(t.fact.c.content, Text).label("content"))
        .select_from(
            t.server.join(t.article, t.article.c.server_id == t.server.c.id).outerjoin(
                t.fact,
                and_(
                    t.fact.c.server_id == t.article.c.server_id,
                    t.fact.c.article_id == t.article.c.id,
                    t.fact.c.state == "published",
                ),
            )
        )
        .where(t.server.c.id == bindparam("server_id"), t.article.c.id == article_id)
        .order_by(t.fact.c.position, t.fact.c.id)
    )


# Built once: that takes as long as running them.
_SHELF = _select_shelf(bindparam("article_id"))
_CURRENT_SHELF = _select_shelf(t.server.c.current_article_id)


class Store:
    """A database of articles and facts. Open it once; share it."""

    def __init__(self, url: URL) -> None:
        self.url = url
        self._engine: AsyncEngine | None = None
        self.own: set[int] = set()
        """The numbers in the history of what this process changed, until ``News`` has seen them."""
        # Writers wait here in the order in which they came, not in the database: SQLite has those who wait ask again
        # now and then, and the unlucky give up; on PostgreSQL they would hold the connections that readers need.
        self._turns = asyncio.Semaphore(1 if url.get_backend_name() == "sqlite" else _WRITERS)

    @property
    def engine(self) -> AsyncEngine:
        """The open engine."""
        if self._engine is None:
            raise RuntimeError("the store is not open")
        return self._engine

    async def open(self) -> None:
        """Connects and brings the tables up to date. Raises StoreUnreachable, StoreNewer, ExtraMissing."""
        if self._engine is None:
            engine = open_engine(self.url)
            try:
                await migrate(engine, self.url)
            except BaseException:
                await engine.dispose()
                raise
            self._engine = engine

    async def close(self) -> None:
        """Ends the connections."""
        if self._engine is not None:
            engine, self._engine = self._engine, None
            await engine.dispose()

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[AsyncConnection]:
        """A connection to read with."""
        async with self.engine.connect() as connection:
            yield connection

    @asynccontextmanager
    async def writing(self) -> AsyncIterator[AsyncConnection]:
        """A transaction to write in: kept as a whole, or not at all."""
        async with self._turns, self.engine.connect() as connection:
            await connection.execution_options(writes=True)
            async with connection.begin():
                yield connection

    # --- reading ------------------------------------------------------------------------------

    async def shelf(self, server_id: int, article_id: int | None) -> Shelf | None:
        """An article (None: the current one) with its published facts, in one read."""
        statement = _CURRENT_SHELF if article_id is None else _SHELF
        wanted = {"server_id": server_id} if article_id is None else {"server_id": server_id, "article_id": article_id}
        async with self.reading() as connection:
            rows = (await connection.execute(statement, wanted)).all()
        if not rows:
            return None
        card = _card(rows[0])
        written = [(row.fact_id, row.content) for row in rows if row.fact_id is not None]
        facts = tuple(
            Fact(id=fact_id, article_id=card.id, state="published", content=_CONTENT.validate_json(content))
            for fact_id, content in written
        )
        digest = blake2b(repr((card, written)).encode(), digest_size=16).hexdigest()
        return Shelf(card=card, facts=facts, digest=digest)

    async def cards(self, server_id: int) -> tuple[ArticleCard, ...]:
        """What the server has, in the order in which it came."""
        statement = (
            select(*_CARD, _CURRENT)
            .select_from(t.server.join(t.article, t.article.c.server_id == t.server.c.id))
            .where(t.server.c.id == server_id)
            .order_by(t.article.c.id)
        )
        async with self.reading() as connection:
            return tuple(_card(row) for row in await connection.execute(statement))

    async def counts(self, server_id: int) -> dict[int, dict[str, int]]:
        """By article and kind, how many facts are published."""
        statement = (
            select(t.fact.c.article_id, t.fact.c.kind, func.count())
            .where(t.fact.c.server_id == server_id, t.fact.c.state == "published")
            .group_by(t.fact.c.article_id, t.fact.c.kind)
        )
        counts: dict[int, dict[str, int]] = {}
        async with self.reading() as connection:
            for article_id, kind, count in await connection.execute(statement):
                counts.setdefault(article_id, {})[kind] = count
        return counts

    async def article(self, server_id: int, article_id: int) -> Article | None:
        """An article with its body."""
        statement = select(t.article).where(t.article.c.server_id == server_id, t.article.c.id == article_id)
        async with self.reading() as connection:
            row = (await connection.execute(statement)).one_or_none()
        return None if row is None else _article(row)

    async def fact(self, server_id: int, fact_id: int) -> tuple[Fact, Article] | None:
        """A fact with its article, whatever its state; None where the article was put away."""
        statement = (
            select(t.article, t.fact.c.id.label("fact_id"), t.fact.c.state, t.fact.c.content)
            .select_from(
                t.fact.join(
                    t.article,
                    and_(
                        t.article.c.server_id == t.fact.c.server_id,
                        t.article.c.id == t.fact.c.article_id,
                    ),
                )
            )
            .where(t.fact.c.server_id == server_id, t.fact.c.id == fact_id, t.article.c.archived.is_(False))
        )
        async with self.reading() as connection:
            row = (await connection.execute(statement)).one_or_none()
        return None if row is None else (_fact(row, row.id), _article(row))

    async def is_seeded(self, server_id: int) -> bool:
        """Whether the server had its copy of the default pack."""
        statement = select(t.server.c.seeded).where(t.server.c.id == server_id)
        async with self.reading() as connection:
            return bool((await connection.execute(statement)).scalar())

    async def note(self, name: str) -> str | None:
        """A note that the bot left for itself."""
        async with self.reading() as connection:
            found = await connection.execute(select(t.note.c.value).where(t.note.c.name == name))
            return found.scalar()

    # --- writing ------------------------------------------------------------------------------

    async def set_note(self, name: str, value: str) -> None:
        """Leaves a note, in place of the one before."""
        async with self.writing() as connection:
            statement = self.insert(t.note).values(name=name, value=value)
            await connection.execute(statement.on_conflict_do_update(index_elements=["name"], set_={"value": value}))

    async def add_article(
        self,
        server_id: int,
        slug: str,
        article: Article,
        contents: Sequence[Content],
        *,
        at: int,
        action: str,
        seed: bool = False,
    ) -> int | None:
        """Adds an article with published facts and makes it current where none is. Returns its id.

        ``seed``: only where the server has not had its copy of the default pack, and only once, however many
        ask at the same time; None where it had it already.
        """
        async with self.writing() as connection:
            added = await add_article(
                connection, server_id, slug, article, contents, at=at, action=action, seed=seed, insert_=self.insert
            )
        if added is None:
            return None
        self.own.add(added[1])
        return added[0]

    @asynccontextmanager
    async def changing(self, server_id: int, at: int) -> AsyncIterator[Change]:
        """A change of what a server owns: kept as a whole or not at all, one at a time for each server."""
        async with self.writing() as connection:
            await connection.execute(self.insert(t.server).values(id=server_id, since=at).on_conflict_do_nothing())
            change = Change(connection, server_id, at)
            await change.server()
            yield change
        self.own |= change.entries

    def insert(self, table: Any) -> Any:
        """An INSERT that can say what happens on a conflict, in this database's dialect."""
        dialect = sqlite if self.url.get_backend_name() == "sqlite" else postgresql
        return dialect.insert(table)


def _card(row: Any) -> ArticleCard:
    return ArticleCard(
        id=row.id,
        slug=row.slug,
        title=row.title,
        language=row.language,
        source=row.source,
        link=row.link,
        byline=row.byline,
        date=row.date,
        content_note=row.content_note,
        current=bool(row.current),
        archived=row.archived,
    )


def _article(row: Row[Any]) -> Article:
    return Article(
        title=row.title,
        language=row.language,
        body=row.body,
        source=row.source,
        link=row.link,
        byline=row.byline,
        date=row.date,
        content_note=row.content_note,
        remarks=tuple(row.remarks),
    )


def _fact(row: Row[Any], article_id: int) -> Fact:
    return Fact(
        id=row.fact_id,
        article_id=article_id,
        state=row.state,
        content=_CONTENT.validate_python(row.content),
    )
