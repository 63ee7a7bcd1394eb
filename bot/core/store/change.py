"""One change of what a server owns: its rows read and written in one transaction, and noted in the history."""

import asyncio
from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, Table, bindparam, case, delete, func, insert, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.core.model.article import ArticleRow
from bot.core.model.changes import Entry, FactRow, RowChange, difference, part_of
from bot.core.model.fact import CONTENT, Content, Kind, State
from bot.core.model.people import Role
from bot.core.model.search import searchable
from bot.core.model.translations import bare
from bot.core.store import tables as t
from bot.core.store.dialect import lock_order
from bot.core.store.rows import row_is, take_away, take_numbers

_TABLES: dict[str, Table] = {"article": t.article, "channel": t.channel, "fact": t.fact, "server": t.server}
_CHUNK = 500
_PAUSE = 50


class Change:
    """What is to change, collected first and written by ``record`` as a whole. Holds the server until the end."""

    def __init__(self, connection: AsyncConnection, server_id: int, at: int) -> None:
        self.server_id = server_id
        self.at = at
        self.rows: list[RowChange] = []
        self.connection = connection
        self.entries: set[int] = set()
        self._own: dict[str, Any] | None = None

    # --- reading ------------------------------------------------------------------------------

    async def server(self) -> dict[str, Any]:
        """Return the server's settings, by column; the row stays locked until the end."""
        statement = select(t.server).where(t.server.c.id == self.server_id).with_for_update()
        return dict((await self.connection.execute(statement)).one()._mapping)

    async def channels(self) -> dict[int, int]:
        """Return the channels with a current article of their own."""
        statement = select(t.channel.c.id, t.channel.c.article_id).where(t.channel.c.server_id == self.server_id)
        return {row.id: row.article_id for row in await self.connection.execute(statement)}

    async def fact(self, fact_id: int) -> FactRow | None:
        """Return a fact of this server."""
        found = await self._facts(t.fact.c.id == fact_id)
        return found[0] if found else None

    async def facts(self, article_id: int, *states: State, kind: Kind | None = None) -> list[FactRow]:
        """Return the facts of an article, in order: of these states and this kind, or all."""
        wanted = [t.fact.c.article_id == article_id, *([] if kind is None else [t.fact.c.kind == kind])]
        return await self._facts(*wanted, *([t.fact.c.state.in_(states)] if states else []))

    async def facts_by_id(self, ids: Sequence[int]) -> list[FactRow]:
        """Return those of the facts that this server has."""
        found: list[FactRow] = []
        for i in range(0, len(ids), _CHUNK):
            found += await self._facts(t.fact.c.id.in_(ids[i : i + _CHUNK]))
        return found

    async def _facts(self, *conditions: ColumnElement[bool]) -> list[FactRow]:
        statement = select(t.fact).where(t.fact.c.server_id == self.server_id, *conditions)
        rows = await self.connection.execute(statement.order_by(t.fact.c.position, t.fact.c.id))
        return [FactRow.of(row) for row in rows]

    async def has_content(self, article_id: int, content: Content, besides: int | None = None) -> bool:
        """Tell whether the very same fact is there, as a draft or published. ``besides``: leaving that one out."""
        alike = (t.fact.c.article_id == article_id, t.fact.c.kind == content.kind, t.fact.c.state != "retired")
        own = searchable(bare(content))
        # Behind its own texts a fact is found by its translations, in which the very same fact may differ.
        found = await self._facts(
            *alike, or_(t.fact.c.search == own, t.fact.c.search.startswith(f"{own} ", autoescape=True))
        )
        return any(bare(fact.content) == bare(content) for fact in found if fact.id != besides)

    async def last_position(self, article_id: int) -> int:
        """Return the highest place of an article's facts, -1 where it has none."""
        mine = row_is(t.fact, server_id=self.server_id, article_id=article_id)
        highest = await self.connection.scalar(select(func.max(t.fact.c.position)).where(mine))
        return -1 if highest is None else int(highest)

    async def fact_marks(self, article_id: int) -> dict[int, int]:
        """Return for each fact of an article the number of the change that last touched it."""
        mine = row_is(t.fact, server_id=self.server_id, article_id=article_id)
        rows = await self.connection.execute(select(t.fact.c.id, t.fact.c.changed).where(mine))
        return {row.id: row.changed for row in rows}

    async def counts(self, ids: Sequence[int]) -> dict[int, tuple[int, int]]:
        """Count the facts of the articles that these facts belong to: those that aren't retired, and all."""
        own = t.fact.c.server_id == self.server_id
        counted: dict[int, tuple[int, int]] = {}
        for i in range(0, len(ids), _CHUNK):
            theirs = select(t.fact.c.article_id).where(own, t.fact.c.id.in_(ids[i : i + _CHUNK]))
            now = func.count(case((t.fact.c.state != "retired", 1)))
            statement = select(t.fact.c.article_id, now, func.count()).where(own, t.fact.c.article_id.in_(theirs))
            for row in await self.connection.execute(statement.group_by(t.fact.c.article_id)):
                counted[row[0]] = (row[1], row[2])
        return counted

    async def article_count(self) -> int:
        """Count the articles of this server that aren't archived."""
        mine = row_is(t.article, server_id=self.server_id, archived=False)
        return int(await self.connection.scalar(select(func.count()).select_from(t.article).where(mine)) or 0)

    async def article(self, article_id: int) -> ArticleRow | None:
        """Return an article of this server."""
        return await self._article(id=article_id)

    async def article_by_slug(self, slug: str) -> ArticleRow | None:
        """Return an article of this server by its short name."""
        return await self._article(slug=slug)

    async def _article(self, **columns: Any) -> ArticleRow | None:
        statement = select(t.article).where(row_is(t.article, server_id=self.server_id, **columns))
        row = (await self.connection.execute(statement.order_by(t.article.c.id).limit(1))).one_or_none()
        return None if row is None else ArticleRow.from_columns(row.id, dict(row._mapping))

    async def slugs(self) -> set[str]:
        """Return the short names that are taken."""
        statement = select(t.article.c.slug).where(t.article.c.server_id == self.server_id)
        return set(await self.connection.scalars(statement))

    async def current(self, row: RowChange) -> dict[str, Any] | None:
        """Tell what stands now in the columns that a change touched; None where the row isn't there."""
        names = row.before or row.after or {}
        if row.table == "server":
            server = await self.server()
            own = server["settings"]
            return {name: server[name] if name in t.server.c else own.get(name, names[name]) for name in names}
        table = _TABLES[row.table]
        statement = select(*(table.c[name] for name in names))
        mine = row_is(table, server_id=self.server_id, id=row.id)
        found = (await self.connection.execute(statement.where(mine))).one_or_none()
        return None if found is None else dict(found._mapping)

    async def stand(self, rows: Sequence[RowChange]) -> bool:
        """Tell whether all these rows stand now as their ``before`` says; facts are read many at once."""
        alike: dict[tuple[str, ...], list[RowChange]] = {}
        for row in rows:
            if row.table == "fact" and row.before:
                alike.setdefault(tuple(row.before), []).append(row)
            elif await self.current(row) != row.before:
                return False
        for names, facts in alike.items():
            columns = [t.fact.c[name] for name in names]
            for i in range(0, len(facts), _CHUNK):
                some = facts[i : i + _CHUNK]
                mine = (t.fact.c.server_id == self.server_id, t.fact.c.id.in_([row.id for row in some]))
                found = await self.connection.execute(select(t.fact.c.id, *columns).where(*mine))
                now = {row[0]: dict(zip(names, row[1:], strict=True)) for row in found}
                if any(now.get(row.id) != row.before for row in some):
                    return False
        return True

    # --- collecting ---------------------------------------------------------------------------

    async def next_fact_ids(self, count: int) -> int:
        """Take that many numbers for new facts; returns the first."""
        return await take_numbers(self.connection, "fact", count)

    async def next_article_id(self) -> int:
        """Take a number for a new article."""
        return await take_numbers(self.connection, "article")

    async def mark_seeded(self) -> None:
        """Note that the server has an article, so that the default pack doesn't come beside it."""
        await self.connection.execute(update(t.server).where(t.server.c.id == self.server_id).values(seeded=True))

    def add_fact(self, fact: FactRow) -> None:
        """Collect a new fact."""
        self.rows.append(RowChange(table="fact", id=fact.id, before=None, after=fact.columns))

    def set_fact(self, before: FactRow, after: FactRow) -> None:
        """Collect how a fact changed, if it did."""
        if found := difference(before.columns, after.columns):
            self.rows.append(RowChange(table="fact", id=before.id, before=found[0], after=found[1]))

    def add_article(self, article: ArticleRow) -> None:
        """Collect a new article."""
        self.rows.append(RowChange(table="article", id=article.id, before=None, after=article.columns))

    def set_article(self, before: ArticleRow, after: ArticleRow) -> None:
        """Collect how an article changed, if it did."""
        if found := difference(before.columns, after.columns):
            self.rows.append(RowChange(table="article", id=before.id, before=found[0], after=found[1]))

    def set_server(self, before: dict[str, Any], **after: Any) -> None:
        """Collect the columns of the server that change."""
        if found := difference(before, after):
            self.rows.append(RowChange(table="server", id=self.server_id, before=found[0], after=found[1]))

    def set_own(self, server: dict[str, Any], name: str, before: Any, after: Any) -> None:
        """Collect a feature's own setting, if it changes. ``before``: what holds where nobody has chosen."""
        old = server["settings"].get(name, before)
        if old != after:
            self.rows.append(RowChange(table="server", id=self.server_id, before={name: old}, after={name: after}))

    def set_channel(self, channel_id: int, before: int | None, after: int | None) -> None:
        """Collect a channel's own current article; None: none."""
        if before != after:
            images = [None if value is None else {"article_id": value} for value in (before, after)]
            self.rows.append(RowChange(table="channel", id=channel_id, before=images[0], after=images[1]))

    # --- writing ------------------------------------------------------------------------------

    async def record(
        self,
        role: Role,
        member_id: int | None,
        action: str,
        *,
        article_id: int | None = None,
        fact_id: int | None = None,
        undoes: int | None = None,
        detail: dict[str, Any] | None = None,
    ) -> Entry:
        """Write what was collected, and the line of the history that tells of it."""
        values: dict[str, Any] = {
            "server_id": self.server_id,
            "at": self.at,
            "action": action,
            "role": role,
            "member_id": member_id,
            "article_id": article_id,
            "fact_id": fact_id,
            "undoes": undoes,
            "detail": detail or {},
        }
        changes = [row.model_dump(mode="json") for row in self.rows]
        entry_id = await insert_history(self.connection, changes=changes, **values)
        self.entries.add(entry_id)
        await self._write(entry_id)
        touched = sorted({row.id for row in self.rows if row.table == "fact"} | ({fact_id} if fact_id else set()))
        if touched:
            links = [{"server_id": self.server_id, "fact_id": i, "history_id": entry_id} for i in touched]
            await self.connection.execute(insert(t.touched), links)
        return Entry(id=entry_id, rows=tuple(self.rows), **values)

    async def _write(self, entry_id: int) -> None:
        """Write the rows as they are to stand; articles before the facts that refer to them, alike ones at once."""
        alike: dict[tuple[str, bool, bool, tuple[str, ...]], list[dict[str, Any]]] = {}
        for number, row in enumerate(sorted(self.rows, key=lambda row: row.table)):  # article, channel, fact, server
            if number % _PAUSE == 0:
                await asyncio.sleep(0)  # other servers are answered between
            values = dict(row.after or {})
            if row.table == "server":
                values = await self._with_own(values)
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
                await take_away(self.connection, delete(table).where(*mine), [{"_id": row["_id"]} for row in rows])
                continue
            statement = update(table).where(*mine).values({c: bindparam(f"_{c}") for c in columns})
            await self.connection.execute(
                statement, [{"_id": row["_id"]} | {f"_{c}": row[c] for c in columns} for row in rows]
            )

    async def _with_own(self, values: dict[str, Any]) -> dict[str, Any]:
        """Put what is no column of the server among the features' own settings."""
        own = {name: value for name, value in values.items() if name not in t.server.c}
        if not own:
            return values
        if self._own is None:
            self._own = dict((await self.server())["settings"])
        self._own |= own  # shared by all the rows of a change: each writes the whole column
        columns = {name: value for name, value in values.items() if name in t.server.c}
        return columns | {"settings": self._own}


async def insert_history(connection: AsyncConnection, **values: Any) -> int:
    """Write a line of the history. Its number is higher than that of every line that is committed before it."""
    await lock_order(connection)
    statement = insert(t.history).values(**values).returning(t.history.c.id)
    return int((await connection.execute(statement)).scalar_one())
