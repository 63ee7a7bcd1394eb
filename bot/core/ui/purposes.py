"""What a form is for, as it stands in its ``custom_id``, so that one that was open over a restart still arrives.

``kept`` is the number of the stored form whose texts it shows, None for a new one.
"""

from __future__ import annotations

from dataclasses import dataclass

from bot.core.model.fact import Kind
from bot.core.ui.codec import Kept, Snowflake, from_text, to_text
from bot.features.wonder.buttons import WonderStep

FORM_PREFIX = "tf:"


@dataclass(frozen=True, slots=True)
class AddFact:
    """A new fact, by a moderator."""

    kind: Kind
    article_id: int
    kept: Kept = None


@dataclass(frozen=True, slots=True)
class SuggestFact:
    """A new fact, proposed by a student."""

    kind: Kind
    article_id: int
    kept: Kept = None


@dataclass(frozen=True, slots=True)
class EditFact:
    """A change of a fact. ``base``: the change that had written it when the form showed it.

    ``review`` 1: from the review, which goes on with the next draft.
    """

    kind: Kind
    fact_id: int
    base: Snowflake
    review: int = 0
    kept: Kept = None


@dataclass(frozen=True, slots=True)
class RejectFact:
    """Why a draft is rejected."""

    fact_id: int
    kept: Kept = None


@dataclass(frozen=True, slots=True)
class AddArticle:
    """A new article, pasted."""

    kept: Kept = None


@dataclass(frozen=True, slots=True)
class EditArticle:
    """An article's details. ``base``: the mark of those that the form showed."""

    article_id: int
    base: Snowflake
    kept: Kept = None


@dataclass(frozen=True, slots=True)
class CorrectArticle:
    """An article's text. ``base``: the mark of the text that the form showed."""

    article_id: int
    base: Snowflake
    kept: Kept = None


@dataclass(frozen=True, slots=True)
class ImportPack:
    """A pack that waits for a yes; it is no form that anybody fills in."""

    kept: Kept = None


@dataclass(frozen=True, slots=True)
class UseMessage:
    """A message's text that waits for its kind of fact."""

    article_id: int
    kept: Kept = None


@dataclass(frozen=True, slots=True)
class ChangeSetup:
    """How the server is set up."""

    kept: Kept = None


@dataclass(frozen=True, slots=True)
class ChangeClass:
    """How the class is set up: language, time zone, counting, content notes."""

    kept: Kept = None


@dataclass(frozen=True, slots=True)
class WriteQuestions:
    """A student's own questions, as a list. ``paragraph`` 0: about the whole article; ``step``: what is shown next."""

    article_id: int
    paragraph: int
    step: WonderStep
    kept: Kept = None


@dataclass(frozen=True, slots=True)
class SendQuestions:
    """The words of the article that a student's chosen questions come from."""

    kept: Kept = None


Purpose = (
    AddFact
    | SuggestFact
    | EditFact
    | RejectFact
    | AddArticle
    | EditArticle
    | CorrectArticle
    | ImportPack
    | UseMessage
    | ChangeSetup
    | ChangeClass
    | WriteQuestions
    | SendQuestions
)
_NAMES: dict[str, type[Purpose]] = {
    "add": AddFact,
    "suggest": SuggestFact,
    "edit": EditFact,
    "reject": RejectFact,
    "article": AddArticle,
    "details": EditArticle,
    "correct": CorrectArticle,
    "import": ImportPack,
    "message": UseMessage,
    "setup": ChangeSetup,
    "class": ChangeClass,
    "wonder": WriteQuestions,
    "words": SendQuestions,
}
_CODES = {kind: name for name, kind in _NAMES.items()}


def purpose_text(purpose: Purpose) -> str:
    """The purpose as text, as it is stored and as it stands in a form's ``custom_id``."""
    return to_text(_CODES[type(purpose)], purpose)


def read_purpose(text: str) -> Purpose | None:
    """The purpose of a text; None where this version doesn't know it."""
    try:
        found: Purpose = from_text(text, _NAMES)
    except (ValueError, KeyError):
        return None
    return found
