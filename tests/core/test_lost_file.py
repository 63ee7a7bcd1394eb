"""SQLite's file is deleted or replaced under the running bot: nothing is said to be stored that is lost."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.core.model.errors.changes import StoreLost
from bot.core.rules.desk import Desk
from bot.core.rules.news import News
from bot.core.store.store import Store
from tests.kit.classroom import Classroom, text_of
from tests.kit.curating import SHOWN, TYPED
from tests.kit.stores import ONE, START, every_row, open_at

pytestmark = pytest.mark.skipif(os.name == "nt", reason="Windows deletes no file that is open")


def path_of(store: Store) -> Path:
    return Path(str(store.url.database))


def delete(path: Path) -> None:
    path.unlink()


def move_away(path: Path) -> None:
    path.rename(path.with_name("elsewhere.db"))


def replace(path: Path) -> None:
    """As whoever puts a backup in its place."""
    shutil.copyfile(path, path.with_name("backup.db"))
    path.with_name("backup.db").replace(path)


WAYS = (delete, move_away, replace)


@pytest.mark.parametrize("lose", WAYS)
async def test_a_change_of_a_file_that_is_gone_is_refused_and_answers_go_on(
    room: Classroom, lose: Callable[[Path], None], errors_logged: pytest.LogCaptureFixture
) -> None:
    figures = text_of(await room.type("figures"))
    await room.client.tick()
    lose(path_of(room.desk.store))
    told = "It can’t store anything right now; tell whoever runs the bot."
    for _ in range(3):
        said = await room.fill(await room.ask("facts add", kind="figure"), **TYPED["figure"])
        assert text_of(said) == told
        await room.client.tick()
    assert text_of(await room.type("figures")) == figures
    lines = [record.message for record in errors_logged.records]
    assert lines == ["the database’s file was deleted or replaced: nothing is stored until the bot is started again"]


async def test_whatever_was_said_to_be_stored_is_there_after_a_restart(room: Classroom) -> None:
    path = path_of(room.desk.store)
    await room.fill(await room.ask("facts add", kind="figure"), **TYPED["figure"])
    path.rename(path.with_name("elsewhere.db"))
    said = await room.fill(await room.ask("facts add", kind="person"), **TYPED["person"])
    assert "can’t store" in text_of(said)
    path.with_name("elsewhere.db").rename(path)
    said = await room.fill(await room.ask("facts add", kind="question"), **TYPED["question"])
    assert "can’t store" not in text_of(said)
    await room.desk.store.close()
    store = await open_at(path)
    stored = repr((await every_row(store))["fact"])
    await store.close()
    assert [SHOWN[kind][2] in stored for kind in ("figure", "person", "question")] == [True, False, True]


@pytest.mark.parametrize("end", ["", "-wal"])
async def test_a_file_that_goes_in_the_middle_of_a_change_takes_it_along_and_that_is_said(desk: Desk, end: str) -> None:
    changing = desk.store.changing(ONE, START)
    await (await changing.__aenter__()).mark_seeded()
    path_of(desk.store).with_name("store.db" + end).unlink()
    with pytest.raises(StoreLost):
        await changing.__aexit__(None, None, None)
    with pytest.raises(StoreLost):
        await desk.store.set_note("x", "y")


async def test_no_new_file_is_made_in_place_of_one_that_is_gone(desk: Desk) -> None:
    path = path_of(desk.store)
    async with desk.store.reading():  # all connections that are open are at work
        path.unlink()
        with pytest.raises(StoreLost):
            await desk.store.shelf(ONE, None)
    assert not path.exists()


async def test_a_file_is_noticed_within_a_second_though_nobody_writes(
    desk: Desk, errors_logged: pytest.LogCaptureFixture
) -> None:
    await desk.get(News).look()
    path_of(desk.store).unlink()
    for _ in range(3):
        await desk.get(News).look()
    assert len(errors_logged.records) == 1
