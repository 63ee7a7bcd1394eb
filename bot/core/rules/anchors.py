"""What is published stands in the article as it is now, by its quote and its words: held at the end of every change."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from bot.core.model.article import Article
from bot.core.model.changes import FactRow
from bot.core.model.errors.base import Refusal
from bot.core.model.errors.changes import QuoteStandsNoMore, WordStandsNoMore
from bot.core.model.errors.facts import NotInArticle, PlaceUnknown
from bot.core.model.fact import TITLE, Content, Passage, Quote
from bot.core.model.fact_fields import require_words, written
from bot.core.model.grounds import Grounds
from bot.core.model.quotes import Body

if TYPE_CHECKING:  # long work finds anchors without the store
    from bot.core.store.change import Change

# What of an article its facts stand on.
_STOOD_ON = {"body", "title", "byline", "date", "language"}


def stands(content: Content, body: Body) -> bool:
    """Tell whether every passage of a fact's quote is what the article has at its place."""
    return quote_stands(content.quote, body)


def quote_stands(quote: Quote, body: Body) -> bool:
    """Tell whether every passage of a quote is what the article has at its place."""
    return all(
        body.holder(p)[p.start : p.end] == p.text and p.paragraph in (TITLE, body.paragraph_at(p.start))
        for p in quote.passages
    )


def missing_word(content: Content, grounds: Grounds) -> tuple[str, str] | None:
    """Find a word of a fact's speaker or as-of that its article doesn't have, with the field; None where none is."""
    try:
        require_words(content.kind, written(content), grounds)
    except NotInArticle as refusal:
        return refusal.field, refusal.word
    return None


async def hold(change: Change) -> None:
    """Hold every published fact that the change touches to its article.

    Raises QuoteStandsNoMore, WordStandsNoMore.
    """
    facts: dict[int, FactRow] = {}
    for row in change.rows:
        if row.table == "article" and row.before is not None and _STOOD_ON & set(row.after or {}):
            facts |= {fact.id: fact for fact in await change.facts(row.id, "published")}
    touched = [row.id for row in change.rows if row.table == "fact" and row.id not in facts]
    facts |= {fact.id: fact for fact in await change.facts_by_id(touched)}
    articles: dict[int, Grounds] = {}
    for fact in facts.values():
        if fact.state != "published":
            continue
        if fact.article_id not in articles:
            article = await change.article(fact.article_id)
            if article is None:
                raise QuoteStandsNoMore
            articles[fact.article_id] = Grounds(article.article)
        grounds = articles[fact.article_id]
        if not stands(fact.content, grounds.body):
            raise QuoteStandsNoMore
        if missing := missing_word(fact.content, grounds):
            raise WordStandsNoMore(*missing)


def with_quote(content: Content, quote: Quote) -> Content:
    """Return the fact on another anchor of its quote."""
    return content.model_copy(update={"quote": quote})


def moved_quote(quote: Quote, before: Body, after: Body) -> Quote | None:
    """Find where a quote stands in a corrected article; None where that isn't certain.

    It is certain where the words stood once and stand once. Where they stand more often, or did, the paragraph that
    held them (or the title) has to be there unchanged, once: an anchor must never drift to a place that only looks
    alike. A quote that didn't stand before, such as a retired fact's, stays as it is.
    """
    if not quote_stands(quote, before):
        return None
    passages = [_moved(passage, before, after) for passage in quote.passages]
    moved = Quote(passages=tuple(passage for passage in passages if passage is not None))
    if len(moved.passages) < len(passages):
        return None
    if len(passages) > 1:
        try:
            place_of(after, moved)
        except PlaceUnknown:
            return None
    return moved


def _moved(passage: Passage, before: Body, after: Body) -> Passage | None:
    same = _beside_the_same(passage, before, after)
    if same is not None:
        return same
    there, here = after.places(passage.text, 2), before.places(passage.text, 2)
    if len(there) != 1 or len(here) != 1:
        return None
    # What the body had isn't what the title says.
    return None if there[0].paragraph == TITLE != passage.paragraph else there[0]


def _beside_the_same(passage: Passage, before: Body, after: Body) -> Passage | None:
    """Return a passage in its paragraph, which is there unchanged and once, as before; or in its title."""
    if passage.paragraph == TITLE:
        same = before.title.text == after.title.text and after.place_of(passage) is not None
        return passage if same else None
    text = before.paragraph(passage.paragraph)
    numbers = after.numbers.get(text, [])
    if len(numbers) != 1 or len(before.numbers[text]) != 1:
        return None
    start = after.paragraphs[numbers[0] - 1][0] + passage.start - before.paragraphs[passage.paragraph - 1][0]
    moved = after.passage(start, start + len(passage.text))
    return moved if moved.text == passage.text and after.has_whole(moved) else None


def place_of(body: Body, quote: Quote) -> int | None:
    """Tell which ``place`` finds this very quote; None where it needs none. Raises PlaceUnknown where none does."""
    found = [body.place_of(passage) for passage in quote.passages]
    chosen = {at[0] for at in found if at is not None and at[1]}
    if None not in found and len(chosen) <= 1:
        place = next(iter(chosen), None)
        with suppress(Refusal):
            if body.find(quote.text, place) == quote:
                return place
    raise PlaceUnknown(0, 0)


def moved_remarks(article: Article, after: Body) -> tuple[int, ...]:
    """Tell which paragraphs of a corrected body are the writer's own: those that were, wherever they stand now.

    One whose words changed stays the writer's own where the text has as many paragraphs as before and nothing else
    took its place.
    """
    before = Body(article.body)
    old = [before.paragraph(n) for n in range(1, len(before.paragraphs) + 1)]
    new = [after.paragraph(n) for n in range(1, len(after.paragraphs) + 1)]
    own, was, now = {old[n - 1] for n in article.remarks}, set(old), set(new)
    remarks = set(article.remarks)
    kept: list[int] = []
    for n, text in enumerate(new, 1):
        in_place = len(new) == len(old) and n in remarks
        if text in own or (in_place and text not in was and old[n - 1] not in now):
            kept.append(n)
    return tuple(kept)
