"""TODO."""

from __future__ import annotations

from bot.core.model.base import Frozen
from bot.core.model.fact import Content, State


class Proposal(Frozen):
    """A fact that a student proposed, and how it fared: what was decided, None while it waits, and why."""

    fact_id: int
    content: Content
    state: State
    at: int
    decision: str | None
    reason: str | None
