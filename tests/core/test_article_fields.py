"""An article's own fields: what is kept, what is refused, and the short name that it gets."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.model.article import Article
from bot.core.model.article_fields import ARTICLE_FIELDS, REMARKS_MOST, SLUG_MOST, build_article, slugify
from bot.core.model.bounds import BODY_MOST, PARAGRAPHS_MOST
from bot.core.model.errors.base import Refusal
from bot.core.model.errors.facts import (
    BodyEmpty,
    ControlCharacter,
    FieldMissing,
    FieldUnknown,
    FieldWrong,
    ParagraphsTooMany,
    ParagraphUnknown,
    RemarksTooMany,
    TooLong,
)
from bot.core.model.fact_fields import build_content
from bot.core.model.grounds import Grounds
from bot.core.model.links import web_address
from tests.kit.limits import check_message

TITLE = {"title": "A plan"}
BODY = "One.\n\nTwo.\n\nThree."


def refused(fields: dict[str, Any], body: str = BODY, remarks: tuple[int, ...] = ()) -> Refusal:
    with pytest.raises(Refusal) as caught:
        build_article(fields, body, remarks)
    return caught.value


def test_fields_are_kept_on_one_line_and_empty_ones_are_none() -> None:
    article = build_article(
        {
            "title": "  A\u2028plan\n\tof \u0085 sorts ",
            "source": " ",
            "byline": "",
            "date": None,
            "link": "http://e.org",
        },
        BODY,
    )
    assert article == Article(title="A plan of sorts", language="en", body=BODY, link="http://e.org")
    assert build_article({**TITLE, "language": "es"}, BODY).language == "es"


def test_a_body_keeps_its_words_and_loses_the_lines_around_it() -> None:
    assert build_article(TITLE, "\r\n\n  One.\r\rTwo.\t\u2028---\n \n\n").body == "  One.\n\nTwo.\t\u2028---\n "


def test_remarks_are_kept_in_order_and_once() -> None:
    assert build_article(TITLE, BODY, [3, 1, 3]).remarks == (1, 3)


@pytest.mark.parametrize("name", [name for name in ARTICLE_FIELDS if name != "language"])
def test_every_field_is_held_to_its_length(name: str) -> None:
    start = "https://e.org/" if name == "link" else ""
    most = ARTICLE_FIELDS[name]
    fits = start + "x" * (most - len(start))
    assert getattr(build_article({**TITLE, name: f" {fits}\n"}, BODY), name) == fits
    error = refused({**TITLE, name: fits + "x"})
    assert isinstance(error, TooLong)
    assert (error.field, error.length, error.most) == (name, most + 1, most)


@pytest.mark.parametrize("name", ARTICLE_FIELDS)
@pytest.mark.parametrize("number", [0x00, 0x1B, 0xD800, 0xDFFF])
def test_a_character_that_cannot_be_shown_is_refused_in_every_field(name: str, number: int) -> None:
    error = refused({**TITLE, name: f"https://e.org/{chr(number)}x"})
    assert isinstance(error, ControlCharacter)
    assert (error.codepoint, error.field) == (f"U+{number:04X}", name)


@pytest.mark.parametrize("number", [0x00, 0x0B, 0x1F, 0xD83D, 0xDC00])
def test_a_character_that_cannot_be_shown_is_refused_in_a_body(number: int) -> None:
    error = refused(TITLE, f"One{chr(number)}two.")
    assert isinstance(error, ControlCharacter)
    assert (error.codepoint, error.field) == (f"U+{number:04X}", "body")


def test_half_a_surrogate_pair_is_refused_in_a_fact() -> None:
    with pytest.raises(ControlCharacter) as caught:
        build_content("summary", {"text": "x\ud800", "quote": "One."}, Grounds(Article(title="x", body=BODY)))
    assert (caught.value.codepoint, caught.value.field) == ("U+D800", "text")


FIT = {
    "https://example.org/text": "https://example.org/text",
    "HTTP://Example.ORG:8080/A?b=c&d=%20#e": "http://example.org:8080/A?b=c&d=%20#e",
    "https://e.org/reader 1": "https://e.org/reader%201",
    "https://es.wikipedia.org/wiki/Ciudad_Juárez#Véase_también": "https://es.wikipedia.org/wiki/Ciudad_Ju%C3%A1rez#V%C3%A9ase_tambi%C3%A9n",
    "https://e.org/100%/a%20b": "https://e.org/100%25/a%20b",
    "https://e.org/a\\b|c<d>[e]": "https://e.org/a%5Cb%7Cc%3Cd%3E%5Be%5D",
    "https://müller.de/ß": "https://xn--mller-kva.de/%C3%9F",
    "https://例え。jp": "https://xn--r8jz45g.jp",
    "http://192.168.0.7/a": "http://192.168.0.7/a",
    "https://e.org/" + "x" * 486: "https://e.org/" + "x" * 486,
}
UNFIT = (
    *("javascript:alert(1)", "ftp://e.org", "e.org", "HTTPS", "//e.org", "discord://e.org/a", "mailto:a@e.org"),
    *("https://intranet/reader 1", "https://localhost:8000", "https://", "https:///e.org", "https://e .org/a"),
    *("https://e.org.", "https://.e.org", "https://a..org", "https://-e.org", "https://e_e.org", "https://[::1]/a"),
    *("https://1.2", "https://1.2.3.400", "https://" + "a" * 64 + ".org", "https://e.org:99999", "https://e.org:x"),
    *("https://e.org@f.org/a", "https://name:word@e.org/a", "https://e.org\\@f.org", "https://[e.org/a"),
    "https://e.org/" + "á" * 84,
)


@pytest.mark.parametrize(("link", "address"), FIT.items())
def test_a_link_is_kept_as_typed_and_encoded_for_its_button(link: str, address: str) -> None:
    assert build_article({**TITLE, "link": link}, BODY).link == link
    assert web_address(link) == address
    assert web_address(address) == address


@given(st.text() | st.text().map(lambda text: f"https://e.org/{text}"))
def test_an_address_is_what_discord_takes_or_none(text: str) -> None:
    address = web_address(text)
    if address is not None:
        check_message([{"type": 2, "label": "x", "url": address}])
        assert web_address(address) == address


@pytest.mark.parametrize("link", UNFIT)
def test_a_link_is_a_web_address(link: str) -> None:
    error = refused({**TITLE, "link": link})
    assert isinstance(error, FieldWrong)
    assert (error.field, error.takes) == ("link", "address")


def test_what_is_missing_or_not_known_is_named() -> None:
    for fields in ({}, {"title": None}, {"title": " \n"}):
        error = refused(fields)
        assert isinstance(error, FieldMissing)
        assert error.field == "title"
    unknown = refused({**TITLE, "body": "x"})
    assert isinstance(unknown, FieldUnknown)
    assert unknown.field == "body"
    wrong = refused({"title": 7})
    assert isinstance(wrong, FieldWrong)
    assert (wrong.field, wrong.takes) == ("title", "text")


def test_a_body_is_there_and_not_too_long() -> None:
    for empty in ("", "\n", " \t\n\u2003\n"):
        assert isinstance(refused(TITLE, empty), BodyEmpty)
    assert len(build_article(TITLE, "\n" + "x" * BODY_MOST + "\n").body) == BODY_MOST
    error = refused(TITLE, "x" * (BODY_MOST + 1))
    assert isinstance(error, TooLong)
    assert (error.field, error.length, error.most) == ("body", BODY_MOST + 1, BODY_MOST)


@pytest.mark.parametrize("number", [0, -1, 4])
def test_remarks_are_paragraphs_of_the_text(number: int) -> None:
    error = refused(TITLE, BODY, (1, number))
    assert isinstance(error, ParagraphUnknown)
    assert (error.paragraph, error.count) == (number, 3)


def test_paragraphs_have_an_end() -> None:
    assert len(build_article(TITLE, "\n".join("x" * PARAGRAPHS_MOST)).body) == 2 * PARAGRAPHS_MOST - 1
    error = refused(TITLE, "\n".join("x" * (PARAGRAPHS_MOST + 1)))
    assert isinstance(error, ParagraphsTooMany)
    assert (error.count, error.most) == (PARAGRAPHS_MOST + 1, PARAGRAPHS_MOST)


def test_remarks_have_an_end() -> None:
    body = "\n".join("x" * (REMARKS_MOST + 1))
    assert len(build_article(TITLE, body, range(1, REMARKS_MOST + 1)).remarks) == REMARKS_MOST
    assert isinstance(refused(TITLE, body, tuple(range(1, REMARKS_MOST + 2))), RemarksTooMany)


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("U.S. to embed agents", "u-s-to-embed-agents"),
        ("Calderón’s plan: “All—Juárez”", "calderons-plan-all-juarez"),
        ("Don't  stop_now", "dont-stop-now"),
        ("Straße ﬁx ™ İ", "strasse-fix-tm-i"),
        ("статья", "article"),
        ("🎉", "article"),
        ("", "article"),
        ("../../etc/passwd", "etc-passwd"),
        ("x" * 70, "x" * 60),
        ("a" * 50 + " " + "b" * 20, "a" * 50),
        ("a" * 50 + " " + "b" * 9, "a" * 50 + "-" + "b" * 9),
    ],
)
def test_a_short_name_is_ascii_and_short(title: str, slug: str) -> None:
    assert slugify(title) == slug


def test_a_short_name_that_is_taken_gets_a_number() -> None:
    assert slugify("A plan", {"plan"}) == "a-plan"
    assert slugify("A plan", {"a-plan"}) == "a-plan-2"
    assert slugify("A plan", ["a-plan", "a-plan-2", "a-plan-3"]) == "a-plan-4"
    assert slugify("", {"article"}) == "article-2"
    assert slugify("x" * 60, {"x" * 60}) == "x" * 58 + "-2"


@given(st.text(), st.integers(0, 12))
def test_a_short_name_is_one_already(title: str, times: int) -> None:
    taken: list[str] = []
    for _ in range(times + 1):
        slug = slugify(title, taken)
        assert slug not in taken
        assert 1 <= len(slug) <= SLUG_MOST
        assert slugify(slug) == slug
        taken.append(slug)
