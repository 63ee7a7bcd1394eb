"""What the buttons of moderators and of who proposes do; see ``actions.py``."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from bot.core.model.facts_and_articles import Kind, State
from bot.core.ui.codec import Snowflake

Step = Literal["retire", "restore", "up", "down"]


@dataclass(frozen=True, slots=True)
class ListFacts:
    """Show a page of an article's facts, in any state."""

    article_id: int
    kind: Kind | None
    state: State | None
    page: int


@dataclass(frozen=True, slots=True)
class ChangeFact:
    """Retire, restore or move a fact, and show the page of the list again."""

    step: Step
    fact_id: int
    kind: Kind | None
    state: State | None
    page: int


@dataclass(frozen=True, slots=True)
class AddFactForm:
    """Open the form for a new fact."""

    kind: Kind
    article_id: int


@dataclass(frozen=True, slots=True)
class EditFactForm:
    """Open the form of a fact; ``review`` 1: from the review."""

    fact_id: int
    review: int = 0


@dataclass(frozen=True, slots=True)
class ShowHistory:
    """Show a page of the history: of a fact, or of the server (0). ``fresh`` 1: in a reply of its own."""

    fact_id: int
    page: int
    fresh: int = 0


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
class FromMessage:
    """Open the form of a kind with a message's text."""

    kind: Kind
    form_id: int


@dataclass(frozen=True, slots=True)
class ReviewDraft:
    """Show the draft after this one; ``fresh`` 1: in a reply of its own."""

    after: int
    fresh: int = 0


@dataclass(frozen=True, slots=True)
class ApproveDraft:
    """Publish a draft, and show the next one."""

    fact_id: int


@dataclass(frozen=True, slots=True)
class RejectDraft:
    """Open the form for the reason."""

    fact_id: int


@dataclass(frozen=True, slots=True)
class BlockProposer:
    """Let whoever proposed this fact propose no more."""

    fact_id: int


@dataclass(frozen=True, slots=True)
class UnblockMember:
    """Let a member propose again."""

    member_id: Snowflake


@dataclass(frozen=True, slots=True)
class UnblockProposer:
    """Let whoever was stopped for this proposal propose again."""

    fact_id: int


@dataclass(frozen=True, slots=True)
class ShowMine:
    """Show what the presser proposed, and how it fared."""


@dataclass(frozen=True, slots=True)
class ForgetMe:
    """Remove every link between the presser and what they proposed. ``sure`` 0: ask first."""

    sure: int


@dataclass(frozen=True, slots=True)
class MakeCurrent:
    """Make an article the server's current one."""

    article_id: int


@dataclass(frozen=True, slots=True)
class FollowServer:
    """Take away a channel's own current article."""

    channel_id: Snowflake


@dataclass(frozen=True, slots=True)
class UnarchiveArticle:
    """Bring an article back."""

    article_id: int


@dataclass(frozen=True, slots=True)
class EditArticleForm:
    """Open the form of an article's details."""

    article_id: int


@dataclass(frozen=True, slots=True)
class ConfirmForm:
    """Do what a kept form waits for: a correction or an import that was shown first."""

    form_id: int


@dataclass(frozen=True, slots=True)
class SetupForm:
    """Open the form for how the server is set up."""


@dataclass(frozen=True, slots=True)
class ClassForm:
    """Open the form for how the class is set up."""


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
