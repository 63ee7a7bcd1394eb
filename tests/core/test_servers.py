"""Servers apart from each other, their settings and their end; noticing what other processes changed."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

import pytest

from bot.core.model.errors.changes import NoServer, NoSuchChange, NoSuchFact, NothingToChange
from bot.core.model.errors.reader import ArticleGone, FactGone, NoArticle
from bot.core.model.server import ServerSettings
from bot.core.packs.reading import Pack
from bot.core.rules.desk import Desk
from bot.core.rules.library import Library
from bot.core.rules.news import News
from bot.core.rules.servers import ServerRules
from bot.core.rules.undoing import History
from bot.core.store.metadata import metadata
from bot.core.store.servers import Servers
from bot.core.store.store import Store
from bot.features.articles.importing import ImportRules
from bot.features.articles.rules import ArticleRules
from bot.features.facts.rules import FactRules
from bot.features.settings.errors import EveryoneRole
from bot.features.settings.rules import SettingRules
from bot.features.suggestions.rules import SuggestionRules
from tests.kit.stores import (
    DAY,
    EDITORS,
    MANAGER,
    MILL,
    MODERATOR,
    NEW,
    ONE,
    START,
    STUDENT,
    TWO,
    Clock,
    desk_on,
    every_row,
    filled,
    owned,
    refused,
)

THREE = TWO + 1
Asked = Callable[[Desk], Awaitable[Any]]
# Each asks server TWO for what only server ONE has: article 3, fact 13 and 14, and a change.
WITH_IDS_OF_ANOTHER: dict[str, tuple[type[Exception], Asked]] = {
    "add": (ArticleGone, lambda x: x.get(FactRules).add(TWO, MODERATOR, "figure", 3, NEW)),
    "edit": (NoSuchFact, lambda x: x.get(FactRules).edit(TWO, MODERATOR, 13, {"text": "x"}, None)),
    "retire": (NoSuchFact, lambda x: x.get(FactRules).retire(TWO, MODERATOR, 13)),
    "restore": (NoSuchFact, lambda x: x.get(FactRules).restore(TWO, MODERATOR, 13)),
    "move": (NoSuchFact, lambda x: x.get(FactRules).move(TWO, MODERATOR, 13, up=True)),
    "find": (ArticleGone, lambda x: x.get(ArticleRules).find(TWO, MODERATOR, 3)),
    "edit article": (ArticleGone, lambda x: x.get(ArticleRules).edit(TWO, MODERATOR, 3, {"title": "x"}, None)),
    "plan": (ArticleGone, lambda x: x.get(ArticleRules).plan(TWO, MODERATOR, 3, "x")),
    "correct": (ArticleGone, lambda x: x.get(ArticleRules).correct(TWO, MODERATOR, 3, "x", 0)),
    "make current": (ArticleGone, lambda x: x.get(ArticleRules).make_current(TWO, MODERATOR, 3, None)),
    "make current in a channel": (ArticleGone, lambda x: x.get(ArticleRules).make_current(TWO, MODERATOR, 3, 77)),
    "follow": (NothingToChange, lambda x: x.get(ArticleRules).follow_server(TWO, MODERATOR, 77)),
    "archive": (ArticleGone, lambda x: x.get(ArticleRules).archive(TWO, MODERATOR, 3)),
    "restore article": (ArticleGone, lambda x: x.get(ArticleRules).restore(TWO, MODERATOR, 3)),
    "export": (ArticleGone, lambda x: x.get(ImportRules).export(TWO, MODERATOR, 3)),
    "suggest": (ArticleGone, lambda x: x.get(SuggestionRules).suggest(TWO, STUDENT, "figure", 3, NEW)),
    "approve": (NoSuchFact, lambda x: x.get(SuggestionRules).approve(TWO, MODERATOR, 14)),
    "reject": (NoSuchFact, lambda x: x.get(SuggestionRules).reject(TWO, MODERATOR, 14, "")),
    "block": (NoSuchFact, lambda x: x.get(SuggestionRules).block_suggester(TWO, MODERATOR, 14)),
    "undo": (NoSuchChange, lambda x: x.get(History).undo(TWO, MODERATOR, 1)),
    "fact": (NoSuchFact, lambda x: x.get(Library).fact(TWO, MODERATOR, 13)),
    "source": (FactGone, lambda x: x.get(Library).source(TWO, 13)),
    "article": (ArticleGone, lambda x: x.get(Library).article(TWO, 3)),
    "shelf": (ArticleGone, lambda x: x.get(Library).shelf(TWO, 3)),
}


async def test_the_ids_of_another_servers_things_lead_to_nothing(store: Store) -> None:
    desk = await filled(store, None, ONE, TWO)
    await desk.get(ArticleRules).add(ONE, MODERATOR, Pack("second", MILL.article, MILL.facts[:1]))
    await desk.get(ArticleRules).make_current(ONE, MODERATOR, 1, 77)
    await desk.get(SuggestionRules).suggest(ONE, STUDENT, "figure", 1, NEW)
    for error, asked in WITH_IDS_OF_ANOTHER.values():
        await refused(store, asked(desk), error)  # type: ignore[arg-type]
    lists = desk.get(Library).listed_facts(TWO, MODERATOR, article_id=3, kind=None, state=None, offset=0, limit=5)
    assert await lists == ([], 0)
    assert await desk.get(SuggestionRules).next_draft(TWO, MODERATOR) == (None, 0)
    assert await desk.get(SuggestionRules).mine(TWO, STUDENT) == ([], 0)
    assert (await desk.get(History).page(TWO, MODERATOR, fact_id=13, offset=0, limit=5))[:2] == ([], 0)
    assert await desk.get(Library).search_facts(TWO, MODERATOR, "90", 5) == []


async def test_what_is_done_in_one_server_leaves_the_other_as_it_is(store: Store) -> None:
    desk = await filled(store, None, ONE, TWO)
    theirs = owned(await every_row(store), TWO)
    edited = await desk.get(FactRules).edit(ONE, MODERATOR, 1, {"text": "x"}, None)
    await desk.get(History).undo(ONE, MODERATOR, edited.entry.id)
    await desk.get(History).undo(ONE, MODERATOR, edited.entry.id + 1)
    await desk.get(FactRules).move(ONE, MODERATOR, 2, up=False)
    suggested = await desk.get(SuggestionRules).suggest(ONE, STUDENT, "figure", 1, NEW)
    await desk.get(SuggestionRules).reject(ONE, MODERATOR, suggested.fact.id, "No.")
    await desk.get(SuggestionRules).block_suggester(ONE, MODERATOR, suggested.fact.id)
    await desk.get(ImportRules).apply(ONE, MODERATOR, Pack("mill", MILL.article, MILL.facts[:2]))
    await desk.get(ArticleRules).make_current(ONE, MODERATOR, 1, 77)
    await desk.get(ArticleRules).archive(ONE, MODERATOR, 1)
    await desk.get(SettingRules).set_up(ONE, MANAGER, editor_roles=[EDITORS], answers_public=True, log_channel_id=5)
    await desk.forms.keep(ONE, STUDENT.id or 0, {}, {}, START)
    await desk.get(SuggestionRules).forget(ONE, STUDENT)
    await desk.get(ServerRules).erase(ONE)
    assert owned(await every_row(store), TWO) == theirs
    assert not any(owned(await every_row(store), ONE).values())


async def test_settings_are_as_they_were_set(store: Store) -> None:
    desk = await filled(store)
    assert await desk.settings(THREE) == ServerSettings()
    given = {"editor_roles": [9, 4, 9], "answers_public": False, "log_channel_id": 5}
    await desk.get(SettingRules).set_up(ONE, MANAGER, **given)  # type: ignore[arg-type]
    expected = ServerSettings(current_article_id=1, editor_roles=(4, 9), answers_public=False, log_channel_id=5)
    assert await desk.settings(ONE) == await desk_on(store).settings(ONE) == expected
    await refused(store, desk.get(SettingRules).set_up(ONE, MANAGER, **given), NothingToChange)  # type: ignore[arg-type]
    everyone = desk.get(SettingRules).set_up(ONE, MANAGER, editor_roles=[ONE], answers_public=None, log_channel_id=None)
    await refused(store, everyone, EveryoneRole)


# --- the end ------------------------------------------------------------------------------------


async def test_a_server_is_erased_thirty_days_after_it_left_and_not_if_it_came_back(store: Store, clock: Clock) -> None:
    desk = await filled(store, clock, ONE, TWO, THREE)
    servers = desk.get(ServerRules)
    await servers.serve(1, [ONE, TWO, THREE])
    await servers.left(1, ONE)
    await servers.left(1, TWO)
    clock.at += 30 * DAY - 1
    assert await servers.tidy(30) == []
    await servers.joined(1, TWO)
    clock.at += 1
    assert await servers.tidy(30) == [ONE]
    assert await servers.tidy(30) == []
    rows = await every_row(store)
    assert not any(owned(rows, ONE).values())
    assert [row["id"] for row in rows["server"]] == [TWO, THREE]
    with pytest.raises(NoArticle):
        await desk.get(Library).shelf(ONE, None)
    await servers.serve(1, [TWO])  # it went while the bot was away
    await servers.serve(1, [TWO])
    clock.at += 30 * DAY
    assert await servers.tidy(30) == [THREE]


async def test_a_server_that_another_bot_serves_is_not_erased(store: Store, clock: Clock) -> None:
    desk = await filled(store, clock, ONE, TWO)
    servers = desk.get(ServerRules)
    await servers.serve(1, [ONE, TWO])
    await servers.serve(2, [ONE])
    await servers.serve(1, [])
    await servers.left(1, ONE)
    clock.at += 30 * DAY
    assert await servers.tidy(30) == [TWO]
    await servers.left(2, ONE)
    clock.at += 30 * DAY
    assert await servers.tidy(30) == [ONE]


async def test_a_server_that_comes_back_while_those_that_left_are_erased_is_kept(desk: Desk) -> None:
    await desk.get(ServerRules).left(1, ONE)
    assert await Servers(desk.store).left_before(START) == [ONE]
    await desk.get(ServerRules).joined(1, ONE)
    before = await every_row(desk.store)
    assert await Servers(desk.store).erase(ONE, START) is None
    assert await every_row(desk.store) == before


async def test_erasing_tells_what_went(desk: Desk) -> None:
    owned_tables = [name for name, table in metadata.tables.items() if "server_id" in table.columns]
    there = {"article": 1, "fact": 6, "history": 1, "touched": 6}
    assert await desk.get(ServerRules).erase(ONE) == dict.fromkeys(owned_tables, 0) | there
    await refused(desk.store, desk.get(ServerRules).erase(ONE), NoServer)


# --- news ---------------------------------------------------------------------------------------


async def test_what_another_process_changed_is_noticed_at_the_next_look(store: Store) -> None:
    desk = await filled(store)
    assert await desk.get(News).look() == []
    other_store = Store(store.url)
    await other_store.open()
    other = desk_on(other_store)
    assert len((await desk.get(Library).shelf(ONE, None)).facts) == 6
    done = await other.get(FactRules).add(ONE, MODERATOR, "figure", 1, NEW)
    await other.get(SettingRules).set_up(ONE, MANAGER, editor_roles=[4], answers_public=None, log_channel_id=None)
    assert len((await desk.get(Library).shelf(ONE, None)).facts) == 6
    own = await desk.get(ArticleRules).add(TWO, MODERATOR, MILL)
    news = await desk.get(News).look()
    assert [entry.id for entry in news] == [done.entry.id, done.entry.id + 1, own.entry.id]
    assert len((await desk.get(Library).shelf(ONE, None)).facts) == 7
    assert (await desk.settings(ONE)).editor_roles == (4,)
    assert await desk.get(News).look() == []
    await other_store.close()


async def test_a_restart_goes_on_where_what_was_posted_ended(desk: Desk) -> None:
    await desk.get(News).look()
    first = (await desk.get(FactRules).retire(ONE, MODERATOR, 1)).entry
    assert [entry.id for entry in await desk.get(News).look()] == [first.id]
    again = desk_on(desk.store)
    assert [entry.id for entry in await again.get(News).look()] == [first.id]
    await again.get(News).done(first)
    second = (await desk.get(FactRules).retire(ONE, MODERATOR, 2)).entry
    assert [entry.id for entry in await desk_on(desk.store).get(News).look()] == [second.id]


async def test_what_was_in_memory_before_the_first_look_is_read_anew(desk: Desk) -> None:
    assert len((await desk.get(Library).shelf(ONE, None)).facts) == 6
    await desk_on(desk.store).get(FactRules).retire(ONE, MODERATOR, 1)
    await desk.get(News).look()
    assert len((await desk.get(Library).shelf(ONE, None)).facts) == 5


async def test_a_server_that_another_process_erased_is_answered_from_no_more(store: Store) -> None:
    desk = await filled(store, None, ONE, TWO)
    await desk.get(News).look()
    await desk.get(Library).shelf(TWO, None)
    await desk.settings(TWO)
    await desk_on(store).get(ServerRules).erase(TWO)
    assert len((await desk.get(Library).shelf(TWO, None)).facts) == 6
    assert await desk.get(News).look() == []
    with pytest.raises(NoArticle):
        await desk.get(Library).shelf(TWO, None)
    assert await desk.settings(TWO) == ServerSettings()
    # The erased lines had the highest numbers; what comes next is news all the same.
    done = await desk_on(store).get(FactRules).retire(ONE, MODERATOR, 1)
    assert [entry.id for entry in await desk.get(News).look()] == [done.entry.id]
