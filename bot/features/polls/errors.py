"""What somebody who makes a poll, votes in it or closes it can run into."""

from bot.core.model.errors.base import Refusal


class PollQuestionEmpty(Refusal):
    """A poll asks nothing."""


class PollQuestionLong(Refusal):
    """A poll's question has more characters than Discord takes."""

    length: int
    most: int


class PollAnswerLong(Refusal):
    """One of a poll's answers has more characters than Discord takes."""

    answer: str
    length: int
    most: int


class PollAnswersCount(Refusal):
    """A poll has too few answers, or more than Discord takes."""

    count: int
    least: int
    most: int


class PollAnswerTwice(Refusal):
    """A poll has one answer twice."""

    answer: str


class PollGone(Refusal):
    """This server has no such poll, or its message was deleted."""


class PollClosed(Refusal):
    """A poll is closed already, or is being closed."""


class PollVoted(Refusal):
    """Somebody voted in this poll already."""


class PollAskedAgain(Refusal):
    """A poll was asked the second time already."""
