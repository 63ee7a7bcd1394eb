"""Many at once, several processes, and processes that die: what somebody was told is done is there, and whole."""

from __future__ import annotations

import asyncio
import random
import subprocess
import sys
import time
from pathlib import Path

import pytest
from sqlalchemy import select, text

from bot.core.model.changes import Entry
from bot.core.model.fact import CONTENT, KINDS
from bot.core.model.people import Who
from bot.core.model.search import searchable
from bot.core.rules.library import Library
from bot.core.store.store import Store
from bot.features.facts.rules import FactRules
from tests.kit.stores import (
    MILL,
    MODERATOR,
    ONE,
    START,
    TWO,
    article_of,
    changeable,
    desk_on,
    entries_of,
    every_row,
    facts_of,
    filled,
    misplaced,
    open_at,
    open_copy,
    replay,
)

ROOT = Path(__file__).resolve().parent.parent.parent
MODERATORS, READERS, KILLS = 50, 200, 8


async def check_whole(store: Store) -> list[Entry]:
    """Holds what stands to the history, from its first line; returns the history."""
    desk = desk_on(store)
    entries = await entries_of(desk, ONE)
    rows = await every_row(store)
    now = await changeable(store, ONE)
    server = now["server", ONE] | {"current_article_id": None}
    stands = replay({("server", ONE): server}, [row for entry in entries for row in entry.rows])
    assert stands == now
    links = {(row["fact_id"], row["history_id"]) for row in rows["touched"]}
    assert links == {(row.id, entry.id) for entry in entries for row in entry.rows if row.table == "fact"}
    for row in rows["fact"]:
        mine = [e.id for e in entries for r in e.rows if (r.table, r.id) == ("fact", row["id"])]
        assert row["changed"] == mine[-1]
        assert row["search"] == searchable(CONTENT.validate_python(row["content"]))
    counters = {row["name"]: row["last"] for row in rows["counter"]}
    assert counters["fact"] == max(row["id"] for row in rows["fact"])
    assert misplaced(await facts_of(store, ONE), (await article_of(store, ONE)).article.body) == []
    return entries


async def test_fifty_moderators_and_two_hundred_readers_at_once_lose_nothing(store: Store) -> None:
    desk = await filled(store)

    async def moderate(number: int) -> list[int]:
        who = Who(1_000 + number, manages_messages=True)
        done = []
        for i in range(3):
            given = {"text": f"{number} {i}?", "quote": "Nobody was asked."}
            added = await desk.get(FactRules).add(ONE, who, KINDS[0] if i else KINDS[3], 1, given)
            edit = {"text": f"{number} {i}!"}
            edited = await desk.get(FactRules).edit(ONE, who, added.fact.id, edit, added.fact.written)
            done += [added.entry.id, edited.entry.id]
        return done

    async def read() -> int:
        seen = 0
        for _ in range(3):
            await asyncio.sleep(random.uniform(0, 0.3))
            shelf = await desk.get(Library).shelf(ONE, None)
            assert len(shelf.facts) >= seen  # nothing that was published goes away again
            seen = len(shelf.facts)
        return seen

    reading = [asyncio.create_task(read()) for _ in range(READERS)]
    told = await asyncio.gather(*(moderate(number) for number in range(MODERATORS)))
    assert min(await asyncio.gather(*reading)) >= len(MILL.facts)
    entries = await check_whole(store)
    assert {entry.id for entry in entries[1:]} == {number for numbers in told for number in numbers}
    assert len(entries) == 1 + MODERATORS * 6
    texts = [getattr(fact.content, "text", "") for fact in (await desk.get(Library).shelf(ONE, None)).facts]
    wanted = {f"{number} {i}!" for number in range(MODERATORS) for i in range(3)}
    assert sorted(text for text in texts if text.endswith("!")) == sorted(wanted)


def start(path: Path, name: str, *most: str) -> subprocess.Popen[str]:
    """A process that changes the server."""
    command = [sys.executable, "-m", "tests.kit.writing_child", str(path), name, *most]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)


async def fill(template: Path, path: Path) -> None:
    store = await open_copy(template, path)
    await filled(store)
    await store.close()


async def check_told(path: Path, told: list[Entry]) -> None:
    """Opens what a process left, and holds that every change that it printed is there as it was printed."""
    store = await open_at(path)
    kept = {entry.id: entry for entry in await check_whole(store)}
    assert [kept.get(entry.id) for entry in told] == told
    async with store.reading() as connection:
        assert (await connection.execute(text("PRAGMA integrity_check"))).scalars().all() == ["ok"]
        assert (await connection.execute(text("PRAGMA foreign_key_check"))).all() == []
    await store.close()


def test_two_processes_that_write_at_once_lose_nothing(template: Path, tmp_path: Path) -> None:
    path = tmp_path / "store.db"
    asyncio.run(fill(template, path))
    processes = [start(path, name, "40") for name in ("one", "two")]
    told = []
    for process in processes:
        out, _ = process.communicate(timeout=60)
        assert process.returncode == 0
        told.append([Entry.model_validate_json(line) for line in out.splitlines()])
    assert all(len(entries) >= 30 for entries in told)  # each but the corrections in which the other came first
    asyncio.run(check_told(path, told[0] + told[1]))


def test_what_was_told_is_done_is_there_after_the_process_was_killed(template: Path, tmp_path: Path) -> None:
    path = tmp_path / "store.db"
    asyncio.run(fill(template, path))
    told: list[Entry] = []
    for kill in range(0, KILLS, 2):
        processes = [start(path, f"process {kill + i}") for i in range(2)]
        for process in processes:
            assert process.stdout is not None
            lines = [process.stdout.readline() for _ in range(random.randrange(1, 12))]
            time.sleep(random.uniform(0, 0.03))
            process.kill()
            lines += process.stdout.readlines()
            process.stdout.close()
            assert process.wait() == -9
            whole = [line for line in lines if line.endswith("\n")]
            told += [Entry.model_validate_json(line) for line in whole]
        asyncio.run(check_told(path, told))
    assert len(told) >= KILLS


@pytest.mark.parametrize("url", ["postgresql"], indirect=True)
async def test_the_historys_numbers_are_committed_in_order(store: Store) -> None:
    desk = await filled(store, None, ONE, TWO)
    fact_id = (await desk.get(Library).shelf(TWO, None)).fact_ids[0]
    waiting = select(text("count(*) FROM pg_locks JOIN pg_database ON pg_database.oid = pg_locks.database")).where(
        text("locktype = 'advisory' AND NOT granted AND datname = current_database()")
    )
    async with store.changing(ONE, START) as change:
        first = await change.record("moderator", MODERATOR.id, "class settings changed")
        later = asyncio.create_task(desk.get(FactRules).retire(TWO, MODERATOR, fact_id))
        while not later.done() and not await store.value(waiting):
            pass
        assert not later.done()  # else whoever looks for what is new would pass the first one over
    assert (await later).entry.id > first.id
