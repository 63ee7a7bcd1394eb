"""What somebody who makes a poll, votes in it or closes it can run into."""

from bot.core.model.errors.base import Refusal
from bot.core.model.errors.reader import WhyRefused


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


class PollRefused(Refusal):
    """Discord refused a poll, so that nothing is there."""

    channel_id: int
    why: WhyRefused


class PollAgainRefused(Refusal):
    """Discord refused the second poll; the first is closed."""

    channel_id: int
    why: WhyRefused


class PollUnsure(Refusal):
    """Discord gave no answer when a poll was posted, so that nobody knows whether it is there."""

    channel_id: int


class PollGone(Refusal):
    """This server has no such poll, or its message was deleted."""


class PollClosed(Refusal):
    """A poll is closed already, or is being closed."""


class PollVoted(Refusal):
    """Somebody voted in this poll already."""


class PollAskedAgain(Refusal):
    """A poll was asked the second time already."""
