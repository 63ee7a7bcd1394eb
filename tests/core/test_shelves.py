"""What is kept in memory: shared by equal servers, read anew after a change, and bounded."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.core.model.article import ArticleCard
from bot.core.model.base import ID_MOST
from bot.core.model.fact import Shelf, shelf_of, tell
from bot.core.model.translations import bare
from bot.core.packs.reading import Pack
from bot.core.rules.article_cache import Shelves
from bot.core.rules.library import Library
from bot.core.store import tables
from bot.core.store.engine import parse_url
from bot.core.store.store import Store
from bot.core.ui.actions import ShowSource
from bot.core.ui.buttons import custom_id
from bot.features.answers.presses import AnswerCaches
from tests.kit.classroom import Classroom, buttons, text_of
from tests.kit.stores import desk_on

ONE, TWO = 1, 2


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[Store]:
    store = Store(parse_url(f"sqlite+aiosqlite:///{(tmp_path / 'store.db').as_posix()}"))
    await store.open()
    yield store
    await store.close()


async def test_equal_shelves_are_one_in_memory_and_a_changed_one_is_read_anew(store: Store, juarez: Pack) -> None:
    desk = desk_on(store, juarez, now=lambda: 7)
    one, two = [await desk.get(Library).shelf(server, None) for server in (ONE, TWO)]
    assert one.told is two.told
    assert not {fact.id for fact in one.facts} & {fact.id for fact in two.facts}
    assert one.card.id != two.card.id
    assert desk.get(Library).remembered(ONE, None) == one
    assert desk.get(Library).remembered(ONE, 1) is None  # asked for by its id: not read yet
    assert await desk.get(Library).shelf(ONE, 1) == one
    async with store.writing() as connection:
        retired = tables.fact.update().where(tables.fact.c.server_id == ONE, tables.fact.c.id == 1)
        await connection.execute(retired.values(state="retired"))
    desk.forget(ONE)
    assert desk.get(Library).remembered(ONE, None) is None
    changed = await desk.get(Library).shelf(ONE, None)
    assert len(changed.facts) == len(juarez.facts) - 1
    assert changed.told.digest != one.told.digest
    assert [fact.id for fact in changed.facts] == [fact.id for fact in one.facts[1:]]
    assert await desk.get(Library).shelf(TWO, None) == two


async def test_what_was_read_before_a_change_is_not_kept(store: Store, juarez: Pack) -> None:
    desk = desk_on(store, juarez, now=lambda: 7)
    await desk.get(Library).welcome(ONE)
    reading = asyncio.create_task(desk.get(Library).shelf(ONE, None))
    await asyncio.sleep(0)
    desk.forget(ONE)
    assert len((await reading).facts) == len(juarez.facts)
    assert desk.get(Library).remembered(ONE, None) is None


def test_memory_is_bounded(juarez: Pack) -> None:
    content = bare(juarez.facts[0])
    card = ArticleCard(id=1, slug="x", current=True, **juarez.article.model_dump(exclude={"body", "remarks"}))

    def shelf(digest: str, facts: int) -> Shelf:
        return shelf_of(tell(card, (content,) * facts, digest))

    shelves = Shelves(servers=3, facts=10)
    for server in range(5):
        shelves.put(server, None, shelf(str(server), 3))
    assert [shelves.get(server, None) is not None for server in range(5)] == [False, False, False, True, True]
    # A fact in another language takes as much room again.
    content = juarez.facts[0]
    assert content.translations
    for server in range(2):
        shelves.put(server, None, shelf(f"in Spanish {server}", 3))
    assert [shelves.get(server, None) is not None for server in range(2)] == [False, True]
    large = shelf("large", 50)
    assert shelves.put(9, None, large) == large
    assert shelves.get(9, None) is None


async def test_numbers_with_gaps_are_kept_as_they_are(store: Store, juarez: Pack) -> None:
    desk = desk_on(store, juarez, now=lambda: 7)
    whole = await desk.get(Library).shelf(ONE, None)
    async with store.writing() as connection:
        retired = tables.fact.update().where(tables.fact.c.server_id == ONE, tables.fact.c.id == 3)
        await connection.execute(retired.values(state="retired"))
    desk.forget(ONE)
    for _ in range(2):  # read, then from memory
        kept = await desk.get(Library).shelf(ONE, None)
        assert [fact.id for fact in kept.facts] == [fact.id for fact in whole.facts if fact.id != 3]
        assert [fact.content for fact in kept.facts] == [fact.content for fact in whole.facts if fact.id != 3]


async def test_servers_that_share_a_page_have_their_own_numbers_in_its_buttons(room: Classroom) -> None:
    other = Classroom(room.env, "Other")
    for each in (room, other, room, other):
        answer = await each.type("figures")
        assert "more than 2,600" in text_of(answer)
        shelf = await room.desk.get(Library).shelf(each.server.id, None)
        ids = [button["custom_id"] for button in buttons(answer)]
        first = next(fact for fact in shelf.facts if fact.content.kind == "figure")
        assert custom_id(ShowSource(first.id)) == ids[0]
        assert not [text for text in ids if str(ID_MOST)[:7] in text]
        assert "2,600" in await each.read(answer, "Source")
        later = await each.press(answer, "Next ›")
        assert later.response is not None
        assert "### People" in text_of(later.response)
    assert len(room.bot.part(AnswerCaches).pages) == 2
