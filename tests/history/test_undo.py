"""Taking changes back, and what can't be taken back."""

from __future__ import annotations

from pathlib import Path

from bot.core.model.errors.changes import (
    ChangedSince,
    ManagersOnly,
    NoSuchChange,
    NothingToUndo,
    QuoteStandsNoMore,
    UndoneAlready,
)
from bot.core.model.people import OPERATOR, Who
from bot.core.rules.desk import Desk
from bot.core.rules.library import Library
from bot.core.rules.undoing import History
from bot.core.store.store import Store
from bot.features.articles.rules import ArticleRules
from bot.features.facts.rules import FactRules
from bot.features.settings.rules import SettingRules
from bot.features.suggestions.rules import SuggestionRules
from tests.kit.stores import (
    BODY,
    MILL,
    MODERATOR,
    NEW,
    ONE,
    STUDENT,
    TWO,
    correct,
    desk_on,
    entries_of,
    facts_of,
    filled,
    open_copy,
    refused,
)

BOTH = Who(1_100_000_000_000_000_009, manages_messages=True, manages_server=True)


async def test_an_undo_is_a_change_that_can_be_taken_back(store: Store) -> None:
    desk = await filled(store)
    edited = (await desk.get(FactRules).edit(ONE, MODERATOR, 1, {"text": "New."}, None)).entry
    undone = await desk.get(History).undo(ONE, MODERATOR, edited.id)
    assert (undone.undoes, undone.action, undone.detail) == (edited.id, "undone", {"action": "fact edited"})
    assert (await desk.get(Library).fact(ONE, MODERATOR, 1)).fact.content == MILL.facts[0]
    await refused(store, desk.get(History).undo(ONE, MODERATOR, edited.id), UndoneAlready)
    again = await desk.get(History).undo(ONE, MODERATOR, undone.id)
    assert (await desk.get(Library).fact(ONE, MODERATOR, 1)).fact.content.text == "New."  # type: ignore[union-attr]
    assert [entry.undone for entry in await entries_of(desk, ONE)] == [False, False, True, False]
    await desk.get(History).undo(ONE, MODERATOR, again.id)
    assert [entry.undone for entry in await entries_of(desk, ONE)] == [False, True, False, True, False]
    assert (await desk.get(Library).shelf(ONE, 1)).facts[0].content == MILL.facts[0]
    await desk.get(History).undo(ONE, MODERATOR, (await desk.get(History).undo(ONE, MODERATOR, 5)).id)


async def test_what_was_changed_again_is_not_taken_back(store: Store) -> None:
    desk = await filled(store)
    first = (await desk.get(FactRules).edit(ONE, MODERATOR, 1, {"text": "One."}, None)).entry
    second = (await desk.get(FactRules).edit(ONE, MODERATOR, 1, {"text": "Two."}, None)).entry
    moved = (await desk.get(FactRules).move(ONE, MODERATOR, 2, up=False)).entry
    await refused(store, desk.get(History).undo(ONE, MODERATOR, first.id), ChangedSince)
    _, _, offered = await desk.get(History).page(ONE, MODERATOR, fact_id=None, offset=0, limit=10)
    assert offered == {1, second.id, moved.id}
    entries, total, _ = await desk.get(History).page(ONE, MODERATOR, fact_id=3, offset=0, limit=10)
    assert ([entry.id for entry in entries], total) == ([moved.id, 1], 2)
    await desk.get(History).undo(ONE, MODERATOR, second.id)
    await desk.get(History).undo(ONE, MODERATOR, first.id)
    assert (await desk.get(Library).fact(ONE, MODERATOR, 1)).fact.content == MILL.facts[0]


async def test_a_change_of_another_server_is_not_there(desk: Desk) -> None:
    await desk.get(ArticleRules).add(TWO, MODERATOR, MILL)
    fact_id = (await desk.get(Library).shelf(TWO, None)).fact_ids[0]
    theirs = (await desk.get(FactRules).retire(TWO, MODERATOR, fact_id)).entry
    for number in (theirs.id, 99):
        await refused(desk.store, desk.get(History).undo(ONE, MODERATOR, number), NoSuchChange)
    assert theirs.id not in [entry.id for entry in await entries_of(desk, ONE)]


async def test_a_set_up_is_taken_back_by_managers_only(desk: Desk) -> None:
    done = await desk.get(SettingRules).set_up(ONE, BOTH, editor_roles=[5], answers_public=True, log_channel_id=6)
    await refused(desk.store, desk.get(History).undo(ONE, MODERATOR, done.id), ManagersOnly)
    for who, offered in ((MODERATOR, {1}), (BOTH, {1, done.id})):
        assert (await desk.get(History).page(ONE, who, fact_id=None, offset=0, limit=10))[2] == offered
    undone = await desk.get(History).undo(ONE, BOTH, done.id)
    assert (await desk.settings(ONE)).editor_roles == ()
    await refused(desk.store, desk.get(History).undo(ONE, MODERATOR, undone.id), ManagersOnly)
    assert (await desk.get(History).undo(ONE, OPERATOR, undone.id)).role == "operator"
    assert (await desk.settings(ONE)).log_channel_id == 6


async def test_an_undo_that_would_publish_what_stands_no_more_changes_nothing(store: Store) -> None:
    desk = await filled(store)
    retired = (await desk.get(FactRules).retire(ONE, MODERATOR, 1)).entry
    corrected = (await correct(desk, ONE, BODY.replace("in March", "in May")), (await entries_of(desk, ONE))[-1])[1]
    await refused(store, desk.get(History).undo(ONE, MODERATOR, retired.id), QuoteStandsNoMore)
    given = {"text": "In May.", "quote": "The mill closed in May."}
    await desk.get(FactRules).add(ONE, MODERATOR, "summary", 1, given)
    await refused(store, desk.get(History).undo(ONE, MODERATOR, corrected.id), QuoteStandsNoMore)


async def test_the_first_copy_of_a_pack_is_not_taken_back(template: Path, tmp_path: Path) -> None:
    store = await open_copy(template, tmp_path / "store.db")
    desk = desk_on(store, MILL)
    await desk.get(Library).welcome(ONE)
    await refused(store, desk.get(History).undo(ONE, MODERATOR, 1), NothingToUndo)
    await store.close()


async def test_an_undo_never_leaves_an_article_current_that_is_put_away(desk: Desk) -> None:
    added = (await desk.get(ArticleRules).write(ONE, MODERATOR, {"title": "Two"}, "Two.")).entry
    current = (await desk.get(ArticleRules).make_current(ONE, MODERATOR, 2, 77)).entry
    await refused(desk.store, desk.get(History).undo(ONE, MODERATOR, added.id), ChangedSince)
    assert added.id not in (await desk.get(History).page(ONE, MODERATOR, fact_id=None, offset=0, limit=10))[2]
    await desk.get(History).undo(ONE, MODERATOR, current.id)
    chosen = (await desk.get(ArticleRules).make_current(ONE, MODERATOR, 2, None)).entry
    await refused(desk.store, desk.get(History).undo(ONE, MODERATOR, added.id), ChangedSince)
    await desk.get(ArticleRules).archive(ONE, MODERATOR, 1)
    await refused(desk.store, desk.get(History).undo(ONE, MODERATOR, chosen.id), ChangedSince)
    away = (await desk.get(ArticleRules).archive(ONE, MODERATOR, 2)).entry
    await desk.get(History).undo(ONE, MODERATOR, away.id)
    assert await desk.get(Library).current(ONE, None) == 2


async def test_an_article_that_was_added_goes_with_its_facts_when_that_is_taken_back(desk: Desk) -> None:
    await desk.get(History).undo(ONE, MODERATOR, 1)
    assert await desk.get(Library).cards(ONE) == ()
    assert {fact.state for fact in await facts_of(desk.store, ONE)} == {"retired"}
    await desk.get(History).undo(ONE, MODERATOR, 2)
    assert await desk.get(Library).current(ONE, None) == 1
    assert [fact.content for fact in (await desk.get(Library).shelf(ONE, None)).facts] == list(MILL.facts)


async def test_a_rejection_that_is_taken_back_takes_its_reason_along(desk: Desk) -> None:
    await desk.get(SuggestionRules).suggest(ONE, STUDENT, "figure", 1, NEW)
    number = (await desk.get(SuggestionRules).reject(ONE, MODERATOR, 7, " Not \n quite. ")).entry.id
    for state, reason in (("retired", "Not quite."), ("draft", None)) * 2:
        assert [(p.state, p.reason) for p in (await desk.get(SuggestionRules).mine(ONE, STUDENT))[0]] == [
            (state, reason)
        ]
        number = (await desk.get(History).undo(ONE, MODERATOR, number)).id
