"""TODO."""

from __future__ import annotations

from dataclasses import dataclass

from bot.core.model.errors.base import Refusal


@dataclass(eq=False)
class ModeratorsOnly(Refusal):
    """Only moderators may do this."""


@dataclass(eq=False)
class ManagersOnly(Refusal):
    """Only members with Manage Server may do this."""


@dataclass(eq=False)
class NoSuchFact(Refusal):
    """This server has no fact of that number or text."""


@dataclass(eq=False)
class FactThere(Refusal):
    """The very same fact is there already."""


@dataclass(eq=False)
class EditedMeanwhile(Refusal):
    """Somebody else changed a fact (or an article, then 0) while a form was open."""

    fact_id: int


@dataclass(eq=False)
class NothingToChange(Refusal):
    """What was sent is what stands there already."""


@dataclass(eq=False)
class StateWrong(Refusal):
    """A fact isn't in the state that this needs; ``state`` is the one it is in."""

    state: str


@dataclass(eq=False)
class QuoteStandsNoMore(Refusal):
    """A fact would be published whose quote doesn't stand in its article as it is now."""


@dataclass(eq=False)
class NoSuchChange(Refusal):
    """The history of this server has no such change."""


@dataclass(eq=False)
class UndoneAlready(Refusal):
    """This change was taken back before."""


@dataclass(eq=False)
class ChangedSince(Refusal):
    """What a change left has been changed again, so that it can't be taken back alone."""


@dataclass(eq=False)
class NothingToUndo(Refusal):
    """A change that can't be taken back at all, such as the first copy of a pack."""


@dataclass(eq=False)
class FormGone(Refusal):
    """What somebody typed or attached was kept for a day, and is gone, or has been sent."""


@dataclass(eq=False)
class MemberBlocked(Refusal):
    """A member may not propose facts here."""


@dataclass(eq=False)
class BodyForFile(Refusal):
    """A text that doesn't fit into a form's fields; it goes by file."""

    most: int


@dataclass(eq=False)
class ChannelUnfit(Refusal):
    """A channel that can't be used for what it was chosen for."""


@dataclass(eq=False)
class NoServer(Refusal):
    """The store knows no server of that number."""

    server: int


@dataclass(eq=False)
class DoneUnseen(Refusal):
    """Something was done, and showing it went wrong; the reference stands in the log too."""

    reference: str
