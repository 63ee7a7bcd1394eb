"""TODO."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from bot.core.model.fact import Kind, State

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
