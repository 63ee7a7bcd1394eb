"""As-ofs that only the day of writing explains: told apart, and marked where the article gives no date."""

from __future__ import annotations

import pytest

from bot.core.model.article import Article
from bot.core.model.fact import shelf_of, tell
from bot.core.model.fact_fields import build_content
from bot.core.model.grounds import Grounds
from bot.core.model.relative_dates import is_relative, is_undated
from bot.core.packs.reading import Pack
from bot.core.templates.prompts import Prompts
from bot.features.answers.model import choose_answer
from bot.features.answers.pages import answer_pages
from tests.kit.classroom import Classroom, text_of
from tests.kit.samples import card_of

TEXT = "It cost 15 euros last year, as it did in 1999. Es kostete 15 Euro. El precio fue de 15 euros el año pasado."


@pytest.mark.parametrize(
    ("language", "as_of", "relative"),
    [
        ("en", "last year", True),
        ("en", "Last  Year", True),
        ("en-GB", "last fortnight", True),
        ("en", "yesterday", True),
        ("en", "this month", True),
        ("en", "two years ago", True),
        ("en", "over the past ten years", True),
        ("en", "in recent months", True),
        ("en", "on Monday", True),
        ("en", "in March", True),
        ("en", "next spring", True),
        ("en", "so far", True),
        ("en", "now", True),
        ("en", "in 1999", False),
        ("en", "last year (2008)", False),
        ("en", "the 1990s", False),
        ("en", "March 2009", False),
        ("en", "after the war", False),
        ("en", "at birth", False),
        ("en", "the knowledge of the time", False),
        ("es", "el año pasado", True),
        ("es-MX", "El año  pasado", True),
        ("es", "el an\u0303o pasado", True),
        ("es", "hoy", True),
        ("es", "ayer", True),
        ("es", "este mes", True),
        ("es", "en los últimos diez años", True),
        ("es", "hace dos meses", True),
        ("es", "la semana que viene", True),
        ("es", "el próximo verano", True),
        ("es", "el lunes", True),
        ("es", "en marzo", True),
        ("es", "en lo que va de año", True),
        ("es", "en 1999", False),
        ("es", "en marzo de 2009", False),
        ("es", "tras la guerra", False),
        ("de", "letztes Jahr", True),  # no list for it, and no year
        ("de", "seit 1999", False),
        ("ar", "العام الماضي", True),
        ("ar", "عام ٢٠١٠", False),
        ("zh", "去年", True),
        ("zh", "二〇〇九年", False),
    ],
)
def test_a_date_is_relative_where_only_the_day_of_writing_explains_it(
    language: str, as_of: str, relative: bool
) -> None:
    assert is_relative(as_of, language) is relative


@pytest.mark.parametrize(
    ("article", "fields", "undated"),
    [
        ({}, {"as_of": "last year"}, True),
        ({"date": "3 May 2010"}, {"as_of": "last year"}, False),
        ({}, {"as_of": "in 1999"}, False),
        ({}, {}, False),
        ({"language": "de"}, {"as_of": "last year", "en": {"as_of": "last year"}}, True),
    ],
)
def test_a_figure_is_undated_where_the_article_is(
    article: dict[str, str], fields: dict[str, object], undated: bool
) -> None:
    of = Article(title="A price", body=TEXT, **article)  # type: ignore[arg-type]
    entry = {"value": "15 euros", "counts": "the price", "quote": "It cost 15 euros last year", **fields}
    assert is_undated(build_content("figure", entry, Grounds(of)), of.language, of.date) is undated


@pytest.mark.parametrize(
    ("locale", "line"),
    [
        ("en", "-# last year (the article gives no date)"),
        ("es", "-# el año pasado (el artículo no lleva fecha)"),
    ],
)
def test_the_line_says_that_the_article_gives_no_date(
    languages: dict[str, Prompts], juarez: Pack, locale: str, line: str
) -> None:
    for date, told in ((None, True), ("8 October 2010", False)):
        card = card_of(juarez.article.model_copy(update={"date": date}))
        shelf = shelf_of(tell(card, juarez.facts))
        pages = answer_pages(languages[locale], choose_answer("figures", None), shelf)
        assert any(line in item.text for page in pages for item in page.items) is told


async def test_the_class_reads_it_in_the_answer_and_where_that_is_shared(room: Classroom) -> None:
    answer = await room.type("figures")
    assert "-# last year (the article gives no date)" in text_of(answer)
    await room.press(answer, "Share with the class")
    shared = room.env.backend.get_message(room.channel.id, room.channel.history()[-1].id)
    assert "the article gives no date" in repr(shared.components)
    await room.fill(await room.ask("article edit"), date="8 October 2010")
    assert "gives no date" not in text_of(await room.type("figures"))
