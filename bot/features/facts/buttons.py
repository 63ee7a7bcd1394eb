"""The buttons of facts."""

from typing import Annotated, Literal

from bot.core.model.fact import Kind, State
from bot.core.ui.codec import EMPTY_IS_NONE, Action, Number

Step = Literal["retire", "restore", "up", "down"]


class ListFacts(Action, code="facts"):
    """Show a page of an article's facts; ``kind`` or ``state`` None: of all kinds, in any state."""

    article_id: Number
    kind: Annotated[Kind | None, EMPTY_IS_NONE]
    state: Annotated[State | None, EMPTY_IS_NONE]
    page: Number


class ChangeFact(Action, code="fact"):
    """Retire, restore or move a fact, and show the page of the list again."""

    step: Step
    fact_id: Number
    kind: Annotated[Kind | None, EMPTY_IS_NONE]
    state: Annotated[State | None, EMPTY_IS_NONE]
    page: Number


class AddFactForm(Action, code="add"):
    """Open the form for a new fact."""

    kind: Kind
    article_id: Number


class EditFactForm(Action, code="edit"):
    """Open the form of a fact."""

    fact_id: Number
