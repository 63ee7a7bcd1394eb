"""TODO."""

from __future__ import annotations

from bot.core.model.article import Article
from bot.core.model.quotes import Body
from bot.core.templates.contexts import ParagraphContext, ReadContext
from bot.core.templates.paging import Item, Page, paginate
from bot.core.templates.prompts import Prompts
from bot.features.answers.pages import _footer

_PARAGRAPH_PART = 1_500  # a longer paragraph is cut, so that it fits a message with all of it escaped


_READ_ITEMS = 25


_READ_CHARACTERS = 3_600  # a text is read through, not looked over


def read_pages(prompts: Prompts, article: Article) -> list[Page]:
    """The article itself, with its paragraphs numbered."""
    body = Body(article.body)
    heading = prompts.render("read", "heading", ReadContext(article).names())
    items: list[Item] = []
    for number in range(1, len(body.paragraphs) + 1):
        for i, part in enumerate(_parts(body.paragraph(number))):
            context = ParagraphContext(number, part, number in article.remarks, i > 0).names()
            items.append(Item(prompts.render("read", "item", context), apart=True))
    return paginate(
        heading,
        items,
        lambda page, pages: _footer(prompts, "read", page, pages),
        most=_READ_ITEMS,
        comfortable=_READ_CHARACTERS,
    )


def _parts(text: str) -> list[str]:
    parts: list[str] = []
    while len(text) > _PARAGRAPH_PART:
        head = text[:_PARAGRAPH_PART]
        cut = max(head.rfind(". ") + 1, 0) or head.rfind(" ")
        if cut < _PARAGRAPH_PART // 2:
            cut = max(head.rfind(" "), 0) or _PARAGRAPH_PART
        parts.append(text[:cut].strip())
        text = text[cut:].strip()
    return [*parts, text] if text else parts


def hidden_page(prompts: Prompts, heading: str) -> Page:
    """What stands in place of a page until somebody presses Show anyway: its heading, which has the content note."""
    return Page(heading, (), prompts.render("levels", "hidden", {}))
