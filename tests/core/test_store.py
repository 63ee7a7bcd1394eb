"""The store, on real SQLite files and on a real PostgreSQL."""

from __future__ import annotations

import asyncio
import sqlite3
from pathlib import Path

import pytest
from sqlalchemy import URL, Connection, text
from sqlalchemy.exc import IntegrityError

from bot.core.model.errors.operator import SettingWrong, StoreOfAnotherVersion, StoreUnreachable
from bot.core.packs.reading import Pack
from bot.core.store import migrate, tables
from bot.core.store.engine import open_engine, parse_url, shown
from bot.core.store.store import Store
from tests.kit.stores import ONE, TWO


async def add(store: Store, server_id: int, pack: Pack, *, seed: bool = False) -> int | None:
    """Adds a pack to a server."""
    return await store.add_article(
        server_id, pack.slug, pack.article, pack.facts, at=7, action="article added", seed=seed
    )


async def rows(store: Store, table: str) -> int:
    """How many rows a table has."""
    async with store.reading() as connection:
        return int((await connection.execute(text(f"SELECT count(*) FROM {table}"))).scalar_one())


async def test_what_goes_in_comes_out(store: Store, juarez: Pack) -> None:
    assert await add(store, ONE, juarez) == 1
    shelf = await store.shelf(ONE, None)
    assert shelf is not None
    assert tuple(fact.content for fact in shelf.facts) == juarez.facts
    assert [fact.id for fact in shelf.facts] == list(range(1, len(juarez.facts) + 1))
    assert shelf.card.current
    assert await store.article(ONE, 1) == juarez.article
    found = await store.fact(ONE, 3)
    assert found is not None
    assert found == (shelf.facts[2], juarez.article)


async def test_servers_never_see_each_others(store: Store, juarez: Pack) -> None:
    await add(store, ONE, juarez)
    assert await store.shelf(TWO, None) is None
    assert await store.shelf(TWO, 1) is None
    assert await store.article(TWO, 1) is None
    assert await store.fact(TWO, 1) is None
    assert await store.cards(TWO) == ()
    assert await store.counts(TWO) == {}
    other = Pack("other", juarez.article.model_copy(update={"title": "Other"}), juarez.facts[:2])
    await add(store, TWO, other)
    cards = [await store.cards(server) for server in (ONE, TWO)]
    assert [[card.title for card in each] for each in cards] == [[juarez.article.title], ["Other"]]
    shelf = await store.shelf(TWO, 2)
    assert shelf is not None
    assert len(shelf.facts) == 2
    assert await store.counts(TWO) == {2: {"summary": 2}}


async def test_a_second_article_does_not_become_current(store: Store, juarez: Pack) -> None:
    await add(store, ONE, juarez)
    assert await add(store, ONE, juarez) == 2
    assert [card.current for card in await store.cards(ONE)] == [True, False]
    second = await store.shelf(ONE, 2)
    assert second is not None
    assert {fact.article_id for fact in second.facts} == {2}
    assert second.facts[0].id == len(juarez.facts) + 1


async def test_only_published_facts_are_answered_from(store: Store, juarez: Pack) -> None:
    await add(store, ONE, juarez)
    async with store.writing() as connection:
        await connection.execute(tables.fact.update().where(tables.fact.c.id <= 2).values(state="draft"))
    shelf = await store.shelf(ONE, None)
    assert shelf is not None
    assert next(fact.id for fact in shelf.facts) == 3
    assert (await store.counts(ONE))[1]["summary"] == sum(fact.kind == "summary" for fact in juarez.facts) - 2


async def test_an_article_without_facts_of_a_kind_is_still_there(store: Store, juarez: Pack) -> None:
    await add(store, ONE, Pack("bare", juarez.article))
    shelf = await store.shelf(ONE, None)
    assert shelf is not None
    assert shelf.facts == ()


async def test_the_default_pack_comes_once_however_many_ask(store: Store, juarez: Pack) -> None:
    ids = await asyncio.gather(*(add(store, ONE, juarez, seed=True) for _ in range(20)))
    assert sorted(ids, key=str) == [1, *[None] * 19]
    assert await rows(store, "article") == 1
    assert await rows(store, "history") == 1
    assert await store.is_seeded(ONE)
    assert not await store.is_seeded(TWO)


async def test_many_writers_lose_nothing(store: Store, juarez: Pack) -> None:
    small = Pack("small", juarez.article, juarez.facts[:2])
    await asyncio.gather(*(add(store, ONE + i % 3, small) for i in range(60)))
    assert await rows(store, "article") == 60
    assert await rows(store, "fact") == 120
    assert await rows(store, "history") == 60


async def test_writers_that_read_first_wait_for_each_other(store: Store) -> None:
    await store.set_note("count", "0")
    notes = tables.note
    lock = notes.select().where(notes.c.name == "count").with_for_update()  # SQLite has no need of it

    async def count() -> None:
        async with store.writing() as connection:
            row = (await connection.execute(lock)).one()
            await asyncio.sleep(0.001)
            await connection.execute(notes.update().values(value=str(int(row.value) + 1)))

    await asyncio.gather(*(count() for _ in range(30)))
    assert await store.note("count") == "30"


async def test_a_change_that_fails_leaves_nothing(store: Store, juarez: Pack) -> None:
    class Stop(Exception):
        pass

    async def half() -> None:
        async with store.writing() as connection:
            await connection.execute(tables.server.insert().values(id=ONE, since=1))
            raise Stop

    with pytest.raises(Stop):
        await half()
    assert await rows(store, "server") == 0


async def test_what_a_server_owns_goes_with_it(store: Store, juarez: Pack) -> None:
    await add(store, ONE, juarez)
    await add(store, TWO, juarez)
    async with store.writing() as connection:
        await connection.execute(tables.server.delete().where(tables.server.c.id == ONE))
    assert await rows(store, "fact") == len(juarez.facts)
    assert await rows(store, "history") == 1


async def test_a_fact_without_its_article_is_refused(store: Store) -> None:
    async with store.writing() as connection:
        await connection.execute(tables.server.insert().values(id=ONE, since=1))
    orphan = {"server_id": ONE, "id": 1, "article_id": 9, "kind": "summary", "state": "draft", "position": 0}
    with pytest.raises(IntegrityError):
        async with store.writing() as connection:
            await connection.execute(tables.fact.insert().values(**orphan, content={}))


async def test_notes_are_kept_and_replaced(store: Store) -> None:
    assert await store.note("commands") is None
    await store.set_note("commands", "a")
    await store.set_note("commands", "b")
    assert await store.note("commands") == "b"


async def test_opening_again_changes_nothing(url: URL, juarez: Pack) -> None:
    for expected in (0, 1):
        store = Store(url)
        await store.open()
        await store.open()
        assert await rows(store, "article") == expected
        if not expected:
            await add(store, ONE, juarez)
        await store.close()


def test_the_revisions_are_those_of_the_scripts() -> None:
    from alembic.config import Config
    from alembic.script import ScriptDirectory

    config = Config()
    config.set_main_option("script_location", str(Path(migrate.__file__).parent / "migrations"))
    scripts = ScriptDirectory.from_config(config)
    assert tuple(reversed([script.revision for script in scripts.walk_revisions()])) == migrate.REVISIONS


async def test_a_newer_database_is_left_as_it_is(store: Store, url: URL) -> None:
    async with store.writing() as connection:
        await connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    newer = Store(url)
    with pytest.raises(StoreOfAnotherVersion) as refused:
        await newer.open()
    assert refused.value.revision == "9999"
    async with store.reading() as connection:
        assert (await connection.execute(text("SELECT version_num FROM alembic_version"))).scalar() == "9999"


@pytest.mark.parametrize("behind", [False, True])
async def test_a_start_that_fails_leaves_no_half_of_its_tables(
    url: URL, behind: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine = open_engine(url)
    if behind:  # what Alembic leaves of a migration that was taken back
        async with engine.begin() as connection:
            await connection.execute(text("CREATE TABLE alembic_version (version_num VARCHAR(32) PRIMARY KEY)"))
    name = "upgrade" if behind else "_make"
    work = getattr(migrate, name)

    def break_after(connection: Connection) -> None:
        work(connection)
        assert len(connection.dialect.get_table_names(connection)) > 10
        raise RuntimeError("the power went out")

    monkeypatch.setattr(migrate, name, break_after)
    store = Store(url)
    with pytest.raises(RuntimeError, match="power"):
        await store.open()
    monkeypatch.undo()
    async with engine.connect() as connection:
        left = await connection.run_sync(lambda sync: sync.dialect.get_table_names(sync))
    await engine.dispose()
    assert left == ["alembic_version"] * behind
    await store.open()
    assert await rows(store, "server") == 0
    await store.close()


# --- SQLite only --------------------------------------------------------------------------------


async def test_sqlite_is_set_up_for_a_classroom(tmp_path: Path) -> None:
    store = Store(parse_url(f"sqlite+aiosqlite:///{(tmp_path / 'store.db').as_posix()}"))
    await store.open()
    async with store.reading() as connection:
        settings = {
            name: (await connection.execute(text(f"PRAGMA {name}"))).scalar()
            for name in ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")
        }
    await store.close()
    assert settings == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "busy_timeout": 10_000}


async def test_readers_do_not_wait_for_a_writer(tmp_path: Path, juarez: Pack) -> None:
    store = Store(parse_url(f"sqlite+aiosqlite:///{(tmp_path / 'store.db').as_posix()}"))
    await store.open()
    await add(store, ONE, juarez)
    async with store.writing() as connection:
        await connection.execute(tables.fact.delete())
        shelf = await asyncio.wait_for(store.shelf(ONE, None), 5)
    assert shelf is not None
    assert len(shelf.facts) == len(juarez.facts)
    await store.close()


@pytest.mark.parametrize("content", [b"this is not a database at all, it is a text" * 30, b""])
async def test_a_file_that_is_no_database_is_named(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "store.db"
    path.write_bytes(content)
    store = Store(parse_url(f"sqlite+aiosqlite:///{path.as_posix()}"))
    if not content:  # an empty file is an empty database
        await store.open()
        await store.close()
        return
    with pytest.raises(StoreUnreachable) as refused:
        await store.open()
    assert "not a database" in refused.value.reason
    assert path.read_bytes() == content


async def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    store = Store(parse_url(f"sqlite+aiosqlite:///{(tmp_path / 'file' / 'deep' / 'store.db').as_posix()}"))
    with pytest.raises(StoreUnreachable):
        await store.open()


async def test_an_unreachable_postgresql_is_named_without_its_password() -> None:
    store = Store(parse_url("postgresql+asyncpg://teacher:sesame@127.0.0.1:9/none"))
    with pytest.raises(StoreUnreachable) as refused:
        await store.open()
    assert "sesame" not in str(refused.value)
    assert "127.0.0.1" in refused.value.url
    assert "sesame" not in shown(store.url)


@pytest.mark.parametrize("bad", ["", "store.db", "sqlite:///x.db", "mysql://x/y", "sqlite+aiosqlite", "postgresql://x"])
def test_an_address_that_makes_no_sense_is_refused(bad: str) -> None:
    with pytest.raises(SettingWrong):
        parse_url(bad)


def test_the_database_is_plain_sqlite(tmp_path: Path, juarez: Pack) -> None:
    path = tmp_path / "store.db"

    async def fill() -> None:
        store = Store(parse_url(f"sqlite+aiosqlite:///{path.as_posix()}"))
        await store.open()
        await add(store, ONE, juarez)
        await store.close()

    asyncio.run(fill())
    with sqlite3.connect(path) as connection:
        assert connection.execute("SELECT count(*) FROM fact WHERE kind = 'figure'").fetchone() == (5,)
    connection.close()
