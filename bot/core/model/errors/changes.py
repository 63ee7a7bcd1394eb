"""What a change of facts, articles or settings can run into, in whichever room."""

from bot.core.model.errors.base import Refusal


class StoreLost(Refusal):
    """The database's file was deleted or replaced: what is written to it now is lost."""


class ModeratorsOnly(Refusal):
    """Only moderators may do this."""


class ManagersOnly(Refusal):
    """Only members with Manage Server may do this."""


class NoSuchFact(Refusal):
    """This server has no fact of that number or text."""


class FactThere(Refusal):
    """The very same fact is there already."""


class EditedMeanwhile(Refusal):
    """Somebody else changed a fact (or an article, then 0) while a form was open."""

    fact_id: int


class NothingToChange(Refusal):
    """What was sent is what stands there already."""


class StateWrong(Refusal):
    """A fact isn't in the state that this needs; ``state`` is the one it is in."""

    state: str


class QuoteStandsNoMore(Refusal):
    """A fact would be published whose quote doesn't stand in its article as it is now."""


class WordStandsNoMore(Refusal):
    """A fact would be published whose speaker or as-of has a word that its article, as it is then, doesn't have."""

    field: str
    word: str


class NoSuchChange(Refusal):
    """The history of this server has no such change."""


class UndoneAlready(Refusal):
    """This change was taken back before."""


class ChangedSince(Refusal):
    """What a change left has been changed again, so that it can't be taken back alone."""


class NothingToUndo(Refusal):
    """A change that can't be taken back at all, such as the first copy of a pack."""


class FormGone(Refusal):
    """What somebody typed or attached was kept for a day, and is gone, or has been sent."""


class ArticlesTooMany(Refusal):
    """A server has as many articles as it may."""

    most: int


class MemberBlocked(Refusal):
    """A member may not suggest facts here."""


class ChannelUnfit(Refusal):
    """A channel that can't be used for what it was chosen for."""


class NoServer(Refusal):
    """The store knows no server of that number."""

    server: int
