"""What nobody sees: a text of it alone is empty, and it is no part of a text's ends."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.model.article_fields import ARTICLE_FIELDS, build_article, check_field
from bot.core.model.errors.facts import BodyEmpty, FieldMissing, QuoteEmpty
from bot.core.model.fact import KINDS, Kind
from bot.core.model.fact_fields import FIELDS
from bot.core.model.unseen import is_blank, trimmed
from bot.core.packs.reading import parse_pack
from tests.kit.stores import GIVEN, fact_of

UNSEEN = (
    "\u200b",  # zero-width space
    "\u200c\u200d",
    "\ufeff",
    "\u00ad",  # soft hyphen
    "\u200e\u200f",  # direction marks
    "\u202a\u202c",
    "\u2066\u2069",
    "\u2060",
    "\u115f",  # Hangul fillers
    "\u3164",
    "\u2800",  # Braille without dots
    "\ufe0f",
    "\U000e0041",
    "\x7f",
    "\x9f",
    " \u200b\t\u200b\n\u00a0",
)
FULL: dict[Kind, dict[str, Any]] = {kind: next(given for each, given in GIVEN if each == kind) for kind in KINDS}


@pytest.mark.parametrize("unseen", UNSEEN, ids=ascii)
def test_a_text_of_what_nobody_sees_is_empty(unseen: str) -> None:
    assert is_blank(unseen)
    assert trimmed(unseen) == ""
    assert not is_blank(f"{unseen}a{unseen}")


@pytest.mark.parametrize("unseen", UNSEEN, ids=ascii)
def test_a_fact_needs_something_to_see(unseen: str) -> None:
    for kind, whole in FULL.items():
        for name, field in FIELDS[kind].items():
            typed = {**whole, name: unseen}
            if name == "quote":
                with pytest.raises(QuoteEmpty):
                    fact_of(kind, typed)
            elif field.needed:
                with pytest.raises(FieldMissing) as refused:
                    fact_of(kind, typed)
                assert refused.value.field == name
            else:  # the same as left out
                assert fact_of(kind, typed) == fact_of(kind, {n: text for n, text in whole.items() if n != name})


@pytest.mark.parametrize("unseen", UNSEEN, ids=ascii)
def test_an_article_needs_something_to_see(unseen: str) -> None:
    with pytest.raises(FieldMissing):
        build_article({"title": unseen}, "One.")
    with pytest.raises(BodyEmpty):
        build_article({"title": "A plan"}, f"{unseen}\n\n{unseen}")
    for name in ARTICLE_FIELDS:
        assert check_field(name, unseen) is None


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("\u200bA plan\u200b", "A plan"),
        ("\u200b \ufeff A plan \u00ad ", "A plan"),
        ("A\u200b plan", "A\u200b plan"),  # inside, it may hold letters apart or together
        ("\u2066A plan\u2069", "A plan"),
        ("A \u2067תוכנית\u2069", "A \u2067תוכנית\u2069"),  # what turned the direction is still ended
        ("A \u202bתוכנית\u202c ", "A \u202bתוכנית\u202c"),
        ("A plan ❤\ufe0f", "A plan ❤\ufe0f"),
        ("🏴\U000e0067\U000e0062\U000e007f", "🏴\U000e0067\U000e0062\U000e007f"),
    ],
)
def test_what_nobody_sees_is_no_part_of_the_ends(typed: str, kept: str) -> None:
    assert trimmed(typed) == kept
    fact = fact_of("summary", {**FULL["summary"], "text": typed})
    assert fact.text == kept
    assert build_article({"title": typed}, "One.").title == kept
    assert build_article({"title": "x"}, "\ufeff\nOne.\u200b\n").body == "One."


def test_a_pack_that_shows_nothing_is_refused() -> None:
    pack, problems = parse_pack("x", "---\ntitle: \u200b\n---\n\u200b\n", None)
    assert (pack, [problem.error.code for problem in problems]) == (None, ["body_empty"])
    _, problems = parse_pack("x", "---\ntitle: A\n---\nOne.\n", '[[summary]]\ntext = "\u200b"\nquote = "One."\n')
    assert [problem.error.code for problem in problems] == ["field_missing"]


@given(st.text())
def test_what_is_trimmed_once_stays(text: str) -> None:
    once = trimmed(text)
    assert trimmed(once) == once
    assert is_blank(once) == (once == "")
