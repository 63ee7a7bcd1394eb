"""TODO."""

from __future__ import annotations

from dataclasses import dataclass

from bot.core.model.errors.base import Refusal


@dataclass(eq=False)
class ProposalsWait(Refusal):
    """A member has as many open proposals as they may."""

    most: int


@dataclass(eq=False)
class ServerProposalsWait(Refusal):
    """A server has as many open proposals as it may."""


@dataclass(eq=False)
class NoProposer(Refusal):
    """Nobody knows who proposed this fact: it was no proposal, or they asked to be forgotten."""


@dataclass(eq=False)
class MessageEmpty(Refusal):
    """A message without text can't become a fact."""


@dataclass(eq=False)
class MessageOfAnother(Refusal):
    """A student may turn only their own message into a proposal."""
