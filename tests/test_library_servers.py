"""Servers apart from each other, their settings and their end; noticing what other processes changed."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

import pytest

from bot.core.model.errors.changes import NoServer, NoSuchChange, NoSuchFact, NothingToChange
from bot.core.model.errors.reader import ArticleGone, FactGone, NoArticle
from bot.core.model.server import ServerSettings
from bot.core.packs.reading import Pack
from bot.core.rules.library import Library
from bot.core.store.servers import Servers
from bot.core.store.store import Store
from bot.features.settings.errors import EveryoneRole
from tests.stores import (
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
    every_row,
    filled,
    owned,
    refused,
)

THREE = TWO + 1
Asked = Callable[[Library], Awaitable[Any]]
# Each asks server TWO for what only server ONE has: article 2, fact 7 and 8, and a change.
WITH_IDS_OF_ANOTHER: dict[str, tuple[type[Exception], Asked]] = {
    "add": (ArticleGone, lambda x: x.facts.add(TWO, MODERATOR, "figure", 2, NEW)),
    "edit": (NoSuchFact, lambda x: x.facts.edit(TWO, MODERATOR, 7, {"text": "x"}, None)),
    "retire": (NoSuchFact, lambda x: x.facts.retire(TWO, MODERATOR, 7)),
    "restore": (NoSuchFact, lambda x: x.facts.restore(TWO, MODERATOR, 7)),
    "move": (NoSuchFact, lambda x: x.facts.move(TWO, MODERATOR, 7, up=True)),
    "find": (ArticleGone, lambda x: x.articles.find(TWO, MODERATOR, 2)),
    "edit article": (ArticleGone, lambda x: x.articles.edit(TWO, MODERATOR, 2, {"title": "x"}, None)),
    "plan": (ArticleGone, lambda x: x.articles.plan(TWO, MODERATOR, 2, "x")),
    "correct": (ArticleGone, lambda x: x.articles.correct(TWO, MODERATOR, 2, "x", 0)),
    "make current": (ArticleGone, lambda x: x.articles.make_current(TWO, MODERATOR, 2, None)),
    "make current in a channel": (ArticleGone, lambda x: x.articles.make_current(TWO, MODERATOR, 2, 77)),
    "follow": (NothingToChange, lambda x: x.articles.follow_server(TWO, MODERATOR, 77)),
    "archive": (ArticleGone, lambda x: x.articles.archive(TWO, MODERATOR, 2)),
    "unarchive": (ArticleGone, lambda x: x.articles.unarchive(TWO, MODERATOR, 2)),
    "export": (ArticleGone, lambda x: x.packs.export(TWO, MODERATOR, 2)),
    "propose": (ArticleGone, lambda x: x.proposals.propose(TWO, STUDENT, "figure", 2, NEW)),
    "approve": (NoSuchFact, lambda x: x.proposals.approve(TWO, MODERATOR, 8)),
    "reject": (NoSuchFact, lambda x: x.proposals.reject(TWO, MODERATOR, 8, "")),
    "block": (NoSuchFact, lambda x: x.proposals.block_proposer(TWO, MODERATOR, 8)),
    "undo": (NoSuchChange, lambda x: x.history.undo(TWO, MODERATOR, 1)),
    "fact": (NoSuchFact, lambda x: x.fact(TWO, MODERATOR, 7)),
    "source": (FactGone, lambda x: x.source(TWO, 7)),
    "article": (ArticleGone, lambda x: x.article(TWO, 2)),
    "shelf": (ArticleGone, lambda x: x.shelf(TWO, 2)),
}


async def test_the_ids_of_another_servers_things_lead_to_nothing(store: Store) -> None:
    library = await filled(store, None, ONE, TWO)
    await library.articles.add(ONE, MODERATOR, Pack("second", MILL.article, MILL.facts[:1]))
    await library.articles.make_current(ONE, MODERATOR, 1, 77)
    await library.proposals.propose(ONE, STUDENT, "figure", 1, NEW)
    for error, asked in WITH_IDS_OF_ANOTHER.values():
        await refused(store, asked(library), error)  # type: ignore[arg-type]
    lists = library.listed_facts(TWO, MODERATOR, article_id=2, kind=None, state=None, offset=0, limit=5)
    assert await lists == ([], 0)
    assert await library.proposals.next_draft(TWO, MODERATOR) == (None, 0)
    assert await library.proposals.mine(TWO, STUDENT) == ([], 0)
    assert (await library.history.page(TWO, MODERATOR, fact_id=7, offset=0, limit=5))[:2] == ([], 0)
    assert await library.search_facts(TWO, MODERATOR, "90", 5) == []


async def test_what_is_done_in_one_server_leaves_the_other_as_it_is(store: Store) -> None:
    library = await filled(store, None, ONE, TWO)
    theirs = owned(await every_row(store), TWO)
    edited = await library.facts.edit(ONE, MODERATOR, 1, {"text": "x"}, None)
    await library.history.undo(ONE, MODERATOR, edited.entry.id)
    await library.history.undo(ONE, MODERATOR, edited.entry.id + 1)
    await library.facts.move(ONE, MODERATOR, 2, up=False)
    proposed = await library.proposals.propose(ONE, STUDENT, "figure", 1, NEW)
    await library.proposals.reject(ONE, MODERATOR, proposed.fact.id, "No.")
    await library.proposals.block_proposer(ONE, MODERATOR, proposed.fact.id)
    await library.packs.apply(ONE, MODERATOR, Pack("mill", MILL.article, MILL.facts[:2]))
    await library.articles.make_current(ONE, MODERATOR, 1, 77)
    await library.articles.archive(ONE, MODERATOR, 1)
    await library.servers.set_up(ONE, MANAGER, editor_roles=[EDITORS], answers_public=True, log_channel_id=5)
    await library.forms.keep(ONE, STUDENT.id or 0, {}, {}, START)
    await library.proposals.forget(ONE, STUDENT)
    await library.servers.erase(ONE)
    assert owned(await every_row(store), TWO) == theirs
    assert not any(owned(await every_row(store), ONE).values())


async def test_settings_are_as_they_were_set(store: Store) -> None:
    library = await filled(store)
    assert await library.settings(THREE) == ServerSettings()
    given = {"editor_roles": [9, 4, 9], "answers_public": False, "log_channel_id": 5}
    await library.servers.set_up(ONE, MANAGER, **given)  # type: ignore[arg-type]
    expected = ServerSettings(current_article_id=1, editor_roles=(4, 9), answers_public=False, log_channel_id=5)
    assert await library.settings(ONE) == await Library(store).settings(ONE) == expected
    await refused(store, library.servers.set_up(ONE, MANAGER, **given), NothingToChange)  # type: ignore[arg-type]
    everyone = library.servers.set_up(ONE, MANAGER, editor_roles=[ONE], answers_public=None, log_channel_id=None)
    await refused(store, everyone, EveryoneRole)


# --- the end ------------------------------------------------------------------------------------


async def test_a_server_is_erased_thirty_days_after_it_left_and_not_if_it_came_back(store: Store, clock: Clock) -> None:
    library = await filled(store, clock, ONE, TWO, THREE)
    servers = library.servers
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
        await library.shelf(ONE, None)
    await servers.serve(1, [TWO])  # it went while the bot was away
    await servers.serve(1, [TWO])
    clock.at += 30 * DAY
    assert await servers.tidy(30) == [THREE]


async def test_a_server_that_another_bot_serves_is_not_erased(store: Store, clock: Clock) -> None:
    library = await filled(store, clock, ONE, TWO)
    servers = library.servers
    await servers.serve(1, [ONE, TWO])
    await servers.serve(2, [ONE])
    await servers.serve(1, [])
    await servers.left(1, ONE)
    clock.at += 30 * DAY
    assert await servers.tidy(30) == [TWO]
    await servers.left(2, ONE)
    clock.at += 30 * DAY
    assert await servers.tidy(30) == [ONE]


async def test_a_server_that_comes_back_while_those_that_left_are_erased_is_kept(library: Library) -> None:
    await library.servers.left(1, ONE)
    assert await Servers(library.store).left_before(START) == [ONE]
    await library.servers.joined(1, ONE)
    before = await every_row(library.store)
    assert await Servers(library.store).erase(ONE, START) is None
    assert await every_row(library.store) == before


async def test_erasing_tells_what_went(library: Library) -> None:
    assert await library.servers.erase(ONE) == {
        "article": 1,
        "fact": 6,
        "history": 1,
        "proposal": 0,
        "form": 0,
        "discussion": 0,
    }
    await refused(library.store, library.servers.erase(ONE), NoServer)


# --- news ---------------------------------------------------------------------------------------


async def test_what_another_process_changed_is_noticed_at_the_next_look(store: Store) -> None:
    library = await filled(store)
    assert await library.news.look() == []
    other_store = Store(store.url)
    await other_store.open()
    other = Library(other_store)
    assert len((await library.shelf(ONE, None)).facts) == 6
    done = await other.facts.add(ONE, MODERATOR, "figure", 1, NEW)
    await other.servers.set_up(ONE, MANAGER, editor_roles=[4], answers_public=None, log_channel_id=None)
    assert len((await library.shelf(ONE, None)).facts) == 6
    own = await library.articles.add(TWO, MODERATOR, MILL)
    news = await library.news.look()
    assert [entry.id for entry in news] == [done.entry.id, done.entry.id + 1, own.entry.id]
    assert len((await library.shelf(ONE, None)).facts) == 7
    assert (await library.settings(ONE)).editor_roles == (4,)
    assert await library.news.look() == []
    await other_store.close()


async def test_a_restart_goes_on_where_what_was_posted_ended(library: Library) -> None:
    await library.news.look()
    first = (await library.facts.retire(ONE, MODERATOR, 1)).entry
    assert [entry.id for entry in await library.news.look()] == [first.id]
    again = Library(library.store)
    assert [entry.id for entry in await again.news.look()] == [first.id]
    await again.news.done(first)
    second = (await library.facts.retire(ONE, MODERATOR, 2)).entry
    assert [entry.id for entry in await Library(library.store).news.look()] == [second.id]


async def test_what_was_in_memory_before_the_first_look_is_read_anew(library: Library) -> None:
    assert len((await library.shelf(ONE, None)).facts) == 6
    await Library(library.store).facts.retire(ONE, MODERATOR, 1)
    await library.news.look()
    assert len((await library.shelf(ONE, None)).facts) == 5


async def test_a_server_that_another_process_erased_is_answered_from_no_more(store: Store) -> None:
    library = await filled(store, None, ONE, TWO)
    await library.news.look()
    await library.shelf(TWO, None)
    await library.settings(TWO)
    await Library(store).servers.erase(TWO)
    assert len((await library.shelf(TWO, None)).facts) == 6
    assert await library.news.look() == []
    with pytest.raises(NoArticle):
        await library.shelf(TWO, None)
    assert await library.settings(TWO) == ServerSettings()
    # The erased lines had the highest numbers; what comes next is news all the same.
    done = await Library(store).facts.retire(ONE, MODERATOR, 1)
    assert [entry.id for entry in await library.news.look()] == [done.entry.id]
