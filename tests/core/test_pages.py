"""An answer is cut between items, and each page fits one Discord message."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.model.article import LINK_MOST, NOTE_MOST, TITLE_MOST, Article, ArticleCard, Listed
from bot.core.model.base import ID_MOST
from bot.core.model.fact import (
    PROMPT_MOST,
    QUOTE_MOST,
    SHORT_MOST,
    TEXT_MOST,
    Content,
    Fact,
    Figure,
    Passage,
    Person,
    Question,
    Quote,
    Shelf,
    Source,
    SummaryPoint,
    shelf_of,
    tell,
)
from bot.core.packs.reading import Pack
from bot.core.templates.limits import MESSAGE_CHARACTERS, width
from bot.core.templates.prompts import Prompts
from bot.core.ui.actions import ShowSource
from bot.core.ui.paging import Item, Page, paginate
from bot.core.ui.panels import Choice, panel_view
from bot.core.ui.reading import read_pages, source_page
from bot.features.answers.buttons import ShareAnswer, TurnPage
from bot.features.answers.model import Answer, AnswerChoice
from bot.features.answers.pages import answer_pages
from bot.features.articles.pages import article_pages
from tests.kit.speaking import in_english, in_spanish

ITEMS = st.lists(
    st.builds(
        Item,
        st.text("x😀", min_size=1, max_size=2_000),
        st.sampled_from(["", "### One", "### Two"]),
        st.sampled_from([None, Choice(ShowSource(1), "source")]),
    ),
    max_size=60,
)


@given(ITEMS)
def test_every_item_stands_on_one_page_in_order_and_every_page_fits(items: list[Item]) -> None:
    pages = paginate(in_english(), "summary", "## Heading", items)
    assert [item for page in pages for item in page.items] == items
    assert [page.number for page in pages] == list(range(1, len(pages) + 1))
    for page in pages:
        panel_view(in_english(), page.panel(*[Choice(ShowSource(1), "source")] * 4))  # raises where it has too many
        assert page.characters <= MESSAGE_CHARACTERS
        assert page.items or not items


def test_characters_are_counted_as_discord_may_count_them() -> None:
    assert width("a😀") == 3


LOCALES = ("en", "es")
# The widest of everything, each character of which is escaped or takes two UTF-16 units.
LONG = "*"
CARD = ArticleCard(
    id=2_000_000_000,
    slug="s",
    title=LONG * TITLE_MOST,
    language="en",
    source=LONG * SHORT_MOST,
    link="https://e.org/" + "x" * (LINK_MOST - 14),
    byline=LONG * SHORT_MOST,
    date=LONG * SHORT_MOST,
    content_note=LONG * NOTE_MOST,
    current=True,
)
QUOTE = Quote(passages=(Passage(text=LONG * QUOTE_MOST, start=0, end=QUOTE_MOST, paragraph=1),))
SHORT, TEXT = LONG * SHORT_MOST, LONG * TEXT_MOST
WIDEST: tuple[Content, ...] = (
    SummaryPoint(quote=QUOTE, speaker=SHORT, text=TEXT),
    Figure(quote=QUOTE, speaker=SHORT, value=SHORT, counts=TEXT, as_of=f"{SHORT[:-10]} last year"),
    Person(quote=QUOTE, speaker=SHORT, name=SHORT, role=SHORT, text=TEXT),
    Question(quote=QUOTE, speaker=SHORT, text=TEXT, stem=LONG * PROMPT_MOST, follow_up=LONG * PROMPT_MOST),
)


WIDEST_IN: tuple[Answer, ...] = ("summary", "figures", "figures", "questions")


def check_layout(prompts: Prompts, page: Page, *buttons: Choice) -> None:
    """The page as Discord gets it: whole, and within the limits, or panel_view() raises."""
    assert page.characters <= MESSAGE_CHARACTERS
    panel_view(prompts, page.panel(*buttons))


def check_answer(prompts: Prompts, page: Page, choice: AnswerChoice) -> None:
    """The page of an answer with every button there can be."""
    turn = TurnPage("private", 2_000_000_000, choice)
    buttons = (Choice(turn, "back"), Choice(turn, "next"), Choice(ShareAnswer(choice), "share"), Choice(None, "shared"))
    check_layout(prompts, page, *buttons)


def twice(fact: Fact) -> Shelf:
    """An article that has the same fact twice."""
    return Shelf(tell(CARD, (fact.content,) * 2), ID_MOST - 1, (fact.id,) * 2)


@pytest.mark.parametrize("locale", LOCALES)
async def test_the_widest_fact_of_each_kind_fits_a_message(locale: str, languages: dict[str, Prompts]) -> None:
    prompts = languages[locale]
    about = LONG * 40
    for answer, content in zip(WIDEST_IN, WIDEST, strict=True):
        fact = Fact(id=ID_MOST - 1, article_id=1, state="published", content=content)
        choice = AnswerChoice(answer, ID_MOST - 1, {"summary": "full"}.get(answer, "all"), about)
        plain = replace(choice, about=None)
        for asked in (choice, plain) if answer == "figures" else (plain,):
            for page in answer_pages(
                prompts, asked, Shelf(tell(CARD, (fact.content,) * 2), ID_MOST - 1, (fact.id,) * 2)
            ):
                check_answer(prompts, page, choice)


async def test_the_widest_translation_of_each_kind_fits_a_message(prompts: Prompts) -> None:
    spanish = in_spanish()
    for answer, content in zip(WIDEST_IN, WIDEST, strict=True):
        texts = {"text": TEXT, "counts": TEXT, "name": SHORT, "as_of": SHORT, "speaker": SHORT}
        texts |= dict.fromkeys(("stem", "follow_up"), LONG * PROMPT_MOST)
        own = {name: text.replace(LONG, "_") for name, text in texts.items() if hasattr(content, name)}
        translated = content.model_copy(update={"translations": {"es": own}})
        fact = Fact(id=ID_MOST - 1, article_id=1, state="published", content=translated)
        choice = AnswerChoice(answer, ID_MOST - 1, {"summary": "full"}.get(answer, "all"))
        for page in answer_pages(spanish, choice, twice(fact)):
            assert "\\_" in page.items[0].text
            check_answer(prompts, page, choice)
        article = Article(**CARD.model_dump(exclude={"id", "slug", "current", "archived"}), body=LONG * QUOTE_MOST)
        check_layout(spanish, source_page(spanish, Source(fact=fact, article=article)))


@pytest.mark.parametrize("locale", LOCALES)
async def test_the_widest_source_fits_a_message(locale: str, languages: dict[str, Prompts]) -> None:
    prompts = languages[locale]
    body = "* " * 1_500
    half = QUOTE_MOST // 2
    two = tuple(Passage(text=LONG * half, start=i, end=i + half, paragraph=1) for i in (1_000, 1_600))
    article = Article(**CARD.model_dump(exclude={"id", "slug", "current", "archived"}), body=body)
    for passages in (two, (Passage(text=LONG * QUOTE_MOST, start=1_000, end=2_000, paragraph=1),)):
        content = SummaryPoint(quote=Quote(passages=passages), speaker=SHORT, text=TEXT)
        fact = Fact(id=1, article_id=1, state="published", content=content)
        check_layout(prompts, source_page(prompts, Source(fact=fact, article=article)))


@pytest.mark.parametrize("locale", LOCALES)
async def test_the_widest_list_of_articles_fits(locale: str, languages: dict[str, Prompts]) -> None:
    prompts = languages[locale]
    listed = [Listed(card=CARD, counts={}) for _ in range(30)]
    pages = article_pages(prompts, listed)
    assert sum(len(page.items) for page in pages) == 30
    for page in pages:
        check_layout(prompts, page)


async def test_500_facts_of_1000_characters_are_all_there(prompts: Prompts) -> None:
    contents = [SummaryPoint(quote=QUOTE, text=f"{i:03} " + "*" * 996) for i in range(500)]
    choice = AnswerChoice("summary", 1, "full")
    pages = answer_pages(prompts, choice, shelf_of(tell(CARD, contents)))
    beside = [item.button for page in pages for item in page.items]
    assert beside == [Choice(ShowSource(number), "source") for number in range(1, 501)]
    for page in pages:
        check_answer(prompts, page, choice)


async def test_a_text_to_read_is_whole_whatever_its_paragraphs_are_like(prompts: Prompts, juarez: Pack) -> None:
    long = "word " * 2_000 + "x" * 4_000 + "*" * 4_000
    article = juarez.article.model_copy(update={"body": f"{long}\n\nEnd.", "remarks": (2,)})
    pages = read_pages(prompts, article)
    text = ""
    for page in pages:
        check_layout(prompts, page)
        text += "".join(re.sub(r"^\*\*¶ \d+\*\*( \(continued\))?|\n-# .*", "", item.text) for item in page.items)
    assert text.replace("\\", "").replace(" ", "") == (long + "End.").replace(" ", "")
    assert pages[0].items[0].text.startswith("**¶ 1** word")
    assert pages[0].items[1].text.startswith("**¶ 1** (continued) word")
    assert pages[-1].items[-1].text == "**¶ 2** End.\n-# the writer’s own remark"


def test_heading_and_footer_have_their_room_on_each_page() -> None:
    items = [Item("y" * 500)] * 20
    pages = paginate(in_english(), "summary", "x" * 1_000, items, most=40, comfortable=MESSAGE_CHARACTERS)
    assert len(pages) > 1
    assert max(page.characters for page in pages) <= MESSAGE_CHARACTERS
