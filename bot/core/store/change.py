"""One change of what a server owns: its rows read and written in one transaction, and noted in the history."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, Row, Table, bindparam, delete, func, insert, or_, select, text, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.core.model.article import ArticleRow
from bot.core.model.changes import CONTENT, Action, Entry, FactRow, RowChange, difference, part_of
from bot.core.model.fact import Content, State
from bot.core.model.people import Role
from bot.core.model.search import searchable
from bot.core.model.translations import bare
from bot.core.store import tables as t

_TABLES: dict[str, Table] = {"article": t.article, "channel": t.channel, "fact": t.fact, "server": t.server}
_IN_ORDER = 7_141_776_071  # the number of PostgreSQL's lock for giving out numbers of the history
_CHUNK = 500


class Change:
    """What is to change, collected first and written by ``record`` as a whole. Holds the server until the end."""

    def __init__(self, connection: AsyncConnection, server_id: int, at: int) -> None:
        self.server_id = server_id
        self.at = at
        self.rows: list[RowChange] = []
        self.connection = connection
        self.entries: set[int] = set()

    # --- reading ------------------------------------------------------------------------------

    async def server(self) -> dict[str, Any]:
        """The server's settings, by column; the row stays locked until the end."""
        statement = select(t.server).where(t.server.c.id == self.server_id).with_for_update()
        return dict((await self.connection.execute(statement)).one()._mapping)

    async def channels(self) -> dict[int, int]:
        """The channels with a current article of their own."""
        statement = select(t.channel.c.id, t.channel.c.article_id).where(t.channel.c.server_id == self.server_id)
        return {row.id: row.article_id for row in await self.connection.execute(statement)}

    async def fact(self, fact_id: int) -> FactRow | None:
        """A fact of this server."""
        found = await self._facts(t.fact.c.id == fact_id)
        return found[0] if found else None

    async def facts(self, article_id: int, *states: State) -> list[FactRow]:
        """The facts of an article, in order: of these states, or all."""
        wanted = [t.fact.c.article_id == article_id]
        return await self._facts(*wanted, *([t.fact.c.state.in_(states)] if states else []))

    async def facts_by_id(self, ids: Sequence[int]) -> list[FactRow]:
        """Those of the facts that this server has."""
        found: list[FactRow] = []
        for i in range(0, len(ids), _CHUNK):
            found += await self._facts(t.fact.c.id.in_(ids[i : i + _CHUNK]))
        return found

    async def _facts(self, *conditions: ColumnElement[bool]) -> list[FactRow]:
        statement = (
            select(t.fact)
            .where(t.fact.c.server_id == self.server_id, *conditions)
            .order_by(t.fact.c.position, t.fact.c.id)
        )
        return [fact_row(row) for row in await self.connection.execute(statement)]

    async def has_content(self, article_id: int, content: Content) -> bool:
        """Whether the very same fact is there, as a draft or published."""
        alike = (t.fact.c.article_id == article_id, t.fact.c.kind == content.kind, t.fact.c.state != "retired")
        own = searchable(bare(content))
        # Behind its own texts a fact is found by its translations, in which the very same fact may differ.
        found = await self._facts(
            *alike, or_(t.fact.c.search == own, t.fact.c.search.startswith(f"{own} ", autoescape=True))
        )
        return any(bare(fact.content) == bare(content) for fact in found)

    async def last_position(self, article_id: int) -> int:
        """The highest place of an article's facts, -1 where it has none."""
        highest = func.coalesce(func.max(t.fact.c.position), -1)
        statement = select(highest).where(t.fact.c.server_id == self.server_id, t.fact.c.article_id == article_id)
        return int((await self.connection.execute(statement)).scalar_one())

    async def article(self, article_id: int) -> ArticleRow | None:
        """An article of this server."""
        statement = select(t.article).where(t.article.c.server_id == self.server_id, t.article.c.id == article_id)
        row = (await self.connection.execute(statement)).one_or_none()
        return None if row is None else article_row(row)

    async def article_by_slug(self, slug: str) -> ArticleRow | None:
        """An article of this server by its short name."""
        statement = select(t.article).where(t.article.c.server_id == self.server_id, t.article.c.slug == slug)
        row = (await self.connection.execute(statement.order_by(t.article.c.id).limit(1))).one_or_none()
        return None if row is None else article_row(row)

    async def slugs(self) -> set[str]:
        """The short names that are taken."""
        statement = select(t.article.c.slug).where(t.article.c.server_id == self.server_id)
        return set((await self.connection.execute(statement)).scalars())

    async def current(self, row: RowChange) -> dict[str, Any] | None:
        """What stands now in the columns that a change touched; None where the row isn't there."""
        table = _TABLES[row.table]
        columns = [table.c[name] for name in row.before or row.after or {}]
        mine = [table.c.id == (self.server_id if row.table == "server" else row.id)]
        if row.table != "server":
            mine.append(table.c.server_id == self.server_id)
        found = (await self.connection.execute(select(*columns).where(*mine))).one_or_none()
        return None if found is None else dict(found._mapping)

    # --- collecting ---------------------------------------------------------------------------

    async def next_fact_ids(self, count: int) -> int:
        """Takes that many numbers for new facts; returns the first."""
        return await self._take(t.server.c.last_fact_id, count) - count + 1

    async def next_article_id(self) -> int:
        """Takes a number for a new article."""
        return await self._take(t.server.c.last_article_id, 1)

    async def _take(self, column: Any, count: int) -> int:
        statement = (
            update(t.server)
            .where(t.server.c.id == self.server_id)
            .values({column.name: column + count})
            .returning(column)
        )
        return int((await self.connection.execute(statement)).scalar_one())

    async def mark_seeded(self) -> None:
        """Notes that the server has an article, so that the default pack doesn't come beside it."""
        await self.connection.execute(update(t.server).where(t.server.c.id == self.server_id).values(seeded=True))

    def add_fact(self, fact: FactRow) -> None:
        """A new fact."""
        self.rows.append(RowChange(table="fact", id=fact.id, before=None, after=fact.columns))

    def set_fact(self, before: FactRow, after: FactRow) -> None:
        """A fact that changed, if it did."""
        if found := difference(before.columns, after.columns):
            self.rows.append(RowChange(table="fact", id=before.id, before=found[0], after=found[1]))

    def add_article(self, article: ArticleRow) -> None:
        """A new article."""
        self.rows.append(RowChange(table="article", id=article.id, before=None, after=article.columns))

    def set_article(self, before: ArticleRow, after: ArticleRow) -> None:
        """An article that changed, if it did."""
        if found := difference(before.columns, after.columns):
            self.rows.append(RowChange(table="article", id=before.id, before=found[0], after=found[1]))

    def set_server(self, before: dict[str, Any], **after: Any) -> None:
        """Settings of the server, those that changed."""
        if found := difference(before, after):
            self.rows.append(RowChange(table="server", id=self.server_id, before=found[0], after=found[1]))

    def set_channel(self, channel_id: int, before: int | None, after: int | None) -> None:
        """A channel's own current article; None: none."""
        if before != after:
            images = [None if value is None else {"article_id": value} for value in (before, after)]
            self.rows.append(RowChange(table="channel", id=channel_id, before=images[0], after=images[1]))

    # --- writing ------------------------------------------------------------------------------

    async def record(
        self,
        role: Role,
        member_id: int | None,
        action: Action,
        *,
        article_id: int | None = None,
        fact_id: int | None = None,
        undoes: int | None = None,
        detail: dict[str, Any] | None = None,
    ) -> Entry:
        """Writes what was collected, and the line of the history that tells of it."""
        entry_id = await insert_history(
            self.connection,
            server_id=self.server_id,
            at=self.at,
            action=action,
            article_id=article_id,
            fact_id=fact_id,
            detail=detail or {},
            role=role,
            member_id=member_id,
            changes=[row.model_dump(mode="json") for row in self.rows],
            undoes=undoes,
        )
        self.entries.add(entry_id)
        await self._write(entry_id)
        touched = sorted({row.id for row in self.rows if row.table == "fact"} | ({fact_id} if fact_id else set()))
        if touched:
            links = [{"server_id": self.server_id, "fact_id": i, "history_id": entry_id} for i in touched]
            await self.connection.execute(insert(t.touched), links)
        return Entry(
            id=entry_id,
            server_id=self.server_id,
            at=self.at,
            action=action,
            role=role,
            member_id=member_id,
            article_id=article_id,
            fact_id=fact_id,
            undoes=undoes,
            rows=tuple(self.rows),
            detail=detail or {},
        )

    async def _write(self, entry_id: int) -> None:
        """The rows as they are to stand; articles before the facts that refer to them, alike ones at once."""
        alike: dict[tuple[str, bool, bool, tuple[str, ...]], list[dict[str, Any]]] = {}
        for row in sorted(self.rows, key=lambda row: row.table):  # article, channel, fact, server
            values = dict(row.after or {})
            if row.table == "fact":
                values["changed"] = entry_id
                if "content" in values:
                    values["written"] = entry_id
                    content = CONTENT.validate_python(values["content"])
                    values["part"], values["search"] = part_of(content), searchable(content)
            key = (row.table, row.before is None, row.after is None, tuple(sorted(values)))
            alike.setdefault(key, []).append(values | {"_id": row.id})
        for (name, added, removed, columns), rows in alike.items():
            table = _TABLES[name]
            if added:
                new = [{"server_id": self.server_id, "id": row["_id"]} | {c: row[c] for c in columns} for row in rows]
                await self.connection.execute(insert(table), new)
                continue
            mine = [table.c.id == bindparam("_id")]
            if name != "server":
                mine.append(table.c.server_id == self.server_id)
            if removed:
                await self.connection.execute(delete(table).where(*mine), [{"_id": row["_id"]} for row in rows])
                continue
            statement = update(table).where(*mine).values({c: bindparam(f"_{c}") for c in columns})
            await self.connection.execute(
                statement, [{"_id": row["_id"]} | {f"_{c}": row[c] for c in columns} for row in rows]
            )


async def insert_history(connection: AsyncConnection, **values: Any) -> int:
    """A line of the history. Its number is higher than that of every line that is committed before it.

    Whoever looks for new lines by the last number must not miss one: PostgreSQL gives out numbers before the
    commit, so there a lock is held from the number to the commit. SQLite has one writer at a time anyway.
    """
    if connection.dialect.name == "postgresql":
        await connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _IN_ORDER})
    statement = insert(t.history).values(**values).returning(t.history.c.id)
    return int((await connection.execute(statement)).scalar_one())


def fact_row(row: Row[Any]) -> FactRow:
    """A row of the table ``fact``."""
    return FactRow(
        id=row.id,
        article_id=row.article_id,
        state=row.state,
        position=row.position,
        content=CONTENT.validate_python(row.content),
        changed=row.changed,
        written=row.written,
    )


def article_row(row: Row[Any]) -> ArticleRow:
    """A row of the table ``article``."""
    columns = dict(row._mapping)
    return ArticleRow.from_columns(row.id, {name: columns[name] for name in ArticleRow.names()})
