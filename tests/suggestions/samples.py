"""Examples of suggestions: two that wait, somebody who may not suggest, and a message that waits for its kind."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import simcord

from bot.core.model.article import Article
from bot.core.model.errors.changes import FormGone
from bot.core.packs.reading import Pack
from bot.core.templates.contexts import Context, CountContext
from bot.core.ui.actions import DropForm
from bot.core.ui.codec import Action
from bot.features.facts.buttons import EditFactForm
from bot.features.suggestions.buttons import (
    ApproveDraft,
    ApproveFuller,
    BlockSuggester,
    EditDraftForm,
    FromMessage,
    RejectDraft,
    ReviewDraft,
    ShowMine,
    UnblockMember,
    UnblockSuggester,
)
from bot.features.suggestions.contexts import (
    ForgotContext,
    MessageContext,
    ReviewContext,
    StoppedContext,
    SuggestionContext,
)
from bot.features.suggestions.errors import MessageOfAnother
from bot.features.suggestions.forms import EditDraft, RejectFact, SuggestFact, UseMessage
from bot.features.suggestions.model import Suggestion
from bot.features.suggestions.rules import SuggestionRules
from tests.articles.samples import Articles
from tests.facts.samples import figure_of, saved_contexts
from tests.kit.classroom import answer_of, labels
from tests.kit.records import STATES, records
from tests.kit.samples import Contexts, Filled, Kept, Samples, alike
from tests.kit.stock import TWICE, Stock


@dataclass(frozen=True)
class Suggestions:
    """Two drafts that a student suggested; ``written``: the change that wrote the second one."""

    one: int
    two: int
    written: int
    blocked: int


async def _stock(held: Stock) -> None:
    rules, blocked = held.desk.get(SuggestionRules), held.room.other.id
    drafts = []
    for counts in ("one", "two"):
        given = {"value": "300", "counts": f"{held.word} {counts}", "quote": TWICE, "place": 1}
        drafts.append((await rules.suggest(held.server, held.student, "figure", held.article, given)).fact)
    await rules.set_blocked(held.server, held.teacher, blocked, True)
    held.put(Suggestions(drafts[0].id, drafts[1].id, drafts[1].written, blocked))


def _kept(held: Stock) -> Sequence[Filled]:
    twice = {"value": "300", "counts": f"{held.word} kept", "quote": TWICE}
    return [
        (SuggestFact("figure", held.article), twice),
        (UseMessage(held.article), {"text": f"{held.word} said.", "quote": "", "own": True}),
    ]


def _buttons(held: Stock, kept: Kept) -> Sequence[Action]:
    own = held.get(Suggestions)
    return [
        DropForm(kept[SuggestFact]),
        EditFactForm(own.one),
        FromMessage("person", kept[UseMessage]),
        ReviewDraft(0),
        ReviewDraft(held.get(Articles).lost, 1),
        ApproveDraft(own.one),
        EditDraftForm(own.two),
        RejectDraft(own.two),
        BlockSuggester(own.two),
        ApproveFuller(own.two),
        UnblockMember(own.blocked),
        UnblockSuggester(own.one),
        ShowMine(),
    ]


def _forms(held: Stock) -> Sequence[Filled]:
    own = held.get(Suggestions)
    return [
        (SuggestFact("figure", held.article), figure_of(held, "suggested")),
        (EditDraft("figure", own.two, own.written), {"counts": "edited"}),
        (RejectFact(own.one), {"reason": "No."}),
        (UseMessage(held.article), {"text": "Sent."}),
    ]


async def _review(held: Stock, who: simcord.MemberActor, label: str) -> simcord.InteractionResult:
    """Opens a form from the review of a student's suggestion; what lost its quote is retired at once."""
    review = await held.room.told("facts review", by=who)
    while "Reject" not in labels(review):
        review = answer_of(await held.room.press(review, "Next one", by=who))
    return await held.room.press(review, label, by=who)


_SAVED = ("fact suggested", "suggestion approved", "suggestion rejected")


def _contexts(pack: Pack, _article: Article) -> Contexts:
    suggestions = [
        Suggestion(fact_id=1, content=pack.facts[0], state=state, at=1, decision=decision, reason=reason)
        for state in STATES
        for decision in (None, "approved", "rejected", "withdrawn")
        for reason in (None, "x")
    ]
    counts: list[Context] = [CountContext(count) for count in (0, 1, 11)]
    messages: list[Context] = [MessageContext("x")]
    drafts: list[Context] = [
        ReviewContext(record, total, "x", lacks) for record in records(pack) for total, lacks in ((1, "y"), (2, None))
    ]
    lacking: list[Context] = [ReviewContext(record, 1, "x", "y") for record in records(pack)]
    counted = ("heading", "empty", "footer", "blocked", "more_blocked", "block_done")
    return {
        ("facts", "saved"): saved_contexts(pack, _SAVED),
        ("suggestions", "item"): [SuggestionContext(suggestion) for suggestion in suggestions],
        ("suggestions", "member"): [StoppedContext(1, None), StoppedContext(None, "x"), StoppedContext(None, None)],
        ("suggestions", "message"): messages,
        ("suggestions", "message_help"): messages,
        **alike("suggestions", counts, *counted),
        **alike("suggestions", drafts, "review_heading", "review_item", "review_lost"),
        ("suggestions", "review_lacks"): lacking,
        ("suggestions", "forgot"): [ForgotContext(count, blocked) for count in (0, 1, 2) for blocked in (True, False)],
        ("suggestions", "review_empty"): [None],
    }


WAITS = "a suggestion waits for a moderator"
samples = Samples(
    stock=_stock,
    commands=lambda held: {
        "suggest": [{"kind": "figure"}, {"kind": "person", "article": str(held.second)}],
        "facts review": [{}],
        "facts block": [{}, {"member": held.room.student}],
    },
    menus={"Use as a fact": MessageOfAnother()},
    kept=_kept,
    buttons=_buttons,
    forms=_forms,
    opened={
        EditDraft: lambda held, who: _review(held, who, "Edit"),
        RejectFact: lambda held, who: _review(held, who, "Reject"),
    },
    open={
        "suggest": WAITS,
        SuggestFact: WAITS,
        ShowMine: "one's own suggestions",
        FromMessage: "one's own message becomes a suggestion",
    },
    refusals={UseMessage: FormGone()},  # nobody fills it in: what comes under its name was made up
    contexts=_contexts,
)
