"""A language's code names a language there is, for articles and for translations alike."""

from __future__ import annotations

import pytest

from bot.core.model.article_fields import build_article
from bot.core.model.errors.facts import LanguageWrong
from bot.core.model.languages import language_code
from bot.core.packs.reading import parse_pack

WRONG = (
    "zz",
    "zz-TOP",
    "en-XX",
    "en_US",
    "xx",
    "zh-Hanz",
    "es-999",
    "qaa",
    "x-pirate",
    "english",
    "e",
    "en-",
    "Español",
)


@pytest.mark.parametrize(
    ("tag", "code"),
    [
        ("en", "en"),
        ("EN", "en"),
        ("es-419", "es-419"),
        ("es-mx", "es-MX"),
        ("zh-Hans", "zh-Hans"),
        ("zh-hant-tw", "zh-Hant-TW"),
        ("ca-valencia", "ca-valencia"),
        ("nah", "nah"),  # languages of Mexico
        ("nhn", "nhn"),
        ("yua", "yua"),
        ("fil", "fil"),
        ("spa", "es"),  # the shorter one is the tag
        ("cmn", "zh"),
    ],
)
def test_a_code_of_a_language_is_written_as_usual(tag: str, code: str) -> None:
    assert language_code(tag) == code
    assert language_code(code) == code
    assert build_article({"title": "A plan", "language": tag}, "One.").language == code


@pytest.mark.parametrize("tag", WRONG)
def test_an_article_is_in_a_language_there_is(tag: str) -> None:
    with pytest.raises(LanguageWrong) as refused:
        build_article({"title": "A plan", "language": tag}, "One.")
    assert refused.value.field == tag


@pytest.mark.parametrize("tag", [*WRONG, "ES", "spa"])
def test_a_pack_is_told_of_a_language_there_isnt_with_its_line(tag: str) -> None:
    article = f"---\ntitle: A plan\nlanguage: {tag}\n---\nOne.\n"
    if tag in WRONG:
        _, problems = parse_pack("x", article, None)
        assert [(p.line, p.error.code) for p in problems] == [(3, "language_wrong")]
    facts = f'[[summary]]\ntext = "x"\nquote = "One."\n["summary"."{tag}"]\ntext = "y"\n'
    _, problems = parse_pack("x", "---\ntitle: A plan\n---\nOne.\n", facts)
    assert [(p.fact, p.error.code) for p in problems] == [("summary 1", "language_wrong")]
