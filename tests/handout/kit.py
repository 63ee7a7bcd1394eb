"""What the tests of the handout share: shelves to make one of."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from bot.core.model.article import Article, ArticleCard
from bot.core.model.fact import Content, Figure, Passage, Person, Question, Quote, Shelf, SummaryPoint, tell
from bot.core.model.fact import shelf_of as number
from bot.core.packs.reading import Pack
from bot.features.handout.contexts import HandoutReplyContext, LeftOutContext, PdfState
from bot.features.handout.model import SECTION_MOST, make_handout

ARTICLE = Article(title="The mill", body="x")


def shelf_of(facts: Iterable[Content], article: Article = ARTICLE, slug: str = "mill") -> Shelf:
    """An article with these facts, all of them published."""
    card = ArticleCard(id=1, slug=slug, current=True, **article.model_dump(exclude={"body", "remarks"}))
    return number(tell(card, facts))


def shelf_of_pack(pack: Pack) -> Shelf:
    """A pack as a server has it."""
    return shelf_of(pack.facts, pack.article, pack.slug)


def quote_at(*spans: tuple[int, int, int], text: str = "abcdefghijklmnopqrstuvwxyz") -> Quote:
    """A quote of passages from start to end in a paragraph of an imagined body."""
    return Quote(passages=tuple(Passage(text=text[s:e], start=s, end=e, paragraph=p) for s, e, p in spans))


def fact_of_each_kind(typed: str, quote: str | None = None) -> list[Content]:
    """A fact of each kind with this text in each of its fields."""
    words = typed if quote is None else quote
    stands = Quote(passages=(Passage(text=words, start=0, end=len(words), paragraph=1),))
    shared: dict[str, Any] = {"quote": stands, "speaker": typed}
    return [
        SummaryPoint(text=typed, **shared),
        Figure(value=typed, counts=typed, as_of=typed, **shared),
        Person(name=typed, role=typed, text=typed, **shared),
        Question(text=typed, stem=typed, stage="opening", **shared),
    ]


def many_facts(count: int) -> list[Content]:
    """So many facts, of every kind and stage in turn, each with a text and a quote as long as may be."""
    facts: list[Content] = []
    for i in range(count):
        words = f"{i} " + "quoted words " * 76
        quote = Quote(passages=(Passage(text=words, start=i * 1_000, end=i * 1_000 + len(words), paragraph=i + 1),))
        text = f"Line {i}. " + "Some more words. " * 57
        kinds: list[Content] = [
            SummaryPoint(text=text, quote=quote),
            Figure(value=f"{i} things", counts=text, quote=quote),
            Person(name=f"Person {i}", text=text, quote=quote),
            Question(text=text, stem="Because … " * 17, quote=quote, stage="opening"),
            Question(text=text, quote=quote, stage="core"),
            Question(text=text, quote=quote, stage="closing"),
        ]
        facts.append(kinds[i % len(kinds)])
    return facts


def handout_contexts(pack: Pack, article: Article) -> dict[tuple[str, str], list[Any]]:
    """For each block of the template: every form of what it may be given."""
    states: tuple[PdfState, ...] = ("made", "unwanted", "missing", "uncovered", "failed")
    return {
        ("handout", "page"): [
            make_handout(shelf_of(facts, article))
            for facts in (pack.facts, pack.facts[:1], pack.facts[-1:], many_facts(100))
        ],
        ("handout", "more"): [LeftOutContext(name, count) for name in SECTION_MOST for count in (1, 1_000)],
        ("handout", "reply"): [
            HandoutReplyContext(
                "x",
                note,
                state,
                left_out,
                ("工", "厂") if state == "uncovered" else (),
                "abc" if state == "failed" else None,
            )
            for note in (None, "x")
            for state in states
            for left_out in (0, 1, 1_000)
        ],
    }
