"""A database that the first version wrote is brought to this one with everything in it."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from sqlalchemy import URL, Connection, text

from bot.core.model.changes import CONTENT, content_json
from bot.core.model.search import searchable
from bot.core.packs.reading import Pack
from bot.core.rules.library import Library
from bot.core.store import migrate
from bot.core.store.engine import open_engine
from bot.core.store.store import Store
from tests.stores import MILL, MODERATOR, ONE, START, TWO, entries_of, every_row

# What 0001 wrote: the line of another server in between, a fact that is no longer published, a note.
LINES = (
    (1, ONE, "article added", 1),
    (2, TWO, "article added", 1),
    (3, ONE, "article added", 2),
)


def upgrade_to_first(connection: Connection) -> None:
    config = Config()
    config.set_main_option("script_location", str(Path(migrate.__file__).parent / "migrations"))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    command.upgrade(config, "0001")


def insert(connection: Connection, table: str, **values: Any) -> None:
    names = ", ".join(values)
    given = ", ".join(f":{name}" for name in values)
    connection.execute(text(f"INSERT INTO {table} ({names}) VALUES ({given})"), values)


def fill(connection: Connection, juarez: Pack) -> None:
    """Rows as the first version wrote them."""
    upgrade_to_first(connection)
    for server, articles in ((ONE, ((1, juarez), (2, MILL))), (TWO, ((1, MILL),))):
        count = sum(len(pack.facts) for _, pack in articles)
        insert(
            connection, "server", id=server, since=START, seeded=True, current_article_id=1,
            last_article_id=len(articles), last_fact_id=count,
        )  # fmt: skip
        fact_id = 0
        for article_id, pack in articles:
            fields = pack.article.model_dump() | {"remarks": json.dumps(pack.article.remarks)}
            insert(connection, "article", server_id=server, id=article_id, slug=pack.slug, **fields)
            for position, content in enumerate(pack.facts):
                fact_id += 1
                insert(
                    connection, "fact", server_id=server, id=fact_id, article_id=article_id, kind=content.kind,
                    state="published", position=position, content=json.dumps(content_json(content)),
                )  # fmt: skip
    for number, server, action, article_id in LINES:
        detail = json.dumps({"slug": "x", "facts": 1})
        insert(
            connection, "history", server_id=server, at=START + number, action=action,
            article_id=article_id, detail=detail,
        )  # fmt: skip
    insert(connection, "note", name="commands", value="a hash")


async def test_what_the_first_version_wrote_is_all_there_after_the_upgrade(url: URL, juarez: Pack) -> None:
    # There were no translations then.
    bare = tuple(fact.model_copy(update={"translations": None}) for fact in juarez.facts)
    juarez = replace(juarez, facts=bare)
    engine = open_engine(url)
    async with engine.connect() as connection:
        await connection.execution_options(writes=True)
        async with connection.begin():
            await connection.run_sync(fill, juarez)
        revision = await connection.execute(text("SELECT version_num FROM alembic_version"))
        assert revision.scalar() == "0001"
    await engine.dispose()
    store = Store(url)
    await store.open()
    library = Library(store)
    for server, article_id, pack in ((ONE, 1, juarez), (ONE, 2, MILL), (TWO, 1, MILL)):
        shelf = await library.shelf(server, article_id)
        assert tuple(fact.content for fact in shelf.facts) == pack.facts
        assert await library.article(server, article_id) == pack.article
    rows = await every_row(store)
    added = {(server, article_id): number for number, server, _, article_id in LINES}
    assert len(rows["fact"]) == len(juarez.facts) + 2 * len(MILL.facts)
    for row in rows["fact"]:
        assert row["search"] == searchable(CONTENT.validate_python(row["content"]))
        assert row["changed"] == row["written"] == added[row["server_id"], row["article_id"]]
    assert [(row["id"], row["server_id"], row["at"], row["role"], row["undoes"]) for row in rows["history"]] == [
        (number, server, START + number, "bot", None) for number, server, _, _ in LINES
    ]
    assert rows["note"] == [{"name": "commands", "value": "a hash"}]
    assert [(row["id"], row["seeded"], row["editor_roles"], row["answers_public"]) for row in rows["server"]] == [
        (ONE, True, [], None),
        (TWO, True, [], None),
    ]
    done = await library.facts.edit(ONE, MODERATOR, 1, {"text": "New."}, rows["fact"][0]["written"])
    assert done.entry.id == len(LINES) + 1
    assert [entry.id for entry in await entries_of(library, ONE)] == [1, 3, 4]
    await library.history.undo(ONE, MODERATOR, done.entry.id)
    assert (await library.shelf(ONE, 1)).facts[0].content == juarez.facts[0]
    await store.close()


async def test_a_number_of_the_history_is_never_given_out_again(url: URL) -> None:
    store = Store(url)
    await store.open()
    library = Library(store)
    first = (await library.articles.add(ONE, MODERATOR, MILL)).entry
    await library.servers.erase(ONE)
    assert (await library.articles.add(TWO, MODERATOR, MILL)).entry.id > first.id
    await store.close()
