"""What can stand in the way of an answer."""

from bot.core.model.errors.base import Refusal


class AboutTooLong(Refusal):
    """The word to narrow by is longer than a word."""

    most: int


class ShareForbidden(Refusal):
    """The presser may not send messages in this channel."""


class SharedAlready(Refusal):
    """This answer was shared before."""


class OptionElsewhere(Refusal):
    """An option of the command line that belongs to another answer."""

    option: str
    answer: str
