"""From facts to the pages of an answer."""

from collections import Counter
from collections.abc import Sequence
from itertools import groupby

from bot.core.model.changes import part_of
from bot.core.model.fact import STAGES, Fact, Shelf
from bot.core.model.relative_dates import is_undated
from bot.core.model.search import mentions
from bot.core.model.translations import in_language
from bot.core.templates.prompts import Prompts
from bot.core.ui.actions import ShowSource
from bot.core.ui.paging import Item, Page, paginate
from bot.core.ui.panels import Choice
from bot.features.answers.contexts import AnswerContext, GroupContext, ItemContext
from bot.features.answers.model import AnswerChoice


def answer_pages(prompts: Prompts, choice: AnswerChoice, shelf: Shelf) -> list[Page]:
    """Make an answer's pages: numbers before people, questions by stage, summary points in order."""
    card, original = shelf.card, _wanted(choice, shelf.facts)
    facts = [_in_language(fact, prompts.locale) for fact in original]
    counts = Counter[str](fact.content.kind for fact in facts)
    context = AnswerContext(card, choice.part, choice.about, counts)
    if choice.about:
        word = choice.about
        both = zip(facts, original, strict=True)
        facts = [fact for fact, first in both if mentions(fact.content, word) or mentions(first.content, word)]
    if not facts:
        heading = prompts.render(choice.answer, "heading", context, about=None)
        return [Page(heading, (Item(prompts.render(choice.answer, "empty", context)),), "")]
    heading = prompts.render(choice.answer, "heading", context)
    undated = {fact.id for fact in original if is_undated(fact.content, card.language, card.date)}
    items: list[Item] = []
    for name, grouped in groupby(facts, _group):
        group = prompts.render(choice.answer, "group", GroupContext(name))
        for fact in grouped:
            text = prompts.render(choice.answer, "item", ItemContext(fact, fact.id in undated))
            items.append(Item(text, group, button=Choice(ShowSource(fact.id), "source")))
    return paginate(prompts, choice.answer, heading, items)


def _in_language(fact: Fact, locale: str) -> Fact:
    content = in_language(fact.content, locale)
    # A copy takes as long as rendering the line: most facts are in their own language.
    return fact if content is fact.content else fact.model_copy(update={"content": content})


def _wanted(choice: AnswerChoice, facts: Sequence[Fact]) -> list[Fact]:
    """Pick the facts of an answer, those of a group together."""
    order = (*choice.kinds, *STAGES)
    chosen = [fact for fact in facts if fact.content.kind in choice.kinds]
    if choice.answer != "figures":
        chosen = [fact for fact in chosen if choice.part in ("all", part_of(fact.content))]
    return sorted(chosen, key=lambda fact: order.index(_group(fact)))


def _group(fact: Fact) -> str:
    return fact.content.stage if fact.content.kind == "question" else fact.content.kind
