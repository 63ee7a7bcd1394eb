"""For each block of the templates for moderators and proposers: every form of what it may be given."""

from __future__ import annotations

from typing import Any

from bot.core.model.article import Article, ArticleCard
from bot.core.model.changes import ACTIONS, FactRecord, FactRow
from bot.core.model.fact import State
from bot.core.model.people import Role
from bot.core.packs.reading import Pack
from bot.core.templates.contexts import (
    ConflictContext,
    CountContext,
    Excerpt,
    FieldChange,
    PlaceContext,
    RefusedContext,
)
from bot.features.articles.contexts import (
    CorrectionContext,
    ImportContext,
    ManagedContext,
    ProblemsContext,
    SaidLineContext,
)
from bot.features.facts.contexts import FactContext, FactsContext, SavedContext, UntranslatedContext
from bot.features.history.contexts import ChangeContext, HistoryContext, UndoneContext
from bot.features.history.panels import DETAILS as DETAIL_NAMES
from bot.features.privacy.contexts import ForgotContext
from bot.features.settings.contexts import SetupContext
from bot.features.suggestions.contexts import MessageContext, ProposalContext, ReviewContext, StoppedContext
from bot.features.suggestions.model import Proposal
from tests.poll_samples import poll_contexts

STATES: tuple[State, ...] = ("draft", "published", "retired")
ROLES: tuple[tuple[Role | None, int | None], ...] = (
    ("moderator", 1),
    ("moderator", None),
    ("student", None),
    (None, None),
)
CHANGES = [FieldChange("text", None, "x"), FieldChange("quote", "x", None)] * 4
DETAILS: dict[str, Any] = dict.fromkeys(DETAIL_NAMES)
FULL = {"facts": 2, "lost": 1, "added": 3, "changed": 1, "retired": 2, "channel": 7, "reason": "x"}
WARM_UP = {"weekday": "monday", "minute": 510, "channel": 7, "due": 9}
MISSED = [WARM_UP | more for more in ({}, {"why": "late", "missed": 3}, {"why": "rights", "needs": ["send_messages"]})]
FACT_ACTIONS = (
    "fact added",
    "fact edited",
    "fact retired",
    "fact restored",
    "fact moved",
    "fact proposed",
    "proposal approved",
    "proposal rejected",
)
ARTICLE_ACTIONS = (
    "article added",
    "article edited",
    "article corrected",
    "article archived",
    "article unarchived",
    "article imported",
    "current article",
    "exported",
)


def records(pack: Pack) -> list[FactRecord]:
    """Every fact of a pack in every state, changed by everybody there is."""
    return [
        FactRecord(
            fact=FactRow(id=1, article_id=1, state=state, position=0, content=content, changed=1, written=1),
            at=None if role is None else 1,
            role=role,
            member_id=member,
            proposed=state == "draft",
        )
        for content in pack.facts
        for state in STATES
        for role, member in ROLES
    ]


def curate_contexts(pack: Pack, article: Article, card: ArticleCard) -> dict[tuple[str, str], list[Any]]:
    """For each block of each of these templates, what it may be given."""
    every = records(pack)
    shown: dict[tuple[str, str], list[Any]] = {}
    around = [
        FactsContext(card, kind, state, total, 1, pages)
        for kind in (None, "figure")
        for state in (None, "draft")
        for total, pages in ((0, 1), (1, 1), (9, 3))
    ]
    for block in ("heading", "empty", "footer"):
        shown["facts", block] = around
    shown["facts", "item"] = [FactContext(record) for record in every]
    shown["facts", "saved"] = [
        SavedContext(action, state, pack.facts[0]) for action in FACT_ACTIONS for state in STATES
    ]
    shown["levels", "hidden"] = [CountContext(0)]
    shown["levels", "untranslated"] = [UntranslatedContext(("es",)), UntranslatedContext(("es-419", "xx"))]
    shown["facts", "undone"] = [UndoneContext("x"), UndoneContext(None)]
    excerpts = (Excerpt(1, True, "a ", "b", " c", True, False), Excerpt(2, False, "", "b", "", False, True))
    shown["form", "place"] = shown["form", "nearest"] = [PlaceContext(excerpt, 1) for excerpt in excerpts]
    shown["form", "refused"] = [RefusedContext("x.")]
    shown["form", "message"] = shown["form", "message_help"] = [MessageContext("x")]
    shown["form", "kept"] = shown["form", "dropped"] = [CountContext(0)]
    shown["form", "conflict"] = [
        ConflictContext(record, changes) for record in (None, *every[:4]) for changes in ([], CHANGES)
    ]
    changes = [
        ChangeContext(action, of, role or "bot", member, 1, text, some, detail, undone)
        for action in ACTIONS
        for of in (None, "fact added")
        for role, member in ROLES[:3]
        for text, some, detail, undone in (
            (None, [], DETAILS, False),
            ("x", CHANGES, DETAILS | FULL, True),
            *((None, [], DETAILS | missed, False) for missed in MISSED),
        )
    ]
    shown["history", "item"] = shown["history", "log"] = changes
    for block in ("heading", "empty", "footer"):
        shown["history", block] = [HistoryContext(None, 0, 1, 1), HistoryContext("x", 9, 1, 3)]
    for block in ("heading", "item", "lost", "empty"):
        shown["review", block] = [ReviewContext(record, total, "x") for record in every for total in (1, 2)]
    proposals = [
        Proposal(fact_id=1, content=pack.facts[0], state=state, at=1, decision=decision, reason=reason)
        for state in STATES
        for decision in (None, "approved", "rejected", "withdrawn")
        for reason in (None, "x")
    ]
    shown["proposals", "item"] = [ProposalContext(proposal) for proposal in proposals]
    for block in ("heading", "empty", "footer", "blocked", "more_blocked", "block_done"):
        shown["proposals", block] = [CountContext(count) for count in (0, 1, 11)]
    shown["proposals", "sure"] = [CountContext(0)]
    shown["proposals", "forgot"] = [ForgotContext(a, b, c) for a in (0, 1) for b in (0, 2) for c in (True, False)]
    shown["proposals", "member"] = [StoppedContext(1, None), StoppedContext(None, "x"), StoppedContext(None, None)]
    shown["manage", "done"] = [
        ManagedContext(action, article, 2, 1, current, channel)
        for action in ARTICLE_ACTIONS
        for current in (True, False)
        for channel in (None, 1)
    ]
    shown["manage", "correction"] = [
        CorrectionContext("x", lost, remarks, some)
        for lost in (0, 1, 2)
        for remarks in ((), (1, 2))
        for some in ([], CHANGES)
    ]
    shown["manage", "import"] = [
        ImportContext("x", new, details, body, 1, 2, 3, 4, 5, body)
        for new in (True, False)
        for details in ((), ("title", "content_note"))
        for body in (True, False)
    ]
    shown["manage", "line"] = [SaidLineContext(content, "+") for content in pack.facts]
    shown["manage", "problems"] = [ProblemsContext(["x"], more) for more in (0, 2)]
    for block in ("correction_note", "nothing", "channels"):
        shown["manage", block] = [CountContext(0)]
    for block in ("lost", "more", "channel", "followed"):
        shown["manage", block] = [CountContext(1), CountContext(2)]
    for block in ("setup", "class", "checks", "saved"):
        shown["setup", block] = [
            SetupContext(roles, answers, channel, roles, missing, gone, "en", zone, gone, gone)
            for roles in ((), (1,), (1, 2))
            for answers in ("operator", "private", "public")
            for zone in (None, "Europe/Madrid")
            for channel, missing, gone in ((None, (), False), (1, ("x", "y"), False), (1, (), True))
        ]
    return shown | poll_contexts()
