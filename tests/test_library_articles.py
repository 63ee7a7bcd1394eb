"""Curating articles: writing, editing, correcting, choosing, putting away."""

from __future__ import annotations

import pytest

from bot.core.model.article import Article
from bot.core.model.errors.articles import BodyEmpty
from bot.core.model.errors.changes import EditedMeanwhile, NothingToChange
from bot.core.model.errors.facts import FieldMissing
from bot.core.model.errors.reader import ArticleGone, NoArticle
from bot.core.packs.reading import Pack
from bot.core.rules.library import Library
from bot.core.store.store import Store
from bot.features.articles.errors import ArticleArchived
from bot.features.articles.rules import body_mark, details_mark
from tests.stores import (
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


async def states(library: Library, server_id: int = ONE) -> dict[int, str]:
    return {fact.id: fact.state for fact in await facts_of(library.store, server_id)}


async def place_of(library: Library, fact_id: int) -> tuple[int, int]:
    """The paragraph and the start of a fact's quote."""
    (passage,) = (await library.fact(ONE, MODERATOR, fact_id)).fact.content.quote.passages
    return passage.paragraph, passage.start


async def test_a_typed_article_is_one_more_and_current_only_where_none_was(library: Library) -> None:
    written = await library.articles.write(
        ONE, MODERATOR, {"title": " Two  words ", "byline": ""}, "\n\nA.\r\n\r\nB.\n"
    )
    assert (written.article.id, written.article.slug, written.current) == (2, "two-words", False)
    assert await library.article(ONE, 2) == Article(title="Two words", body="A.\n\nB.")
    again = await library.articles.write(ONE, MODERATOR, {"title": "Two words"}, "C.")
    assert again.article.slug == "two-words-2"
    first = await library.articles.write(TWO, MODERATOR, {"title": "First"}, "C.")
    assert (first.article.id, first.current, await library.current(TWO, None)) == (1, True, 1)
    await refused(library.store, library.articles.write(ONE, MODERATOR, {"title": " "}, "C."), FieldMissing)
    await refused(library.store, library.articles.write(ONE, MODERATOR, {"title": "T"}, " \n"), BodyEmpty)


async def test_an_edit_of_an_articles_details_keeps_the_rest(library: Library) -> None:
    base = details_mark(await library.article(ONE, 1))
    done = await library.articles.edit(ONE, MODERATOR, 1, {"title": "Mill shut", "source": "The Day"}, base)
    assert done.article.article == MILL.article.model_copy(update={"title": "Mill shut", "source": "The Day"})
    assert (await library.shelf(ONE, None)).card.title == "Mill shut"
    for asked in (
        library.articles.edit(ONE, MODERATOR, 1, {"title": "Mine"}, base),
        library.articles.correct(ONE, MODERATOR, 1, "x", body_mark(Article(title="", body="y"))),
    ):
        assert (await refused(library.store, asked, EditedMeanwhile)).data() == {"fact_id": 0}
    await refused(library.store, library.articles.edit(ONE, MODERATOR, 1, {"source": "The Day"}, None), NothingToChange)
    await library.articles.edit(ONE, MODERATOR, 1, {"source": ""}, None)
    assert (await library.article(ONE, 1)).source is None


async def test_a_correction_moves_what_stands_and_makes_drafts_of_what_does_not(store: Store) -> None:
    library = await filled(store)
    await library.proposals.propose(ONE, STUDENT, "figure", 1, NEW)
    asks = {"text": "Why?", "quote": "The mill closed in March."}
    await library.proposals.propose(ONE, STUDENT, "question", 1, asks)  # a draft stays one, and is not lost
    drafts = dict.fromkeys((7, 8), "draft")
    new = text("Corrected on Friday.", P1.replace("in March", "in May"), P2, P3, P4)
    planned = await library.articles.plan(ONE, MODERATOR, 1, new)
    assert [fact.id for fact in planned.lost] == [1]
    assert sorted(before.id for before, _ in planned.kept) == [2, 3, 4, 5, 6, 7]
    assert await states(library) == {1: "published"} | dict.fromkeys(range(2, 7), "published") | drafts
    assert await correct(library, ONE, new) == 1
    assert (await library.article(ONE, 1)).body == new
    assert await states(library) == {1: "draft"} | dict.fromkeys(range(2, 7), "published") | drafts
    assert misplaced(await facts_of(store, ONE), new) == []
    assert await place_of(library, 4) == (5, new.rindex(TWICE))
    assert await place_of(library, 7) == (4, new.index("a plan in 90 days"))
    draft, waiting = await library.proposals.next_draft(ONE, MODERATOR)
    assert draft is not None
    assert (draft.fact.id, draft.proposed, waiting) == (1, False, 3)
    await refused(store, library.articles.plan(ONE, MODERATOR, 1, new + "\r\n"), NothingToChange)


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
async def test_a_quote_that_stood_twice_never_drifts(library: Library, body: str, stands_in: int | None) -> None:
    await correct(library, ONE, body)
    if stands_in is None:
        assert (await states(library))[4] == "draft"
        return
    assert (await states(library))[4] == "published"
    paragraph, start = await place_of(library, 4)
    assert paragraph == stands_in
    assert body[start:].startswith(TWICE)
    assert body[:start].endswith("A second mill may open. ")


async def test_a_retired_fact_that_lost_its_quote_does_not_hinder_later_corrections(library: Library) -> None:
    for fact_id in (4, 6):
        await library.facts.retire(ONE, MODERATOR, fact_id)
    await correct(library, ONE, "Nothing of it.")
    await correct(library, ONE, text(TWICE, TWICE))
    await correct(library, ONE, BODY)
    assert (await library.facts.restore(ONE, MODERATOR, 4)).fact.content == MILL.facts[3]
    assert (await library.proposals.approve(ONE, MODERATOR, 1)).fact.content == MILL.facts[0]
    assert misplaced(await facts_of(library.store, ONE), BODY) == []


async def test_the_writers_own_paragraphs_are_found_again_after_a_correction(library: Library) -> None:
    article = MILL.article.model_copy(update={"remarks": (1, 4)})
    await library.articles.add(ONE, MODERATOR, Pack("remarks", article))
    new = text("More.", P1, P3, P4.replace("open", "close"))
    planned = await library.articles.plan(ONE, MODERATOR, 2, text(new, "The end."))
    assert planned.after.article.remarks == (2,)
    assert planned.remarks_lost == (4,)
    await correct(library, ONE, text(new, "The end."), 2)
    assert (await library.article(ONE, 2)).remarks == (2,)


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
    library: Library, body: str, remarks: tuple[int, ...]
) -> None:
    await library.articles.add(ONE, MODERATOR, Pack("remarks", MILL.article.model_copy(update={"remarks": (1, 4)})))
    await correct(library, ONE, body, 2)
    assert (await library.article(ONE, 2)).remarks == remarks


async def test_a_channel_has_an_article_of_its_own_until_it_follows_the_server(store: Store) -> None:
    library = await filled(store)
    await library.articles.write(ONE, MODERATOR, {"title": "Two"}, "Two.")
    await library.articles.make_current(ONE, MODERATOR, 2, 77)
    assert [await library.current(ONE, channel) for channel in (77, 78, None)] == [2, 1, 1]
    await refused(store, library.articles.make_current(ONE, MODERATOR, 2, 77), NothingToChange)
    await library.articles.make_current(ONE, MODERATOR, 2, None)
    await refused(store, library.articles.make_current(ONE, MODERATOR, 2, None), NothingToChange)
    await library.articles.make_current(ONE, MODERATOR, 1, 77)
    assert [await library.current(ONE, channel) for channel in (77, 78, None)] == [1, 2, 2]
    followed = await library.articles.follow_server(ONE, MODERATOR, 77)
    assert await library.current(ONE, 77) == 2
    await refused(store, library.articles.follow_server(ONE, MODERATOR, 77), NothingToChange)
    await refused(store, library.articles.make_current(ONE, MODERATOR, 9, 77), ArticleGone)
    await library.history.undo(ONE, MODERATOR, followed.id)
    assert await library.current(ONE, 77) == 1


async def test_an_article_that_is_put_away_is_current_nowhere_and_comes_back(store: Store) -> None:
    library = await filled(store)
    await library.articles.make_current(ONE, MODERATOR, 1, 77)
    before = owned(await every_row(store), ONE)
    away = await library.articles.archive(ONE, MODERATOR, 1)
    assert away.current
    for channel in (77, None):
        with pytest.raises(NoArticle):
            await library.current(ONE, channel)
    with pytest.raises(NoArticle):
        await library.shelf(ONE, None)
    with pytest.raises(ArticleGone):
        await library.shelf(ONE, 1)
    assert await library.cards(ONE) == ()
    assert len(await library.cards(ONE, archived=True)) == 1
    for asked in (
        library.articles.make_current(ONE, MODERATOR, 1, None),
        library.articles.edit(ONE, MODERATOR, 1, {"title": "x"}, None),
        library.articles.plan(ONE, MODERATOR, 1, "x"),
        library.facts.add(ONE, MODERATOR, "figure", 1, NEW),
        library.proposals.propose(ONE, STUDENT, "figure", 1, NEW),
    ):
        await refused(store, asked, ArticleGone)
    await refused(store, library.articles.archive(ONE, MODERATOR, 1), ArticleArchived)
    await library.history.undo(ONE, MODERATOR, away.entry.id)
    after = owned(await every_row(store), ONE)
    assert [after[name] for name in ("article", "channel", "fact", "server")] == [
        before[name] for name in ("article", "channel", "fact", "server")
    ]
    await library.articles.archive(ONE, MODERATOR, 1)
    assert (await library.articles.unarchive(ONE, MODERATOR, 1)).current
    assert len((await library.shelf(ONE, None)).facts) == len(MILL.facts)
    await refused(store, library.articles.unarchive(ONE, MODERATOR, 1), NothingToChange)
