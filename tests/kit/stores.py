"""Stores for tests: a small article, the people of a server, and everything that a database holds."""

from __future__ import annotations

import shutil
import time
from collections.abc import Awaitable, Callable, Iterable
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import insert, select

from bot.app.features import all_features
from bot.core.model.article import Article, ArticleRow
from bot.core.model.changes import Entry, FactRow, RowChange
from bot.core.model.errors.base import Refusal
from bot.core.model.fact import Kind
from bot.core.model.fact_fields import build_content
from bot.core.model.grounds import Grounds
from bot.core.model.people import Who
from bot.core.model.quotes import Body
from bot.core.packs.reading import Pack
from bot.core.rules.desk import Desk
from bot.core.rules.library import Library
from bot.core.rules.undoing import History
from bot.core.store.engine import parse_url
from bot.core.store.metadata import metadata
from bot.core.store.store import Store
from bot.features.articles.rules import ArticleRules, body_mark

ONE, TWO = 1_000_000_000_000_000_001, 1_000_000_000_000_000_002
EDITORS = 500_000_000_000_000_001
MODERATOR = Who(1_100_000_000_000_000_001, manages_messages=True)
MANAGER = Who(1_100_000_000_000_000_002, manages_server=True)
EDITOR = Who(1_100_000_000_000_000_003, roles=frozenset({EDITORS}))
STUDENT = Who(1_100_000_000_000_000_007)
START = 1_767_225_600
DAY = 86_400

TWICE = "The town lost 300 jobs"
BODY = f"""The mill closed in March. {TWICE}.

"We were told on a Monday," said Ana Ruiz, who led the union. Nobody was asked.

The council promised a plan in 90 days. It has met twice.

A second mill may open. {TWICE}."""

GIVEN: tuple[tuple[Kind, dict[str, Any]], ...] = (
    ("summary", {"text": "The mill closed in March.", "length": "brief", "quote": "The mill closed in March."}),
    ("summary", {"text": "A new mill may open.", "quote": "A second mill may open."}),
    ("summary", {"text": "Nobody was asked before.", "quote": "Nobody was asked."}),
    ("figure", {"value": "300", "counts": "jobs lost", "quote": TWICE, "place": 2}),
    ("person", {"name": "Ana Ruiz", "role": "led the union", "text": "heard it late", "quote": "who led the union"}),
    ("question", {"text": "Whose plan?", "quote": "The council promised a plan\n[…]\nIt has met twice."}),
)


def fact_of(kind: Kind, given: dict[str, Any], body: str = BODY) -> Any:
    """A fact as a pack has it."""
    return build_content(kind, given, Grounds(Article(title="The mill", body=body)))


MILL = Pack("mill", Article(title="The mill", body=BODY), tuple(fact_of(*each) for each in GIVEN))
NEW = {"value": "90 days", "counts": "for a plan", "quote": "a plan in 90 days"}
"""A figure that the article has and the pack doesn't."""


class Clock:
    """The time that a desk is told."""

    def __init__(self) -> None:
        self.at = START

    def __call__(self) -> float:
        return float(self.at)


async def open_copy(template: Path, path: Path) -> Store:
    """An open store on a copy of a database that has its tables already: migrating each time would take long."""
    path.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(template, path)
    return await open_at(path)


async def open_at(path: Path) -> Store:
    """An open store on a SQLite file."""
    store = Store(parse_url(f"sqlite+aiosqlite:///{path.as_posix()}"))
    await store.open()
    return store


def desk_on(store: Store, default: Pack | None = None, now: Callable[[], float] = time.time) -> Desk:
    """A desk with what all features do at a change."""
    return Desk(store, default, now, all_features().hooks)


async def filled(store: Store, clock: Clock | None = None, *servers: int) -> Desk:
    """A desk in whose servers a moderator added the mill."""
    desk = desk_on(store, now=clock or Clock())
    for server_id in servers or (ONE,):
        await desk.get(ArticleRules).add(server_id, MODERATOR, MILL)
    return desk


async def every_row(store: Store) -> dict[str, list[dict[str, Any]]]:
    """All that the database holds, by table."""
    found = {}
    async with store.reading() as connection:
        for table in metadata.sorted_tables:
            rows = await connection.execute(select(table).order_by(*table.primary_key.columns))
            found[table.name] = [dict(row._mapping) for row in rows]
    return found


def owned(rows: dict[str, list[dict[str, Any]]], server_id: int) -> dict[str, list[dict[str, Any]]]:
    """The rows of one server."""
    return {
        name: [row for row in table if row.get("server_id", row.get("id")) == server_id]
        for name, table in rows.items()
        if name != "note"
    }


async def refused(store: Store, asked: Awaitable[Any], error: type[Refusal]) -> Refusal:
    """What somebody was refused with; holds that not one row changed by it."""
    before = await every_row(store)
    with pytest.raises(error) as raised:
        await asked
    assert await every_row(store) == before
    return raised.value


async def insert_rows(store: Store, table: str, *rows: dict[str, Any]) -> None:
    """Puts rows into a table past the desk."""
    async with store.writing() as connection:
        await connection.execute(insert(metadata.tables[table]), list(rows))


async def facts_of(store: Store, server_id: int, article_id: int = 1, *states: Any) -> list[FactRow]:
    """The facts of an article in order."""
    async with store.changing(server_id, START) as change:
        return await change.facts(article_id, *states)


async def article_of(store: Store, server_id: int, article_id: int = 1) -> ArticleRow:
    """An article, archived or not."""
    async with store.changing(server_id, START) as change:
        article = await change.article(article_id)
    assert article is not None
    return article


async def entries_of(desk: Desk, server_id: int) -> list[Entry]:
    """All of a server's history, oldest first."""
    entries, total, _ = await desk.get(History).page(server_id, MODERATOR, fact_id=None, offset=0, limit=10_000)
    assert len(entries) == total
    return entries[::-1]


async def correct(desk: Desk, server_id: int, text: str, article_id: int = 1) -> int:
    """Corrects an article's text, as somebody who saw the text that is there now. Returns how many facts were lost."""
    base = body_mark(await desk.get(Library).article(server_id, article_id))
    return (await desk.get(ArticleRules).correct(server_id, MODERATOR, article_id, text, base))[1]


def misplaced(facts: Iterable[FactRow], body: str) -> list[int]:
    """The published facts of which a passage isn't what the body has at its place."""
    made = Body(body)
    return [
        fact.id
        for fact in facts
        if fact.state == "published"
        for passage in fact.content.quote.passages
        if body[passage.start : passage.end] != passage.text or made.paragraph_at(passage.start) != passage.paragraph
    ]


Rows = dict[tuple[str, int], dict[str, Any]]


def replay(rows: Rows, changes: Iterable[RowChange]) -> Rows:
    """What stands after these changes: what stood before each has to be what they say."""
    after = {key: dict(row) for key, row in rows.items()}
    for change in changes:
        key = (change.table, change.id)
        now = after.get(key)
        names = change.before or change.after or {}
        assert change.before == (None if now is None else {name: now[name] for name in names}), change
        if change.after is None:
            del after[key]
        else:
            after[key] = (now or {}) | change.after
    return after


async def changeable(store: Store, server_id: int) -> Rows:
    """What stands in the rows that a history tells of."""
    rows = owned(await every_row(store), server_id)
    keep = {
        "fact": ("article_id", "kind", "state", "position", "content"),
        "article": tuple(ArticleRow.names()),
        "channel": ("article_id",),
        "server": ("current_article_id", "answers_public", "log_channel_id", "editor_roles"),
    }
    return {(name, row["id"]): {c: row[c] for c in columns} for name, columns in keep.items() for row in rows[name]}
