"""TODO."""

from __future__ import annotations

from dataclasses import dataclass

from bot.core.model.changes import FactRecord
from bot.core.templates.contexts import Context
from bot.features.suggestions.model import Proposal


@dataclass(frozen=True)
class MessageContext(Context):
    """For ``message`` of ``form``: the text of a message that is to become a fact."""

    text: str


@dataclass(frozen=True)
class ReviewContext(Context):
    """For ``review``: a draft, how many wait, and the title of its article."""

    record: FactRecord
    total: int
    title: str


@dataclass(frozen=True)
class ProposalContext(Context):
    """For an item of ``proposals``."""

    proposal: Proposal


@dataclass(frozen=True)
class StoppedContext(Context):
    """For somebody who may not propose: a member by number, or else the proposal for which they were stopped."""

    member_id: int | None
    said: str | None
