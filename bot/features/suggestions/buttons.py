"""TODO."""

from __future__ import annotations

from dataclasses import dataclass

from bot.core.model.fact import Kind
from bot.core.ui.codec import Snowflake


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
