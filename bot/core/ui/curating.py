"""What the buttons of moderators and of who proposes do; see ``actions.py``."""

from __future__ import annotations

from dataclasses import dataclass

from bot.core.ui.codec import Snowflake
from bot.features.articles.buttons import EditArticleForm, FollowServer, MakeCurrent, UnarchiveArticle
from bot.features.facts.buttons import AddFactForm, ChangeFact, EditFactForm, ListFacts
from bot.features.history.buttons import ShowHistory
from bot.features.privacy.buttons import ForgetMe
from bot.features.settings.buttons import ClassForm, SetupForm
from bot.features.suggestions.buttons import (
    ApproveDraft,
    BlockProposer,
    FromMessage,
    RejectDraft,
    ReviewDraft,
    ShowMine,
    UnblockMember,
    UnblockProposer,
)


@dataclass(frozen=True, slots=True)
class UndoChange:
    """Take a change back, and show the page of the history again; page 0: say that it is done."""

    entry_id: Snowflake
    fact_id: int
    page: int


@dataclass(frozen=True, slots=True)
class ReopenForm:
    """Open a refused form again, with all that was typed."""

    form_id: int


@dataclass(frozen=True, slots=True)
class ChoosePlace:
    """Send a kept form again with a place for its quote."""

    form_id: int
    place: int


@dataclass(frozen=True, slots=True)
class SaveAnyway:
    """Send a kept form again over what somebody else changed meanwhile."""

    form_id: int


@dataclass(frozen=True, slots=True)
class DropForm:
    """Leave it: the kept form goes."""

    form_id: int


@dataclass(frozen=True, slots=True)
class ConfirmForm:
    """Do what a kept form waits for: a correction or an import that was shown first."""

    form_id: int


CuratingAction = (
    ListFacts
    | ChangeFact
    | AddFactForm
    | EditFactForm
    | ShowHistory
    | UndoChange
    | ReopenForm
    | ChoosePlace
    | SaveAnyway
    | DropForm
    | FromMessage
    | ReviewDraft
    | ApproveDraft
    | RejectDraft
    | BlockProposer
    | UnblockMember
    | UnblockProposer
    | ShowMine
    | ForgetMe
    | MakeCurrent
    | FollowServer
    | UnarchiveArticle
    | EditArticleForm
    | ConfirmForm
    | SetupForm
    | ClassForm
)
NAMES: dict[str, type[CuratingAction]] = {
    "facts": ListFacts,
    "fact": ChangeFact,
    "add": AddFactForm,
    "edit": EditFactForm,
    "history": ShowHistory,
    "undo": UndoChange,
    "reopen": ReopenForm,
    "place": ChoosePlace,
    "anyway": SaveAnyway,
    "drop": DropForm,
    "message": FromMessage,
    "review": ReviewDraft,
    "approve": ApproveDraft,
    "reject": RejectDraft,
    "block": BlockProposer,
    "unblock": UnblockMember,
    "lift": UnblockProposer,
    "mine": ShowMine,
    "forget": ForgetMe,
    "current": MakeCurrent,
    "follow": FollowServer,
    "unarchive": UnarchiveArticle,
    "details": EditArticleForm,
    "confirm": ConfirmForm,
    "setup": SetupForm,
    "class": ClassForm,
}
