"""The migrations make the tables that core and all features describe; a database of before is left alone."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import URL, Connection, inspect, text
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.app.cli import main
from bot.app.features import FEATURES
from bot.core.model.errors.operator import StoreOfAnotherVersion, StoreUnreachable
from bot.core.rules.servers import ServerRules
from bot.core.store import migrate, tables
from bot.core.store.engine import open_engine
from bot.core.store.metadata import metadata
from bot.core.store.store import Store
from bot.features.articles.rules import ArticleRules
from tests.kit.stores import MILL, MODERATOR, ONE, TWO, desk_on

BEFORE = ("0001", "0002", "0003", "0004", "0005", "0006", "0007")
Described = dict[str, dict[str, Any]]


def described(connection: Connection) -> Described:
    """Each table with its columns in order, its keys and its indexes, as the database tells of them."""
    found: Described = {}
    inspector = inspect(connection)
    for name in inspector.get_table_names():
        found[name] = {
            "columns": [column | {"type": repr(column["type"])} for column in inspector.get_columns(name)],
            "primary": inspector.get_pk_constraint(name)["constrained_columns"],
            "foreign": _sorted(inspector.get_foreign_keys(name), without="name"),
            "unique": _sorted(inspector.get_unique_constraints(name)),
            "indexes": _sorted(inspector.get_indexes(name)),
            "checks": _sorted(inspector.get_check_constraints(name)),
        }
    if connection.dialect.name == "sqlite":  # which alone gives no number out twice only where it is told so
        made = connection.execute(text("SELECT name, sql FROM sqlite_master WHERE type = 'table'"))
        for name, statement in made:
            if name in found:
                found[name]["counts on"] = "AUTOINCREMENT" in statement
    return found


def _sorted(constraints: Any, without: str = "") -> list[str]:
    return sorted(str(sorted((k, v) for k, v in each.items() if k != without)) for each in constraints)


async def look(engine: AsyncEngine) -> tuple[Described, dict[str, list[Mapping[Any, Any]]]]:
    """All that a database holds: its tables as they are described, and their rows."""
    async with engine.connect() as connection:
        there = await connection.run_sync(described)
        rows = {name: (await connection.execute(text(f"SELECT * FROM {name}"))).mappings().all() for name in there}
    return there, {name: [dict(row) for row in found] for name, found in rows.items()}


def dump(path: Path) -> list[str]:
    """All that a SQLite file holds, as statements."""
    connection = sqlite3.connect(path)
    statements = list(connection.iterdump())
    connection.close()
    return statements


async def test_a_new_database_is_given_at_once_what_the_migrations_make(url: URL) -> None:
    store = Store(url)
    await store.open()
    made = await look(store.engine)
    async with store.engine.begin() as connection:
        await connection.run_sync(metadata.drop_all)
        await connection.execute(text("DROP TABLE alembic_version"))
    assert await look(store.engine) == ({}, {})
    async with store.engine.begin() as connection:
        await connection.run_sync(migrate.upgrade)
    migrated = await look(store.engine)
    await store.close()
    assert made == migrated
    assert set(made[0]) == {*metadata.tables, "alembic_version"}
    assert made[1]["alembic_version"] == [{"version_num": migrate.REVISIONS[-1]}]


async def test_tables_that_are_there_are_never_made_over(url: URL) -> None:
    engine = open_engine(url)
    async with engine.begin() as connection:
        await connection.execute(text("CREATE TABLE note (name VARCHAR(40) PRIMARY KEY)"))
        await connection.execute(text("INSERT INTO note VALUES ('ours')"))
    before = await look(engine)
    with pytest.raises(StoreUnreachable):
        await Store(url).open()
    assert await look(engine) == before
    await engine.dispose()


def test_every_table_is_cores_or_is_named_by_its_feature() -> None:
    own = [table for feature in FEATURES for table in feature.tables]
    core = [table for table in vars(tables).values() if table in metadata.tables.values()]
    assert len(own) == len(set(own))
    assert {*own, *core} == set(metadata.tables.values())
    assert not set(own) & set(core)


@pytest.mark.parametrize("revision", BEFORE)
async def test_a_database_of_before_is_left_as_it_is(url: URL, revision: str) -> None:
    engine = open_engine(url)
    async with engine.connect() as connection:
        await connection.execution_options(writes=True)
        async with connection.begin():
            for statement in (
                "CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL PRIMARY KEY)",
                f"INSERT INTO alembic_version VALUES ('{revision}')",
                "CREATE TABLE server (id BIGINT NOT NULL PRIMARY KEY, seeded BOOLEAN NOT NULL)",
                f"INSERT INTO server VALUES ({ONE}, true)",
            ):
                await connection.execute(text(statement))
    before = await look(engine)
    store = Store(url)
    with pytest.raises(StoreOfAnotherVersion) as refused:
        await store.open()
    assert (refused.value.revision, refused.value.older) == (revision, True)
    assert await look(engine) == before
    await engine.dispose()


def test_the_command_line_says_to_make_a_new_database_in_place_of_one_of_before(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "store.db"
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE alembic_version (version_num)")
        connection.execute("INSERT INTO alembic_version VALUES ('0007')")
    connection.close()
    before = dump(path)
    monkeypatch.setenv("DATABASE_URL", f"sqlite+aiosqlite:///{path.as_posix()}")
    assert main(["history", "--server", str(ONE)]) == 5
    [line] = capsys.readouterr().err.strip().splitlines()
    assert "from before its first release: point DATABASE_URL at a new one" in line
    assert dump(path) == before


async def test_a_number_of_the_history_is_never_given_out_again(url: URL) -> None:
    store = Store(url)
    await store.open()
    desk = desk_on(store)
    first = (await desk.get(ArticleRules).add(ONE, MODERATOR, MILL)).entry
    await desk.get(ServerRules).erase(ONE)
    assert (await desk.get(ArticleRules).add(TWO, MODERATOR, MILL)).entry.id > first.id
    await store.close()
