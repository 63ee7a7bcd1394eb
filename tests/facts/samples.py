"""Examples of facts: one that was retired, and forms as they are typed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.core.model.article import Article
from bot.core.packs.reading import Pack
from bot.core.templates.contexts import Context
from bot.core.ui.actions import ChoosePlace, KeepAsIs, ReopenForm, SaveAnyway, UseFuller
from bot.core.ui.codec import Action
from bot.features.facts.buttons import AddFactForm, ChangeFact, EditFactForm, ListFacts
from bot.features.facts.contexts import FactContext, FactsContext, SavedContext, UntranslatedContext
from bot.features.facts.forms import AddFact, EditFact
from bot.features.facts.rules import FactRules
from tests.kit.records import STATES, records
from tests.kit.samples import Contexts, Filled, Hidden, Kept, Samples, alike, card_of
from tests.kit.stock import TWICE, Stock


@dataclass(frozen=True)
class Facts:
    """``retired``: a fact, by the change ``undo``."""

    retired: int
    undo: int


async def _stock(held: Stock) -> None:
    retired = await held.desk.get(FactRules).retire(held.server, held.teacher, held.fact + 1)
    held.put(Facts(held.fact + 1, retired.entry.id))


def figure_of(held: Stock, counts: str) -> dict[str, str]:
    """A figure as somebody types it, with a quote that stands once."""
    return {"value": "300", "counts": counts, "quote": f"The {held.word} closed in March. {TWICE}"}


def _kept(held: Stock) -> Sequence[Filled]:
    twice = {"value": "300", "counts": f"{held.word} kept", "quote": TWICE}
    return [
        (AddFact("figure", held.article), twice),
        (EditFact("summary", held.fact, 0), {"text": f"{held.word} kept."}),
    ]


def _buttons(held: Stock, kept: Kept) -> Sequence[Action]:
    retired = held.get(Facts).retired
    return [
        ListFacts(held.article, None, None, 1),
        ChangeFact("retire", held.fact, None, None, 1),
        ChangeFact("restore", retired, None, None, 1),
        ChangeFact("down", held.fact, None, None, 1),
        ChangeFact("up", retired, None, None, 1),
        AddFactForm("summary", held.article),
        AddFactForm("question", held.article),
        EditFactForm(held.fact),
        EditFactForm(retired),
        ReopenForm(kept[AddFact]),
        ChoosePlace(kept[AddFact], 1),
        SaveAnyway(kept[EditFact]),
        KeepAsIs(kept[EditFact]),
        UseFuller(kept[EditFact]),
    ]


def _forms(held: Stock) -> Sequence[Filled]:
    return [
        (AddFact("figure", held.article), figure_of(held, "sent")),
        (EditFact("summary", held.fact, held.written), {"text": "Sent."}),
    ]


_SAVED = ("fact added", "fact edited", "fact retired", "fact restored", "fact moved")


def saved_contexts(pack: Pack, actions: Sequence[str]) -> list[Context]:
    """What is said once something was done with a fact."""
    return [SavedContext(action, state, pack.facts[0]) for action in actions for state in STATES]


def _contexts(pack: Pack, article: Article) -> Contexts:
    around: list[Context] = [
        FactsContext(card_of(article), kind, state, total, 1, pages)
        for kind in (None, "figure")
        for state in (None, "draft")
        for total, pages in ((0, 1), (1, 1), (9, 3))
    ]
    return {
        **alike("facts", around, "heading", "empty", "footer"),
        ("facts", "item"): [FactContext(record) for record in records(pack)],
        ("facts", "saved"): saved_contexts(pack, _SAVED),
        ("facts", "untranslated"): [UntranslatedContext(("es",)), UntranslatedContext(("es-419", "xx"))],
    }


samples = Samples(
    stock=_stock,
    commands=lambda held: {
        "facts add": [{"kind": "figure"}, {"kind": "person", "article": str(held.second)}],
        "facts edit": [{"fact": str(held.fact)}, {"fact": held.word}],
        "facts list": [{}, {"article": str(held.second), "kind": "figure", "state": "published"}],
    },
    kept=_kept,
    buttons=_buttons,
    forms=_forms,
    opened={
        AddFact: lambda held, who: held.room.ask("facts add", by=who, kind="figure"),
        EditFact: lambda held, who: held.room.ask("facts edit", by=who, fact=f"fact:{held.fact}"),
    },
    hidden=lambda held: [Hidden("facts edit", "fact", held.word)],
    contexts=_contexts,
)
