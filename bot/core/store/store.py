"""The store: one object that the library asks. Every method that touches what a server owns takes the server."""

import asyncio
import logging
from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from contextlib import asynccontextmanager, contextmanager, suppress
from dataclasses import replace
from hashlib import blake2b
from typing import Any

from sqlalchemy import URL, Delete, Executable, Select, Text, and_, bindparam, cast, event, func, select
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from bot.core.model.article import Article, ArticleCard
from bot.core.model.deeds import deeds
from bot.core.model.errors.changes import StoreLost
from bot.core.model.fact import CONTENT, Content, Fact, Shelf, tell
from bot.core.store import tables as t
from bot.core.store.change import Change
from bot.core.store.dialect import empty_log, is_sqlite, write_anew, writers_at_once
from bot.core.store.engine import forget_changes, has_changed, open_engine
from bot.core.store.file import DatabaseFile
from bot.core.store.migrate import migrate
from bot.core.store.rows import OF_ITS_ARTICLE, add_missing, row_is, take_away, was_taken_away, write_note
from bot.core.store.seeding import add_article

_REWRITTEN_MOST = 32_000_000
log = logging.getLogger(__name__)

_CARD = (
    *(t.article.c[name] for name in ArticleCard.model_fields if name != "current"),
    t.server.c.current_article_id.is_not_distinct_from(t.article.c.id).label("current"),
)


def _select_shelf(article_id: Any) -> Select[Any]:
    # The content as it is written: pydantic reads JSON quicker than it reads objects that were made of it.
    return (
        select(*_CARD, t.fact.c.id.label("fact_id"), cast(t.fact.c.content, Text).label("content"))
        .select_from(t.server.join(t.article).outerjoin(t.fact, and_(OF_ITS_ARTICLE, t.fact.c.state == "published")))
        .where(t.server.c.id == bindparam("server_id"), t.article.c.id == article_id)
        .order_by(t.fact.c.position, t.fact.c.id)
    )


# Built once: that takes as long as running them.
_SHELF = _select_shelf(bindparam("article_id"))
_CURRENT_SHELF = _select_shelf(t.server.c.current_article_id)


@contextmanager
def _harmless() -> Iterator[None]:
    """Log what a database can't do now: what was to be stored is stored, and this is tried again."""
    try:
        yield
    except DBAPIError as error:
        log.warning("what was deleted lies in the database’s files still: %s", type(error.orig).__name__)


class Store:
    """A database of articles and facts. Open it once; share it."""

    def __init__(self, url: URL) -> None:
        self.url = url
        self._engine: AsyncEngine | None = None
        self.own: set[int] = set()
        """The numbers in the history of what this process changed, until ``News`` has seen them."""
        # Writers wait here in the order in which they came, not in the database: SQLite has those who wait ask again
        # now and then, and the unlucky give up; on PostgreSQL they would hold the connections that readers need.
        self._turns = asyncio.Semaphore(writers_at_once(url))
        self._file = DatabaseFile(url)
        self._in_log = self._in_pages = False  # whether what was taken away may lie there still

    @property
    def engine(self) -> AsyncEngine:
        """The open engine."""
        if self._engine is None:
            raise RuntimeError("the store is not open")
        return self._engine

    async def open(self) -> None:
        """Connect and bring the tables up to date. Raises StoreUnreachable, StoreOfAnotherVersion, ExtraMissing."""
        if self._engine is None:
            engine = open_engine(self.url)
            try:
                await migrate(engine, self.url)
            except BaseException:
                await engine.dispose()
                raise
            self._engine = engine
            await self.wipe(anyway=True)  # the last run may have ended before it was done
            self._file.opened()
            # Else a new connection would make a new and empty file.
            event.listen(engine.sync_engine, "do_connect", lambda *_: self._file.check())

    async def close(self) -> None:
        """End the connections."""
        if self._engine is not None:
            await self.wipe()
            engine, self._engine = self._engine, None
            await engine.dispose()

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[AsyncConnection]:
        """Open a connection to read with."""
        async with self.engine.connect() as connection:
            yield connection

    @asynccontextmanager
    async def writing(self, *, asked: bool = True) -> AsyncIterator[AsyncConnection]:
        """Open a transaction to write in: kept as a whole, or not at all.

        What was taken away in it is wiped out of the log of changes before this ends, or as soon as nobody reads there.
        ``asked`` False: what is written isn't what somebody asked for, so it is no deed of theirs. Raises StoreLost.
        """
        async with self._turns, self.engine.connect() as connection:
            await connection.execution_options(writes=True)
            committing = False
            try:
                async with connection.begin():
                    self._file.check_written()
                    forget_changes(connection)
                    yield connection
                    if was_taken_away(connection):
                        self._in_log = self._in_pages = True
                    committing = asked and has_changed(connection)
            except DBAPIError as error:
                deeds().unknown |= committing and error.connection_invalidated  # it may have been done all the same
                raise
            self._file.check_written()
            if asked and has_changed(connection):
                deeds().stored += 1
        await self.wipe()

    async def look_after(self) -> None:
        """Do for SQLite's files what is due each second: notice that they are gone, and wipe out what was deleted."""
        with suppress(StoreLost):  # which is logged
            self._file.check()
            await self.wipe()

    async def wipe(self, *, anyway: bool = False) -> None:
        """Take what was deleted out of SQLite's log of changes too; ``look_after`` tries again until it is done.

        ``anyway``: also where this process deleted nothing; another one may have. PostgreSQL cleans up in its own time.
        """
        self._in_log |= anyway
        if self._in_log and is_sqlite(self.url):
            with _harmless():
                async with self._turns, self.engine.connect() as connection:
                    self._in_log = not await empty_log(connection)

    async def rewrite(self) -> None:
        """Write SQLite's file anew where rows were deleted: it may have left copies in what a page doesn't use.

        Not a large file: nobody can write meanwhile, and this one takes a third of a second.
        """
        if self._in_pages and is_sqlite(self.url):
            with _harmless():
                async with self._turns, self.engine.connect() as connection:
                    if await write_anew(connection, _REWRITTEN_MOST):
                        self._in_pages, self._in_log = False, True
            await self.wipe()

    async def rows(self, statement: Select[Any], given: Mapping[str, Any] | None = None) -> Sequence[Any]:
        """Read rows."""
        async with self.reading() as connection:
            rows: Sequence[Any] = (await connection.execute(statement, given)).all()
            return rows

    async def row(self, statement: Select[Any]) -> Any:
        """Read a row; None where there is none."""
        return next(iter(await self.rows(statement)), None)

    async def value(self, statement: Select[Any]) -> Any:
        """Read a single value; None where there is no row."""
        row = await self.row(statement)
        return None if row is None else row[0]

    async def write(self, statement: Executable, *, asked: bool = True) -> int:
        """Change rows with one statement. Returns how many."""
        async with self.writing(asked=asked) as connection:
            return int((await connection.execute(statement)).rowcount)

    async def take_away(self, statement: Delete, *, asked: bool = True) -> int:
        """Delete rows with one statement. Returns how many."""
        async with self.writing(asked=asked) as connection:
            return await take_away(connection, statement)

    # --- reading ------------------------------------------------------------------------------

    async def shelf(self, server_id: int, article_id: int | None) -> Shelf | None:
        """Return an article (None: the current one) with its published facts, in one read."""
        statement = _CURRENT_SHELF if article_id is None else _SHELF
        wanted = {"server_id": server_id} if article_id is None else {"server_id": server_id, "article_id": article_id}
        rows = await self.rows(statement, wanted)
        if not rows:
            return None
        card = ArticleCard.of(rows[0])
        ids = tuple(row.fact_id for row in rows if row.fact_id is not None)
        written = [row.content for row in rows if row.fact_id is not None]
        told = tell(card, map(CONTENT.validate_json, written))
        digest = blake2b(repr((told.card, written)).encode(), digest_size=16).hexdigest()
        return Shelf(replace(told, digest=digest), card.id, ids)

    async def cards(self, server_id: int) -> tuple[ArticleCard, ...]:
        """Return the cards of the server's articles, in the order in which they came."""
        statement = (
            select(*_CARD)
            .select_from(t.server.join(t.article))
            .where(t.server.c.id == server_id)
            .order_by(t.article.c.id)
        )
        return tuple(ArticleCard.of(row) for row in await self.rows(statement))

    async def counts(self, server_id: int) -> dict[int, dict[str, int]]:
        """Count the published facts, by article and kind."""
        statement = (
            select(t.fact.c.article_id, t.fact.c.kind, func.count())
            .where(row_is(t.fact, server_id=server_id, state="published"))
            .group_by(t.fact.c.article_id, t.fact.c.kind)
        )
        counts: dict[int, dict[str, int]] = {}
        for article_id, kind, count in await self.rows(statement):
            counts.setdefault(article_id, {})[kind] = count
        return counts

    async def article(self, server_id: int, article_id: int) -> Article | None:
        """Return an article with its body."""
        row = await self.row(select(t.article).where(row_is(t.article, server_id=server_id, id=article_id)))
        return None if row is None else Article.of(row)

    async def fact(self, server_id: int, fact_id: int) -> tuple[Fact, Article] | None:
        """Return a fact with its article, whatever its state; None where the article was archived."""
        statement = (
            select(t.article, t.fact.c.state, t.fact.c.content)
            .select_from(t.fact.join(t.article))
            .where(row_is(t.fact, server_id=server_id, id=fact_id), t.article.c.archived.is_(False))
        )
        row = await self.row(statement)
        if row is None:
            return None
        content = CONTENT.validate_python(row.content)
        return Fact(id=fact_id, article_id=row.id, state=row.state, content=content), Article.of(row)

    async def is_seeded(self, server_id: int) -> bool:
        """Tell whether the server had its copy of the default pack."""
        return bool(await self.value(select(t.server.c.seeded).where(t.server.c.id == server_id)))

    async def note(self, name: str) -> str | None:
        """Return a note that the bot left for itself."""
        found: str | None = await self.value(select(t.note.c.value).where(t.note.c.name == name))
        return found

    # --- writing ------------------------------------------------------------------------------

    async def set_note(self, name: str, value: str) -> None:
        """Leave a note, in place of the one before."""
        async with self.writing() as connection:
            await write_note(connection, name, value)

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
        """Add an article with published facts and make it current where none is. Returns its id.

        ``seed``: only where the server has not had its copy of the default pack, and only once, however many
        ask at the same time; None where it had it already.
        """
        async with self.writing(asked=not seed) as connection:
            added = await add_article(connection, server_id, slug, article, contents, at=at, action=action, seed=seed)
        if added is None:
            return None
        self.own.add(added[1])
        return added[0]

    @asynccontextmanager
    async def changing(self, server_id: int, at: int) -> AsyncIterator[Change]:
        """Open a change of what a server owns: kept as a whole or not at all, one at a time for each server."""
        async with self.writing() as connection:
            await add_missing(connection, t.server, id=server_id, since=at)
            change = Change(connection, server_id, at)
            await change.server()
            yield change
        self.own |= change.entries
