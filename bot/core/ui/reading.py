"""Read and Source: an article's text page by page, and where a fact stands. Every feature may show these buttons."""

from bot.core.model.article import Article
from bot.core.model.fact import TITLE, Passage, Source
from bot.core.model.quotes import Body
from bot.core.model.translations import in_language
from bot.core.rules.library import Library
from bot.core.templates import contexts
from bot.core.templates.differences import said
from bot.core.templates.limits import MESSAGE_CHARACTERS
from bot.core.templates.prompts import Prompts
from bot.core.ui.actions import OpenArticle, ReadArticle, ShowSource
from bot.core.ui.codec import Action
from bot.core.ui.paging import Item, Page, page_of, paginate
from bot.core.ui.panels import Choice, turns
from bot.core.ui.request import Press, Request

_PARAGRAPH_PART = 1_500  # a longer paragraph is cut, so that it fits a message with all of it escaped
_READ_ITEMS = 25
_READ_CHARACTERS = 3_600  # a text is read through, not looked over
# How much of a paragraph a source shows on either side of the quote, in characters: as much as has room.
_AROUND = (400, 200, 80, 0)


# --- an article's text ------------------------------------------------------------------------


def read_pages(prompts: Prompts, article: Article) -> list[Page]:
    """Make the pages of the article itself, with its paragraphs numbered."""
    body = Body.of(article)
    heading = prompts.render("read", "heading", contexts.ReadContext(article))
    items: list[Item] = []
    for number in range(1, len(body.paragraphs) + 1):
        for i, part in enumerate(_parts(body.paragraph(number))):
            context = contexts.ParagraphContext(number, part, number in article.remarks, i > 0)
            items.append(Item(prompts.render("read", "item", context), apart=True))
    return paginate(prompts, "read", heading, items, most=_READ_ITEMS, comfortable=_READ_CHARACTERS)


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
    """Make what stands in place of a page until somebody presses Show anyway: its heading, with the content note."""
    return Page(heading, (), prompts.render("read", "hidden"))


# --- where a fact stands ----------------------------------------------------------------------


def source_page(prompts: Prompts, source: Source) -> Page:
    """Make the page that shows where a fact stands: each passage of its quote, set off inside its paragraph."""
    content, article = in_language(source.fact.content, prompts.locale), source.article
    body = Body.of(article)
    heading = prompts.render("source", "heading", contexts.SaidContext(said(content)))
    footer = prompts.render("source", "footer", contexts.SourceContext(content.speaker, article))
    page = Page(heading, (), footer)
    for around in _AROUND:
        items: list[Item] = []
        for passage in content.quote.passages:
            context = contexts.ExcerptContext(excerpt_of(body, article, passage, around))
            # Two texts: on some screens a block quote takes in the line that follows it.
            items.append(Item(prompts.render("source", "passage", context), apart=True))
            items.append(Item(prompts.render("source", "place", context)))
        page = Page(heading, tuple(items), footer, link=article.link)
        if page.characters <= MESSAGE_CHARACTERS:
            break
    return page


def excerpt_of(body: Body, article: Article, passage: Passage, around: int) -> contexts.Excerpt:
    """Return a passage with up to that many characters of its paragraph (or title) on either side, cut at words."""
    start, end, text = passage.start, passage.end, body.holder(passage)
    first, begin, finish = TITLE, 0, len(text)
    if passage.paragraph != TITLE:
        first, last = body.paragraph_at(start), body.paragraph_at(end - 1)
        begin, finish = body.paragraphs[first - 1][0], body.paragraphs[last - 1][1]
    before, after = text[begin:start], text[end:finish]
    cut_before, cut_after = len(before) > around, len(after) > around
    if cut_before:
        before = before[len(before) - around :].partition(" ")[2]
    if cut_after:
        after = after[:around].rpartition(" ")[0]
    remark = first in article.remarks
    return contexts.Excerpt(first, remark, before, text[start:end], after, cut_before, cut_after)


# --- the buttons ------------------------------------------------------------------------------


async def open_article(request: Request, action: OpenArticle) -> None:
    """Show the first page of an article's text; one under a content note is hidden like what is said of it."""
    library = request.get(Library)
    article = await library.readable(request.server_id, action.article_id)
    page = read_pages(request.prompts, article)[0]
    if await library.hides(request.server_id, article):
        reveal = Choice(ReadArticle(action.article_id, 1), "show_anyway", main=True)
        await request.reply(hidden_page(request.prompts, page.heading).panel(reveal))
        return
    await request.reply(page.panel(*turns(1, page.count, lambda n: ReadArticle(action.article_id, n))))


async def read_article(request: Request, action: ReadArticle) -> None:
    """Show a page of an article's text to somebody who has seen its content note."""
    article = await request.get(Library).readable(request.server_id, action.article_id)
    page = page_of(read_pages(request.prompts, article), action.page)
    await request.show(page.panel(*turns(page.number, page.count, lambda n: ReadArticle(action.article_id, n))))


async def show_source(request: Request, action: ShowSource) -> None:
    """Show, to the presser alone, the quote that a fact stands on."""
    source = await request.get(Library).source(request.server_id, action.fact_id)
    await request.reply(source_page(request.prompts, source).panel())


PRESSES: dict[type[Action], Press] = {OpenArticle: open_article, ReadArticle: read_article, ShowSource: show_source}
