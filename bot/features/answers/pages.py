"""Facts to pages: the three answers, and the pages for reading, listing and looking up a source."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from bot.core.model.fact import STAGES, Fact, Shelf
from bot.core.model.search import mentions
from bot.core.model.translations import in_language
from bot.core.templates.contexts import FooterContext
from bot.core.templates.paging import Item, Page, paginate
from bot.core.templates.prompts import Prompts
from bot.features.answers.contexts import AnswerContext, GroupContext, ItemContext
from bot.features.answers.model import Request


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
