"""TODO."""

from __future__ import annotations

from bot.core.model.article import Article
from bot.core.model.fact import Source
from bot.core.model.quote import Passage
from bot.core.model.quotes import Body
from bot.core.model.translations import in_language
from bot.core.templates.contexts import Excerpt, ExcerptContext, SaidContext, SourceContext
from bot.core.templates.differences import said
from bot.core.templates.paging import MESSAGE_CHARACTERS, Item, Page
from bot.core.templates.prompts import Prompts

# How much of a paragraph a source shows on either side of the quote, in characters: as much as has room.
_AROUND = (400, 200, 80, 0)


def source_page(prompts: Prompts, source: Source) -> Page:
    """Where a fact stands: each passage of its quote, set off inside its paragraph."""
    content, article = in_language(source.fact.content, prompts.locale), source.article
    body = Body(article.body)
    heading = prompts.render("source", "heading", SaidContext(said(content)).names())
    footer = prompts.render("source", "footer", SourceContext(content.speaker, article).names())
    page = Page(heading, (), footer)
    for around in _AROUND:
        items: list[Item] = []
        for passage in content.quote.passages:
            context = ExcerptContext(excerpt_of(body, article, passage, around)).names()
            # Two texts: on some screens a block quote takes in the line that follows it.
            items.append(Item(prompts.render("source", "passage", context), apart=True))
            items.append(Item(prompts.render("source", "place", context)))
        page = Page(heading, tuple(items), footer, link=article.link)
        if page.characters <= MESSAGE_CHARACTERS:
            break
    return page


def excerpt_of(body: Body, article: Article, passage: Passage, around: int) -> Excerpt:
    """A passage with up to that many characters of its paragraph on either side, cut at words."""
    start, end = passage.start, passage.end
    first, last = body.paragraph_at(start), body.paragraph_at(end - 1)
    before = body.text[body.paragraphs[first - 1][0] : start]
    after = body.text[end : body.paragraphs[last - 1][1]]
    cut_before, cut_after = len(before) > around, len(after) > around
    if cut_before:
        before = before[len(before) - around :].partition(" ")[2]
    if cut_after:
        after = after[:around].rpartition(" ")[0]
    remark = first in article.remarks
    return Excerpt(first, remark, before, body.text[start:end], after, cut_before, cut_after)
