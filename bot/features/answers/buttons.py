"""The buttons of answers."""

from typing import Annotated, Literal

from bot.core.ui.codec import Action, Id, letters
from bot.features.answers.model import AnswerChoice

Showing = Literal["private", "shared", "public"]
"""How an answer is shown: privately, privately after it was shared, or to everybody."""
Letter = Annotated[Showing, *letters(p="private", s="shared", o="public")]


class TurnPage(Action, code="page"):
    """Show another page of an answer. Pages count from 1."""

    showing: Letter
    page: Id
    choice: AnswerChoice


class ShareAnswer(Action, code="share"):
    """Post the whole answer for everybody."""

    choice: AnswerChoice


class ShowAnyway(Action, code="show"):
    """Show what stands under a content note: the first page of an answer, to the presser alone."""

    showing: Letter
    choice: AnswerChoice
