"""Examples of /summary, /figures and /questions."""

from __future__ import annotations

from collections.abc import Sequence

from bot.core.model.article import Article
from bot.core.model.fact import Fact
from bot.core.packs.reading import Pack
from bot.core.templates.contexts import Context, FooterContext
from bot.core.ui.codec import Action
from bot.features.answers.buttons import ShareAnswer, ShowAnyway, TurnPage
from bot.features.answers.contexts import AnswerContext, GroupContext, ItemContext
from bot.features.answers.model import ANSWERS, choose_answer
from tests.kit.samples import Contexts, Kept, Samples, card_of
from tests.kit.stock import Stock

_PARTS = {
    "summary": ("full", "brief", "plain"),
    "figures": ("all", "numbers", "people"),
    "questions": ("all", "core"),
}
_KINDS = {"summary": ("summary",), "figures": ("figure", "person"), "questions": ("question",)}
_GROUPS = _KINDS | {"questions": ("opening", "core", "closing")}


def _buttons(held: Stock, _kept: Kept) -> Sequence[Action]:
    choices = [choose_answer(answer, None, held.second) for answer in ANSWERS]
    return [
        *(TurnPage("private", 1, choice) for choice in choices),
        *(ShareAnswer(choice) for choice in choices),
        *(ShowAnyway("private", choice) for choice in choices),
    ]


def _contexts(pack: Pack, article: Article) -> Contexts:
    facts = [Fact(id=1, article_id=1, state="published", content=content) for content in pack.facts]
    shown: dict[tuple[str, str], list[Context | None]] = {}
    for answer in ANSWERS:
        around: list[Context | None] = [
            AnswerContext(card_of(article), part, about, counts)
            for part in _PARTS[answer]
            for about in (None, "word")
            for counts in ({}, {"summary": 1, "figure": 1}, {"summary": 2, "figure": 2, "person": 3})
        ]
        shown[answer, "heading"] = shown[answer, "empty"] = around
        shown[answer, "item"] = [
            ItemContext(fact, undated)
            for fact in facts
            if fact.content.kind in _KINDS[answer]
            for undated in (False, True)
        ]
        shown[answer, "group"] = [GroupContext(group) for group in _GROUPS[answer]]
        shown[answer, "footer"] = [FooterContext(1, 1), FooterContext(2, 1_000)]
    return shown


WHY = "answers"
samples = Samples(
    commands=lambda _: {
        "summary": [{}, {"length": "brief"}],
        "figures": [{}, {"about": "jobs"}],
        "questions": [{}, {"stage": "core"}],
    },
    buttons=_buttons,
    open={**dict.fromkeys(ANSWERS, WHY), **dict.fromkeys((TurnPage, ShareAnswer, ShowAnyway), WHY)},
    contexts=_contexts,
)
