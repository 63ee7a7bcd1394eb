"""Examples of the history."""

from __future__ import annotations

from collections.abc import Sequence

from bot.app.features import all_features
from bot.core.model.article import Article
from bot.core.packs.reading import Pack
from bot.core.templates.contexts import Context
from bot.core.ui.actions import UndoChange
from bot.core.ui.codec import Action
from bot.features.history.buttons import ShowHistory
from bot.features.history.contexts import ChangeContext, HistoryContext, UndoneContext
from tests.facts.samples import Facts
from tests.kit.records import CHANGES, ROLES
from tests.kit.samples import Contexts, Kept, Samples, alike
from tests.kit.stock import Stock

NOTHING_NOTED = dict.fromkeys(all_features().noted)
_NOTED = {"facts": 2, "lost": 1, "added": 3, "changed": 1, "retired": 2, "channel": 7, "reason": "x"}


def _buttons(held: Stock, _kept: Kept) -> Sequence[Action]:
    facts = held.get(Facts)
    return [
        ShowHistory(0, 1),
        ShowHistory(held.fact, 1, 1),
        UndoChange(facts.undo, 0, 0),
        UndoChange(facts.undo, facts.retired, 1),
    ]


def _contexts(_pack: Pack, _article: Article) -> Contexts:
    changes: list[Context] = [
        ChangeContext(action, of, role or "bot", member, 1, said, some, NOTHING_NOTED | noted, undone, more, more_end)
        for action in all_features().details
        for of in (None, "fact added")
        for role, member in ROLES[:3]
        for said, some, noted, undone, more, more_end in (
            (None, [], {}, False, "", ""),
            ("x", CHANGES, _NOTED, True, "", ""),
            (None, [], {}, False, "x\n-# y", "z"),
        )
    ]
    around: list[Context] = [HistoryContext(None, 0, 1, 1), HistoryContext("x", 9, 1, 3)]
    return {
        ("history", "undone"): [UndoneContext("x"), UndoneContext(None)],
        ("history", "item"): changes,
        ("history", "log"): changes,
        **alike("history", around, "heading", "empty", "footer"),
    }


samples = Samples(
    commands=lambda held: {"facts history": [{}]},
    buttons=_buttons,
    contexts=_contexts,
)
