"""Facts to pages: the three answers, and the pages for reading, listing and looking up a source."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from bot.core.model.facts_and_articles import STAGES, Article, Fact, Listed, Passage, Shelf, Source
from bot.core.model.quotes import Body
from bot.core.model.search import mentions
from bot.core.model.translations import in_language
from bot.core.templates.contexts import (
    AnswerContext,
    ArticleContext,
    Excerpt,
    ExcerptContext,
    FooterContext,
    GroupContext,
    HelpContext,
    ItemContext,
    ParagraphContext,
    ReadContext,
    SaidContext,
    SourceContext,
)
from bot.core.templates.differences import said
from bot.core.templates.paging import MESSAGE_CHARACTERS, Item, Page, paginate
from bot.core.templates.prompts import Prompts
from bot.features.answers.model import Request

# How much of a paragraph a source shows on either side of the quote, in characters: as much as has room.
_AROUND = (400, 200, 80, 0)
_PARAGRAPH_PART = 1_500  # a longer paragraph is cut, so that it fits a message with all of it escaped
_READ_ITEMS = 25
_READ_CHARACTERS = 3_600  # a text is read through, not looked over


def _wanted(request: Request, facts: Sequence[Fact]) -> list[Fact]:
    chosen = [
        fact
        for fact in facts
        if fact.content.kind in request.kinds
        and not (fact.content.kind == "summary" and fact.content.length != request.part)
        and not (fact.content.kind == "question" and request.part not in ("all", fact.content.stage))
    ]
    if request.answer == "figures":
        chosen.sort(key=lambda fact: fact.content.kind != "figure")
    elif request.answer == "questions":
        chosen.sort(key=lambda fact: STAGES.index(getattr(fact.content, "stage", "core")))
    return chosen


def answer_pages(prompts: Prompts, request: Request, shelf: Shelf) -> list[Page]:
    """An answer's pages: numbers before people, questions by stage, summary points in order."""
    original = _wanted(request, shelf.facts)
    facts = [_in_language(fact, prompts.locale) for fact in original]
    counts = Counter[str](fact.content.kind for fact in facts)
    context = AnswerContext(shelf.card, request.part, request.about, counts).names()
    if request.about:
        word = request.about
        both = zip(facts, original, strict=True)
        facts = [fact for fact, first in both if mentions(fact.content, word) or mentions(first.content, word)]
    if not facts:
        heading = prompts.render(request.answer, "heading", context | {"about": None})
        return [Page(heading, (Item(prompts.render(request.answer, "empty", context)),), "")]
    heading = prompts.render(request.answer, "heading", context)
    groups: dict[str, str] = {}
    items: list[Item] = []
    for fact in facts:
        name = _group(fact)
        if name not in groups:
            groups[name] = prompts.render(request.answer, "group", GroupContext(name).names())
        text = prompts.render(request.answer, "item", ItemContext(fact).names())
        items.append(Item(text, groups[name], fact_id=fact.id))
    return paginate(heading, items, lambda page, pages: _footer(prompts, request.answer, page, pages))


def _in_language(fact: Fact, locale: str) -> Fact:
    content = in_language(fact.content, locale)
    return fact if content is fact.content else fact.model_copy(update={"content": content})


def _group(fact: Fact) -> str:
    return fact.content.stage if fact.content.kind == "question" else fact.content.kind


def _footer(prompts: Prompts, template: str, page: int, pages: int) -> str:
    return prompts.render(template, "footer", FooterContext(page, pages).names())


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


def article_pages(prompts: Prompts, listed: Sequence[Listed]) -> list[Page]:
    """What a server has, each with what there is to ask about it."""
    items = [
        Item(
            prompts.render("articles", "item", ArticleContext(entry.card, entry.counts).names()),
            article_id=entry.card.id,
        )
        for entry in listed
    ]
    heading = prompts.render("articles", "heading", {})
    return paginate(heading, items, lambda page, pages: _footer(prompts, "articles", page, pages))


def help_page(prompts: Prompts, context: HelpContext) -> Page:
    """What the reader can do here."""
    names = context.names()
    text = prompts.render("help", "student", names)
    items = [Item(text)]
    if context.moderator:
        items.append(Item(prompts.render("help", "moderator", names)))
    return Page(prompts.render("help", "heading", names), tuple(items), prompts.render("help", "footer", names))
