"""FactRules: what moderators do, what it leaves in the store, and that nobody else can."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

import pytest

from bot.core.model.article import Article
from bot.core.model.errors.changes import (
    EditedMeanwhile,
    FactThere,
    ManagersOnly,
    ModeratorsOnly,
    NoSuchFact,
    NothingToChange,
    StateWrong,
)
from bot.core.model.errors.facts import FieldMissing, NotInQuote, PlaceUnknown, QuoteMissing, QuoteTwice
from bot.core.model.people import OPERATOR, Who
from bot.core.packs.reading import Pack
from bot.core.rules.desk import Desk
from bot.core.rules.library import Library
from bot.core.rules.undoing import History
from bot.core.store.store import Store
from bot.features.articles.importing import ImportRules
from bot.features.articles.rules import ArticleRules, body_mark
from bot.features.facts.errors import AtTheEnd
from bot.features.facts.rules import FactRules
from bot.features.settings.rules import SettingRules
from bot.features.suggestions.rules import SuggestionRules
from tests.kit.stores import (
    BODY,
    EDITOR,
    EDITORS,
    GIVEN,
    MANAGER,
    MILL,
    MODERATOR,
    NEW,
    ONE,
    STUDENT,
    TWICE,
    correct,
    desk_on,
    every_row,
    facts_of,
    filled,
    refused,
)

OTHER = Pack("other", Article(title="Other", body="Something else."))
Asked = Callable[[Desk, Who], Awaitable[Any]]
MODERATORS_DO: dict[str, Asked] = {
    "add": lambda x, who: x.get(FactRules).add(ONE, who, "figure", 1, NEW),
    "edit": lambda x, who: x.get(FactRules).edit(ONE, who, 1, {"text": "New."}, None),
    "retire": lambda x, who: x.get(FactRules).retire(ONE, who, 1),
    "restore": lambda x, who: x.get(FactRules).restore(ONE, who, 2),
    "move": lambda x, who: x.get(FactRules).move(ONE, who, 7, up=True),
    "find": lambda x, who: x.get(ArticleRules).find(ONE, who, 1),
    "add article": lambda x, who: x.get(ArticleRules).add(ONE, who, OTHER),
    "write": lambda x, who: x.get(ArticleRules).write(ONE, who, {"title": "Written"}, "Words."),
    "edit article": lambda x, who: x.get(ArticleRules).edit(ONE, who, 1, {"title": "New"}, None),
    "plan": lambda x, who: x.get(ArticleRules).plan(ONE, who, 1, BODY + "!"),
    "correct": lambda x, who: x.get(ArticleRules).correct(ONE, who, 1, BODY + "!", body_mark(MILL.article)),
    "make current": lambda x, who: x.get(ArticleRules).make_current(ONE, who, 1, 99),
    "follow": lambda x, who: x.get(ArticleRules).follow_server(ONE, who, 98),
    "archive": lambda x, who: x.get(ArticleRules).archive(ONE, who, 1),
    "restore article": lambda x, who: x.get(ArticleRules).restore(ONE, who, 2),
    "plan pack": lambda x, who: x.get(ImportRules).plan(ONE, who, OTHER),
    "apply pack": lambda x, who: x.get(ImportRules).apply(ONE, who, OTHER),
    "approve": lambda x, who: x.get(SuggestionRules).approve(ONE, who, 8),
    "reject": lambda x, who: x.get(SuggestionRules).reject(ONE, who, 8, ""),
    "block suggester": lambda x, who: x.get(SuggestionRules).block_suggester(ONE, who, 8),
    "block": lambda x, who: x.get(SuggestionRules).set_blocked(ONE, who, 11, True),
    "unblock": lambda x, who: x.get(SuggestionRules).set_blocked(ONE, who, 12, False),
    "blocked": lambda x, who: x.get(SuggestionRules).blocked(ONE, who),
    "next draft": lambda x, who: x.get(SuggestionRules).next_draft(ONE, who),
    "history": lambda x, who: x.get(History).page(ONE, who, fact_id=None, offset=0, limit=5),
    "undo": lambda x, who: x.get(History).undo(ONE, who, 1),
    "list": lambda x, who: x.get(Library).listed_facts(
        ONE, who, article_id=1, kind=None, state=None, offset=0, limit=5
    ),
    "fact": lambda x, who: x.get(Library).fact(ONE, who, 1),
    "require": lambda x, who: x.require(ONE, who),
}
READ_ONLY = {"find", "plan", "plan pack", "blocked", "next draft", "history", "list", "fact", "require"}


@pytest.fixture
async def ready(desk: Desk) -> Desk:
    """Everything of MODERATORS_DO can be done here: a retired fact, another article put away, suggestions, a role."""
    await desk.get(FactRules).retire(ONE, MODERATOR, 2)
    await desk.get(FactRules).add(
        ONE, MODERATOR, "figure", 1, {"value": "300", "counts": "gone", "quote": TWICE, "place": 1}
    )
    await desk.get(ArticleRules).add(ONE, MODERATOR, Pack("away", OTHER.article))
    await desk.get(ArticleRules).archive(ONE, MODERATOR, 2)
    await desk.get(ArticleRules).make_current(ONE, MODERATOR, 1, 98)
    for text in ("One?", "Two?"):
        await desk.get(SuggestionRules).suggest(
            ONE, STUDENT, "question", 1, {"text": text, "quote": "Nobody was asked."}
        )
    await desk.get(SuggestionRules).set_blocked(ONE, MODERATOR, 12, True)
    await desk.get(SettingRules).set_up(ONE, MANAGER, editor_roles=[EDITORS], answers_public=None, log_channel_id=None)
    return desk


async def test_what_moderators_do_is_refused_to_everybody_else(ready: Desk) -> None:
    for asked in MODERATORS_DO.values():
        for who in (STUDENT, Who(7, roles=frozenset({ONE, 4}))):
            await refused(ready.store, asked(ready, who), ModeratorsOnly)
    assert not await ready.may(ONE, STUDENT, "moderator")
    assert await ready.get(Library).search_facts(ONE, STUDENT, "mill", 5) == []


async def test_who_manages_the_server_moderates_it(ready: Desk) -> None:
    assert await ready.may(ONE, MANAGER, "moderator")
    await ready.get(FactRules).retire(ONE, MANAGER, 1)


@pytest.mark.parametrize("name", MODERATORS_DO)
async def test_a_role_gives_the_right_until_it_is_taken_out(ready: Desk, name: str) -> None:
    asked = MODERATORS_DO[name]
    before = await every_row(ready.store)
    if name == "undo":
        await ready.get(History).undo(
            ONE, EDITOR, (await ready.get(FactRules).add(ONE, EDITOR, "figure", 1, NEW)).entry.id
        )
    else:
        await asked(ready, EDITOR)
    assert (await every_row(ready.store) == before) == (name in READ_ONLY)
    await ready.get(SettingRules).set_up(ONE, MANAGER, editor_roles=[], answers_public=None, log_channel_id=None)
    await refused(ready.store, asked(ready, EDITOR), ModeratorsOnly)


async def test_a_role_that_another_process_took_out_gives_no_right_though_it_is_in_memory(ready: Desk) -> None:
    assert await ready.may(ONE, EDITOR, "moderator")
    elsewhere = desk_on(ready.store)
    await elsewhere.get(SettingRules).set_up(ONE, MANAGER, editor_roles=[], answers_public=None, log_channel_id=None)
    await refused(ready.store, ready.get(FactRules).retire(ONE, EDITOR, 1), ModeratorsOnly)


async def test_the_set_up_is_for_managers_and_the_operator(ready: Desk) -> None:
    def asked(who: Who) -> Awaitable[Any]:
        return ready.get(SettingRules).set_up(
            ONE, who, editor_roles=[EDITORS, 4], answers_public=True, log_channel_id=5
        )

    for who in (STUDENT, MODERATOR, EDITOR):
        await refused(ready.store, asked(who), ManagersOnly)
        await refused(ready.store, ready.get(SettingRules).settings(ONE, who), ManagersOnly)
    assert (await asked(OPERATOR)).role == "operator"
    assert (await ready.get(SettingRules).settings(ONE, MANAGER)).editor_roles == (4, EDITORS)


async def test_a_fact_that_is_added_is_answered_from_at_the_end(store: Store) -> None:
    desk = await filled(store)
    assert len((await desk.get(Library).shelf(ONE, None)).facts) == len(MILL.facts)
    done = await desk.get(FactRules).add(ONE, MODERATOR, "figure", 1, NEW)
    shelf = await desk.get(Library).shelf(ONE, None)
    assert shelf.facts[-1].id == done.fact.id == len(MILL.facts) + 1
    assert shelf.facts[-1].content == done.fact.content
    record = await desk.get(Library).fact(ONE, MODERATOR, done.fact.id)
    assert record.fact == done.fact
    assert (record.member_id, record.role, record.suggested) == (MODERATOR.id, "moderator", False)
    assert done.fact.changed == done.fact.written == done.entry.id
    found = await desk.get(Library).search_facts(ONE, MODERATOR, "FOR A PLAN", 5)
    assert [fact.id for fact in found] == [done.fact.id]


async def test_a_quote_that_stands_twice_needs_its_place(desk: Desk) -> None:
    given = {"value": "300", "counts": "people out of work", "quote": TWICE}
    error = await refused(desk.store, desk.get(FactRules).add(ONE, MODERATOR, "figure", 1, given), QuoteTwice)
    assert error.data()["places"] == (1, 4)
    await refused(desk.store, desk.get(FactRules).add(ONE, MODERATOR, "figure", 1, {**given, "place": 3}), PlaceUnknown)
    for place, paragraph in ((1, 1), (2, 4)):
        done = await desk.get(FactRules).add(ONE, MODERATOR, "figure", 1, {**given, "place": place})
        (passage,) = done.fact.content.quote.passages
        assert passage.paragraph == paragraph
        assert BODY[: passage.start].count(TWICE) == place - 1


async def test_what_does_not_stand_in_the_article_leaves_no_row(store: Store) -> None:
    desk = await filled(store)
    for error, given in (
        (QuoteMissing, {**NEW, "quote": "a plan in 91 days"}),
        (NotInQuote, {**NEW, "value": "91 days"}),
        (FieldMissing, {**NEW, "counts": " "}),
    ):
        await refused(store, desk.get(FactRules).add(ONE, MODERATOR, "figure", 1, given), error)
        await refused(store, desk.get(FactRules).edit(ONE, MODERATOR, 4, given, None), error)
        await refused(store, desk.get(SuggestionRules).suggest(ONE, STUDENT, "figure", 1, given), error)


async def test_the_very_same_fact_is_not_added_twice_unless_it_was_retired(desk: Desk) -> None:
    kind, given = GIVEN[0]
    await refused(desk.store, desk.get(FactRules).add(ONE, MODERATOR, kind, 1, given), FactThere)
    await refused(desk.store, desk.get(SuggestionRules).suggest(ONE, STUDENT, kind, 1, given), FactThere)
    await desk.get(FactRules).retire(ONE, MODERATOR, 1)
    assert (await desk.get(FactRules).add(ONE, MODERATOR, kind, 1, given)).fact.id == 7


async def test_an_edit_changes_what_was_given_and_nothing_else(desk: Desk) -> None:
    before = (await desk.get(Library).fact(ONE, MODERATOR, 4)).fact
    done = await desk.get(FactRules).edit(ONE, MODERATOR, 4, {"counts": "jobs gone", "as_of": "March"}, before.written)
    assert done.fact.content == before.content.model_copy(update={"counts": "jobs gone", "as_of": "March"})
    assert done.fact == (await desk.get(Library).fact(ONE, MODERATOR, 4)).fact
    taken = await desk.get(FactRules).edit(ONE, MODERATOR, 4, {"as_of": ""}, done.fact.written)
    assert taken.fact.content == before.content.model_copy(update={"counts": "jobs gone"})
    await refused(desk.store, desk.get(FactRules).edit(ONE, MODERATOR, 4, {"as_of": ""}, None), NothingToChange)


async def test_a_form_on_what_somebody_else_wrote_anew_is_refused(desk: Desk) -> None:
    base = (await desk.get(Library).fact(ONE, MODERATOR, 1)).fact.written
    await desk.get(FactRules).edit(ONE, MODERATOR, 1, {"text": "Theirs."}, base)
    error = await refused(
        desk.store, desk.get(FactRules).edit(ONE, MODERATOR, 1, {"text": "Mine."}, base), EditedMeanwhile
    )
    assert error.data() == {"fact_id": 1}
    await desk.get(FactRules).edit(ONE, MODERATOR, 1, {"text": "Mine."}, None)
    base = (await desk.get(Library).fact(ONE, MODERATOR, 2)).fact.written
    await desk.get(FactRules).move(ONE, MODERATOR, 2, up=False)
    await desk.get(FactRules).edit(ONE, MODERATOR, 2, {"text": "A move is no edit."}, base)


async def test_what_a_change_returns_is_what_is_stored(desk: Desk) -> None:
    suggested = await desk.get(SuggestionRules).suggest(ONE, STUDENT, "figure", 1, NEW)
    assert suggested.fact == (await desk.get(Library).fact(ONE, MODERATOR, 7)).fact
    rejected = await desk.get(SuggestionRules).reject(ONE, MODERATOR, 7, "No.")
    assert rejected.fact == (await desk.get(Library).fact(ONE, MODERATOR, 7)).fact
    await desk.get(History).undo(ONE, MODERATOR, rejected.entry.id)
    approved = await desk.get(SuggestionRules).approve(ONE, MODERATOR, 7)
    assert approved.fact == (await desk.get(Library).fact(ONE, MODERATOR, 7)).fact
    for done in (
        await desk.get(FactRules).retire(ONE, MODERATOR, 2),
        await desk.get(FactRules).restore(ONE, MODERATOR, 2),
    ):
        assert done.fact.changed == done.entry.id
    moved = await desk.get(FactRules).move(ONE, MODERATOR, 3, up=True)
    assert moved.fact == (await desk.get(Library).fact(ONE, MODERATOR, 3)).fact


async def test_editing_a_draft_publishes_it(desk: Desk) -> None:
    suggested = await desk.get(SuggestionRules).suggest(ONE, STUDENT, "figure", 1, NEW)
    assert suggested.fact.state == "draft"
    assert len((await desk.get(Library).shelf(ONE, 1)).facts) == len(MILL.facts)
    done = await desk.get(FactRules).edit(ONE, MODERATOR, 7, {"counts": "until a plan"}, suggested.fact.written)
    assert done.entry.action == "suggestion approved"
    assert (await desk.get(Library).shelf(ONE, 1)).facts[-1].content == done.fact.content
    await correct(desk, ONE, BODY.replace("90 days", "80 days"))
    assert (await desk.get(Library).fact(ONE, MODERATOR, 7)).fact.state == "draft"
    given = {"value": "80 days", "quote": "a plan in 80 days"}
    assert (await desk.get(FactRules).edit(ONE, MODERATOR, 7, given, None)).fact.state == "published"
    retired = await desk.get(FactRules).retire(ONE, MODERATOR, 1)
    assert (await desk.get(FactRules).edit(ONE, MODERATOR, 1, {"text": "Still away."}, None)).fact.state == "retired"
    assert retired.fact.id not in [fact.id for fact in (await desk.get(Library).shelf(ONE, 1)).facts]


async def test_a_fact_moves_within_its_part_of_an_answer_only(desk: Desk) -> None:
    for fact_id, up in ((1, True), (1, False), (2, True), (3, False), (4, True), (4, False)):
        error = await refused(desk.store, desk.get(FactRules).move(ONE, MODERATOR, fact_id, up=up), AtTheEnd)
        assert error.data() == {"up": up}
    await desk.get(FactRules).move(ONE, MODERATOR, 3, up=True)
    assert [fact.id for fact in (await desk.get(Library).shelf(ONE, 1)).facts] == [1, 3, 2, 4, 5, 6]
    await desk.get(FactRules).retire(ONE, MODERATOR, 2)
    await refused(desk.store, desk.get(FactRules).move(ONE, MODERATOR, 3, up=False), AtTheEnd)
    await refused(desk.store, desk.get(FactRules).move(ONE, MODERATOR, 2, up=True), StateWrong)


async def test_a_retired_fact_comes_back_only_where_its_quote_stands(desk: Desk) -> None:
    for fact_id in (1, 2, 4):
        await desk.get(FactRules).retire(ONE, MODERATOR, fact_id)
        await refused(desk.store, desk.get(FactRules).retire(ONE, MODERATOR, fact_id), StateWrong)
    assert (
        await correct(desk, ONE, "New words.\n\n" + BODY.replace("in March", "in May").replace("A second", "One")) == 0
    )
    await refused(desk.store, desk.get(FactRules).restore(ONE, MODERATOR, 1), QuoteMissing)
    await refused(desk.store, desk.get(FactRules).restore(ONE, MODERATOR, 4), QuoteTwice)
    await refused(desk.store, desk.get(FactRules).restore(ONE, MODERATOR, 3), StateWrong)
    await correct(desk, ONE, BODY.replace("The mill closed", "Last year the mill closed. The mill closed"))
    done = await desk.get(FactRules).restore(ONE, MODERATOR, 1)
    (passage,) = done.fact.content.quote.passages
    assert passage.start == len("Last year the mill closed. ")
    assert [fact.id for fact in (await desk.get(Library).shelf(ONE, 1)).facts] == [1, 3, 5, 6]


async def test_a_fact_that_was_never_there_is_named_so(desk: Desk) -> None:
    await refused(desk.store, desk.get(FactRules).retire(ONE, MODERATOR, 70), NoSuchFact)
    await refused(desk.store, desk.get(Library).fact(ONE, MODERATOR, 70), NoSuchFact)


async def test_the_list_has_facts_of_every_state_page_by_page(desk: Desk) -> None:
    await desk.get(FactRules).retire(ONE, MODERATOR, 2)
    await desk.get(SuggestionRules).suggest(ONE, STUDENT, "figure", 1, NEW)

    async def ids(**asked: Any) -> tuple[list[int], int]:
        given = {"article_id": 1, "kind": None, "state": None, "offset": 0, "limit": 50} | asked
        records, total = await desk.get(Library).listed_facts(ONE, MODERATOR, **given)
        return [record.fact.id for record in records], total

    assert await ids() == ([2, 3, 1, 4, 7, 5, 6], 7)  # as in the answers: full before brief
    assert await ids(limit=2, offset=3) == ([4, 7], 7)
    assert await ids(kind="summary", state="retired") == ([2], 1)
    assert await ids(state="draft") == ([7], 1)
    assert [fact.id for fact in await facts_of(desk.store, ONE, 1, "draft")] == [7]
