"""What is worth a look before a fact is published: half a value, and facts that are like it."""

from __future__ import annotations

from typing import Any

import pytest

from bot.core.model.article import Article
from bot.core.model.fact import Content, Figure, Kind, Quote
from bot.core.model.fact_fields import build_content
from bot.core.model.grounds import Grounds
from bot.core.model.likeness import MOST, alike
from bot.core.model.notices import notices_of, notices_within
from bot.core.model.qualifiers import fuller_figure
from bot.core.rules.anchors import quote_stands

TEXT = (
    "Ana Ruiz and the FBI said 1,200 troops stay. Torres said on Monday that 1,200 troops go. "
    "The town has 300 jobs. It lost 300 jobs.\n\nNobody was asked."
)


def fuller(text: str, value: str, language: str = "en", quote: str | None = None) -> tuple[str, str] | None:
    """The fuller value and its quote, of a figure that a text has."""
    grounds = Grounds(Article(title="x", body=text, language=language))
    content = build_content("figure", {"value": value, "counts": "x", "quote": quote or text}, grounds)
    found = fuller_figure(content, grounds.body, language)
    return None if found is None else (found.value, found.quote.text)


@pytest.mark.parametrize(
    ("language", "text", "value", "whole"),
    [
        ("en", "It killed 107 or more people.", "107", "107 or more"),
        ("en", "It killed 107 people or more.", "107", "107 people or more"),
        ("en", "At least 107 died.", "107", "At least 107"),
        ("en", "It cost at the very least 107 euros.", "107", "at the very least 107"),
        ("en", "About 107 died.", "107", "About 107"),
        ("en", "More  than\n107 died.\n\nMore came.", "107", "More than 107"),
        ("en", "Nearly 107 died.", "107", "Nearly 107"),
        ("en", "Up to 107 died.", "107", "Up to 107"),
        ("en", "Almost 107 died.", "107", "Almost 107"),
        ("en", "Well over 107 died.", "107", "Well over 107"),
        ("en", "Some 107 died.", "107", "Some 107"),
        ("en", "Around 107 died.", "107", "Around 107"),
        ("en", "Fewer than 107 died.", "107", "Fewer than 107"),
        ("en", "No more than 107 died.", "107", "No more than 107"),
        ("en", "Perhaps as many as 107 died.", "107", "Perhaps as many as 107"),
        ("en", "An estimated 107 died.", "107", "An estimated 107"),
        ("en", "Almost the 107 died.", "107", "Almost the 107"),
        ("en-GB", "It took 107 days or so.", "107 days", "107 days or so"),
        ("en", "Children aged 107 and over came.", "107", "107 and over"),
        ("es", "Murieron casi 107 personas.", "107", "casi 107"),
        ("es", "Murieron más de 107.", "107", "más de 107"),
        ("es", "Murieron al menos 107.", "107", "al menos 107"),
        ("es", "Murieron por lo menos 107.", "107", "por lo menos 107"),
        ("es", "Murieron unos 107.", "107", "unos 107"),
        ("es", "Eran cerca de las 107 mil personas.", "107 mil", "cerca de las 107 mil"),
        ("es", "Fue cerca del 20 % de ellas.", "20 %", "cerca del 20 %"),
        ("es", "Murieron 107 o más.", "107", "107 o más"),
        ("es", "Murieron 107 personas como mínimo.", "107", "107 personas como mínimo"),
        ("es-419", "Murieron poco menos de 107.", "107", "poco menos de 107"),
        ("de", "Es starben ~ 107.", "107", "~ 107"),
        ("en", "The 107 died.", "107", None),
        ("en", "He came home 107 times.", "107", None),
        ("en", "It killed 107 people and more came.", "107", None),
        ("en", "At least 107 died.", "At least 107", None),
        ("en", "At least 107 died. The 107 were old.", "107", None),  # it says it without, too
        ("en", "At least that. 107 died.", "107", None),
        ("de", "Es starben mehr als 107.", "107", "mehr als 107"),
        ("fr", "Plus de 107 soldats.", "107", "Plus de 107"),
        ("fr", "Il y a environ 107 soldats.", "107", "environ 107"),
        ("it", "Erano almeno 107.", "107", "almeno 107"),
        ("pt", "Morreram cerca de 107.", "107", "cerca de 107"),
        ("en", "A minimum of 107 died.", "107", "A minimum of 107"),
        ("en", "It killed 107 (or more) people.", "107", "107 (or more)"),
        ("en", "It killed 107, or more, people.", "107", "107, or more"),
        ("es", "Murieron prácticamente 107.", "107", "prácticamente 107"),
        ("sv", "Det var mer än 107.", "107", None),  # no list for it
        ("es", "At least 107.", "107", None),
    ],
)
def test_a_qualifier_beside_the_value_is_found(language: str, text: str, value: str, whole: str | None) -> None:
    found = fuller(text, value, language)
    assert (found and found[0]) == whole


def test_a_qualifier_in_the_headline_is_found_too() -> None:
    grounds = Grounds(Article(title="More than 107 die", body="Nobody knows."))
    content = build_content("figure", {"value": "107", "counts": "x", "quote": "107 die"}, grounds)
    found = fuller_figure(content, grounds.body, "en")
    assert found is not None
    assert (found.value, found.quote.text) == ("More than 107", "More than 107 die")
    assert quote_stands(found.quote, grounds.body)


def test_a_quote_that_leaves_the_qualifier_out_grows_by_it() -> None:
    text = "It left more than 2,600 people dead.\n\nMore than\n\n2,600 it was."
    assert fuller(text, "2,600", quote="2,600 people dead") == ("more than 2,600", "more than 2,600 people dead")
    assert fuller(text, "2,600", quote="2,600 it was") is None  # a paragraph ends in between
    two = fuller(text, "2,600", quote="It left\n[…]\n2,600 people")
    assert two == ("more than 2,600", "It left\n[…]\nmore than 2,600 people")


def facts(*entries: tuple[Kind, dict[str, Any]]) -> tuple[list[Content], Grounds]:
    """Facts of the text."""
    grounds = Grounds(Article(title="x", body=TEXT))
    return [build_content(kind, entry, grounds) for kind, entry in entries], grounds


def figure(value: str, quote: str, counts: str = "x", **more: Any) -> tuple[Kind, dict[str, Any]]:
    return "figure", {"value": value, "counts": counts, "quote": quote, **more}


FIRST, SECOND = "1,200 troops stay", "1,200 troops go"


@pytest.mark.parametrize(
    ("one", "other", "like"),
    [
        (figure("1,200", FIRST), figure("1,200", SECOND), True),  # one value
        (figure("1,200", FIRST), figure("1,200 troops", SECOND), True),
        (figure("300 jobs", "has 300 jobs"), figure("300 jobs", "lost 300 jobs"), True),
        (figure("1,200", FIRST), figure("300", "has 300 jobs"), False),
        (figure("1,200 troops", FIRST), figure("1,200 troops stay", f"said {FIRST}"), True),
        (("summary", {"text": "a", "quote": FIRST}), ("summary", {"text": "b", "quote": f"said {FIRST}"}), True),
        (("summary", {"text": "a", "quote": FIRST}), ("summary", {"text": "a", "quote": SECOND}), False),
        (
            ("summary", {"text": "a", "quote": FIRST, "length": "brief"}),
            ("summary", {"text": "b", "quote": FIRST, "length": "full"}),
            False,
        ),
        (("question", {"text": "a", "quote": FIRST}), ("summary", {"text": "b", "quote": FIRST}), False),
        (
            ("question", {"text": "a", "quote": f"Nobody was asked.\n[…]\n{FIRST}"}),
            ("question", {"text": "b", "quote": "troops stay", "stage": "opening"}),
            True,
        ),
        (
            ("person", {"name": "Ana Ruiz", "text": "a", "quote": "Ana Ruiz and the FBI"}),
            ("person", {"name": "FBI", "text": "b", "quote": "the FBI said"}),
            False,
        ),
        (
            ("person", {"name": "Ana Ruiz", "text": "a", "quote": "Ana Ruiz and the FBI"}),
            ("person", {"name": "Ruiz", "text": "b", "quote": "Ruiz and"}),
            True,
        ),
    ],
)
def test_facts_are_alike_by_value_name_or_words(
    one: tuple[Kind, dict[str, Any]], other: tuple[Kind, dict[str, Any]], like: bool
) -> None:
    contents, grounds = facts(one, other)
    assert alike(contents, [1]) == [[], [0] if like else []]
    assert alike(contents, [0]) == [[], [0] if like else []]
    assert alike(contents, []) == [[], []]
    assert bool(notices_of(contents[0], grounds, contents[1:])) is like
    assert [notices.published for notices in notices_within(contents, grounds, [1])] == [(contents[0],)] * like


def test_a_passage_of_the_title_overlaps_none_of_the_text() -> None:
    (one, other), _ = facts(("summary", {"text": "a", "quote": FIRST}), ("summary", {"text": "b", "quote": FIRST}))
    passages = tuple(passage.model_copy(update={"paragraph": 0}) for passage in one.quote.passages)
    titled = one.model_copy(update={"quote": Quote(passages=passages)})
    assert alike([titled, other], [0, 1]) == [[], []]
    assert alike([titled, titled, other, one], [0, 1, 2, 3]) == [[], [0], [], [2]]


def test_of_many_that_are_like_it_the_first_few_are_named() -> None:
    contents, grounds = facts(*(figure("300", "has 300 jobs", counts=str(n)) for n in range(50)))
    notices = notices_of(contents[-1], grounds, contents[:-1])
    assert 1 <= len(notices.published) <= MOST
    assert len(notices_within(contents, grounds, range(50))) == 49


def test_what_has_been_seen_is_not_pointed_out_again_until_it_says_something_else() -> None:
    contents, grounds = facts(figure("1,200", FIRST), figure("1,200", SECOND), figure("1,200", SECOND, counts="y"))
    notices = notices_of(contents[0], grounds, contents[1:2], contents[2:])
    assert notices.besides(())
    assert not notices.besides(notices.marks)
    assert notices_of(contents[0], grounds, contents[1:2]).besides(()) is True
    assert not notices_of(contents[0], grounds, contents[1:2]).besides(notices.marks)
    other = contents[1].model_copy(update={"counts": "z"})
    assert notices_of(contents[0], grounds, [other]).besides(notices.marks)
    assert isinstance(contents[0], Figure)
