"""FactRules articles: writing, editing, correcting, choosing, putting away."""

from __future__ import annotations

import pytest

from bot.core.model.article import Article
from bot.core.model.errors.changes import EditedMeanwhile, NothingToChange
from bot.core.model.errors.facts import BodyEmpty, FieldMissing
from bot.core.model.errors.reader import ArticleGone, NoArticle
from bot.core.packs.reading import Pack
from bot.core.rules.desk import Desk
from bot.core.rules.library import Library
from bot.core.rules.undoing import History
from bot.core.store.store import Store
from bot.features.articles.errors import ArticleArchived
from bot.features.articles.rules import ArticleRules, body_mark, details_mark
from bot.features.facts.rules import FactRules
from bot.features.suggestions.rules import SuggestionRules
from tests.kit.stores import (
    BODY,
    MILL,
    MODERATOR,
    NEW,
    ONE,
    STUDENT,
    TWICE,
    TWO,
    correct,
    every_row,
    facts_of,
    filled,
    misplaced,
    owned,
    refused,
)

P1, P2, P3, P4 = BODY.split("\n\n")


def text(*paragraphs: str) -> str:
    return "\n\n".join(paragraphs)


async def states(desk: Desk, server_id: int = ONE) -> dict[int, str]:
    return {fact.id: fact.state for fact in await facts_of(desk.store, server_id)}


async def place_of(desk: Desk, fact_id: int) -> tuple[int, int]:
    """The paragraph and the start of a fact's quote."""
    (passage,) = (await desk.get(Library).fact(ONE, MODERATOR, fact_id)).fact.content.quote.passages
    return passage.paragraph, passage.start


async def test_a_typed_article_is_one_more_and_current_only_where_none_was(desk: Desk) -> None:
    written = await desk.get(ArticleRules).write(
        ONE, MODERATOR, {"title": " Two  words ", "byline": ""}, "\n\nA.\r\n\r\nB.\n"
    )
    assert (written.article.id, written.article.slug, written.current) == (2, "two-words", False)
    assert await desk.get(Library).article(ONE, 2) == Article(title="Two words", body="A.\n\nB.")
    again = await desk.get(ArticleRules).write(ONE, MODERATOR, {"title": "Two words"}, "C.")
    assert again.article.slug == "two-words-2"
    first = await desk.get(ArticleRules).write(TWO, MODERATOR, {"title": "First"}, "C.")
    assert (first.current, await desk.get(Library).current(TWO, None)) == (True, first.article.id)
    await refused(desk.store, desk.get(ArticleRules).write(ONE, MODERATOR, {"title": " "}, "C."), FieldMissing)
    await refused(desk.store, desk.get(ArticleRules).write(ONE, MODERATOR, {"title": "T"}, " \n"), BodyEmpty)


async def test_an_edit_of_an_articles_details_keeps_the_rest(desk: Desk) -> None:
    base = details_mark(await desk.get(Library).article(ONE, 1))
    done = await desk.get(ArticleRules).edit(ONE, MODERATOR, 1, {"title": "Mill shut", "source": "The Day"}, base)
    assert done.article.article == MILL.article.model_copy(update={"title": "Mill shut", "source": "The Day"})
    assert (await desk.get(Library).shelf(ONE, None)).card.title == "Mill shut"
    for asked in (
        desk.get(ArticleRules).edit(ONE, MODERATOR, 1, {"title": "Mine"}, base),
        desk.get(ArticleRules).correct(ONE, MODERATOR, 1, "x", body_mark(Article(title="", body="y"))),
    ):
        assert (await refused(desk.store, asked, EditedMeanwhile)).data() == {"fact_id": 0}
    await refused(
        desk.store, desk.get(ArticleRules).edit(ONE, MODERATOR, 1, {"source": "The Day"}, None), NothingToChange
    )
    await desk.get(ArticleRules).edit(ONE, MODERATOR, 1, {"source": ""}, None)
    assert (await desk.get(Library).article(ONE, 1)).source is None


async def test_a_correction_moves_what_stands_and_makes_drafts_of_what_does_not(store: Store) -> None:
    desk = await filled(store)
    await desk.get(SuggestionRules).suggest(ONE, STUDENT, "figure", 1, NEW)
    asks = {"text": "Why?", "quote": "The mill closed in March."}
    await desk.get(SuggestionRules).suggest(ONE, STUDENT, "question", 1, asks)  # a draft stays one, and is not lost
    drafts = dict.fromkeys((7, 8), "draft")
    new = text("Corrected on Friday.", P1.replace("in March", "in May"), P2, P3, P4)
    planned = await desk.get(ArticleRules).plan(ONE, MODERATOR, 1, new)
    assert [fact.id for fact in planned.lost] == [1]
    assert sorted(before.id for before, _ in planned.kept) == [2, 3, 4, 5, 6, 7]
    assert await states(desk) == {1: "published"} | dict.fromkeys(range(2, 7), "published") | drafts
    assert await correct(desk, ONE, new) == 1
    assert (await desk.get(Library).article(ONE, 1)).body == new
    assert await states(desk) == {1: "draft"} | dict.fromkeys(range(2, 7), "published") | drafts
    assert misplaced(await facts_of(store, ONE), new) == []
    assert await place_of(desk, 4) == (5, new.rindex(TWICE))
    assert await place_of(desk, 7) == (4, new.index("a plan in 90 days"))
    draft, waiting = await desk.get(SuggestionRules).next_draft(ONE, MODERATOR)
    assert draft is not None
    assert (draft.fact.id, draft.suggested, waiting) == (1, False, 3)
    await refused(store, desk.get(ArticleRules).plan(ONE, MODERATOR, 1, new + "\r\n"), NothingToChange)


@pytest.mark.parametrize(
    ("body", "stands_in"),
    [
        (text(P1, P2, P3.replace("twice", "thrice"), P4), 4),  # neither paragraph of the two is touched
        (text(P4, P3, P2, P1), 1),  # the paragraph is another one now, and the same text
        (text(P1.replace("March", "May"), P2, P3, P4), 4),  # the other one's paragraph changed
        (text(P1, P2, P3, P4.replace("second", "third")), None),  # its own changed: which of the two is it?
        (text(P1, P2, P3), None),  # it went, and what is left only looks alike
        (text(P1, P2, P3, P4, P4), None),  # its paragraph is there twice
        (text(P1.replace(TWICE, "It is shut"), P2, P3, P4), 4),  # the other one went
        (text(P1, P2, P3, P4 + " And more."), None),
    ],
)
async def test_a_quote_that_stood_twice_never_drifts(desk: Desk, body: str, stands_in: int | None) -> None:
    await correct(desk, ONE, body)
    if stands_in is None:
        assert (await states(desk))[4] == "draft"
        return
    assert (await states(desk))[4] == "published"
    paragraph, start = await place_of(desk, 4)
    assert paragraph == stands_in
    assert body[start:].startswith(TWICE)
    assert body[:start].endswith("A second mill may open. ")


async def test_a_retired_fact_that_lost_its_quote_does_not_hinder_later_corrections(desk: Desk) -> None:
    for fact_id in (4, 6):
        await desk.get(FactRules).retire(ONE, MODERATOR, fact_id)
    await correct(desk, ONE, "Nothing of it.")
    await correct(desk, ONE, text(TWICE, TWICE))
    await correct(desk, ONE, BODY)
    assert (await desk.get(FactRules).restore(ONE, MODERATOR, 4)).fact.content == MILL.facts[3]
    assert (await desk.get(SuggestionRules).approve(ONE, MODERATOR, 1)).fact.content == MILL.facts[0]
    assert misplaced(await facts_of(desk.store, ONE), BODY) == []


async def test_the_writers_own_paragraphs_are_found_again_after_a_correction(desk: Desk) -> None:
    article = MILL.article.model_copy(update={"remarks": (1, 4)})
    await desk.get(ArticleRules).add(ONE, MODERATOR, Pack("remarks", article))
    new = text("More.", P1, P3, P4.replace("open", "close"))
    planned = await desk.get(ArticleRules).plan(ONE, MODERATOR, 2, text(new, "The end."))
    assert planned.after.article.remarks == (2,)
    assert planned.remarks_lost == (4,)
    await correct(desk, ONE, text(new, "The end."), 2)
    assert (await desk.get(Library).article(ONE, 2)).remarks == (2,)


@pytest.mark.parametrize(
    ("body", "remarks"),
    [
        (text(P1, P2.replace("Monday", "Friday"), P3, P4), (1, 4)),
        (text(P1.replace("March", "May"), P2, P3, P4), (1, 4)),  # the writer's own, corrected where it stands
        (text("More.", P1, P2, P3), (2,)),  # as many paragraphs as before, and others in their places
        (text(P4, P2, P3, P1), (1, 4)),
        (text(P2, P1, P4, P3), (2, 3)),
        (text("More.", P1, P2, P3, P4), (2, 5)),
    ],
)
async def test_a_paragraph_of_the_article_never_becomes_the_writers_own(
    desk: Desk, body: str, remarks: tuple[int, ...]
) -> None:
    await desk.get(ArticleRules).add(
        ONE, MODERATOR, Pack("remarks", MILL.article.model_copy(update={"remarks": (1, 4)}))
    )
    await correct(desk, ONE, body, 2)
    assert (await desk.get(Library).article(ONE, 2)).remarks == remarks


async def test_a_channel_has_an_article_of_its_own_until_it_follows_the_server(store: Store) -> None:
    desk = await filled(store)
    await desk.get(ArticleRules).write(ONE, MODERATOR, {"title": "Two"}, "Two.")
    await desk.get(ArticleRules).make_current(ONE, MODERATOR, 2, 77)
    assert [await desk.get(Library).current(ONE, channel) for channel in (77, 78, None)] == [2, 1, 1]
    await refused(store, desk.get(ArticleRules).make_current(ONE, MODERATOR, 2, 77), NothingToChange)
    await desk.get(ArticleRules).make_current(ONE, MODERATOR, 2, None)
    await refused(store, desk.get(ArticleRules).make_current(ONE, MODERATOR, 2, None), NothingToChange)
    await desk.get(ArticleRules).make_current(ONE, MODERATOR, 1, 77)
    assert [await desk.get(Library).current(ONE, channel) for channel in (77, 78, None)] == [1, 2, 2]
    followed = await desk.get(ArticleRules).follow_server(ONE, MODERATOR, 77)
    assert await desk.get(Library).current(ONE, 77) == 2
    await refused(store, desk.get(ArticleRules).follow_server(ONE, MODERATOR, 77), NothingToChange)
    await refused(store, desk.get(ArticleRules).make_current(ONE, MODERATOR, 9, 77), ArticleGone)
    await desk.get(History).undo(ONE, MODERATOR, followed.id)
    assert await desk.get(Library).current(ONE, 77) == 1


async def test_an_article_that_is_put_away_is_current_nowhere_and_comes_back(store: Store) -> None:
    desk = await filled(store)
    await desk.get(ArticleRules).make_current(ONE, MODERATOR, 1, 77)
    before = owned(await every_row(store), ONE)
    away = await desk.get(ArticleRules).archive(ONE, MODERATOR, 1)
    assert away.current
    for channel in (77, None):
        with pytest.raises(NoArticle):
            await desk.get(Library).current(ONE, channel)
    with pytest.raises(NoArticle):
        await desk.get(Library).shelf(ONE, None)
    with pytest.raises(ArticleGone):
        await desk.get(Library).shelf(ONE, 1)
    assert await desk.get(Library).cards(ONE) == ()
    assert len(await desk.get(Library).cards(ONE, archived=True)) == 1
    for asked in (
        desk.get(ArticleRules).make_current(ONE, MODERATOR, 1, None),
        desk.get(ArticleRules).edit(ONE, MODERATOR, 1, {"title": "x"}, None),
        desk.get(ArticleRules).plan(ONE, MODERATOR, 1, "x"),
        desk.get(FactRules).add(ONE, MODERATOR, "figure", 1, NEW),
        desk.get(SuggestionRules).suggest(ONE, STUDENT, "figure", 1, NEW),
    ):
        await refused(store, asked, ArticleGone)
    await refused(store, desk.get(ArticleRules).archive(ONE, MODERATOR, 1), ArticleArchived)
    await desk.get(History).undo(ONE, MODERATOR, away.entry.id)
    after = owned(await every_row(store), ONE)
    assert [after[name] for name in ("article", "channel", "fact", "server")] == [
        before[name] for name in ("article", "channel", "fact", "server")
    ]
    await desk.get(ArticleRules).archive(ONE, MODERATOR, 1)
    assert (await desk.get(ArticleRules).restore(ONE, MODERATOR, 1)).current
    assert len((await desk.get(Library).shelf(ONE, None)).facts) == len(MILL.facts)
    await refused(store, desk.get(ArticleRules).restore(ONE, MODERATOR, 1), NothingToChange)
