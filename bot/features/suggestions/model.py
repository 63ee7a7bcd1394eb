"""A suggestion and how it fared, and somebody who may not suggest."""

from dataclasses import dataclass

from bot.core.model.base import Frozen
from bot.core.model.fact import Content, State


class Suggestion(Frozen):
    """A fact that a student suggested, and how it fared: what was decided, None while it waits, and why."""

    fact_id: int
    content: Content
    state: State
    at: int
    decision: str | None
    reason: str | None


@dataclass(frozen=True)
class Stopped:
    """Somebody who may not suggest: a member by number, or unnamed, with the suggestion for which they were stopped."""

    member_id: int | None
    fact_id: int | None
    content: Content | None
