"""What somebody who makes a poll, votes in it or closes it can run into."""

from __future__ import annotations

from dataclasses import dataclass

from bot.core.model.errors.base import Refusal


@dataclass(eq=False)
class PollQuestionEmpty(Refusal):
    """A poll asks nothing."""


@dataclass(eq=False)
class PollQuestionLong(Refusal):
    """A poll's question has more characters than Discord takes."""

    length: int
    most: int


@dataclass(eq=False)
class PollAnswerLong(Refusal):
    """One of a poll's answers has more characters than Discord takes."""

    answer: str
    length: int
    most: int


@dataclass(eq=False)
class PollAnswersCount(Refusal):
    """A poll has too few answers, or more than Discord takes."""

    count: int
    least: int
    most: int


@dataclass(eq=False)
class PollAnswerTwice(Refusal):
    """A poll has one answer twice."""

    answer: str


@dataclass(eq=False)
class PollGone(Refusal):
    """This server has no such poll, or its message was deleted."""


@dataclass(eq=False)
class PollClosed(Refusal):
    """A poll is closed already, or is being closed."""


@dataclass(eq=False)
class PollVoted(Refusal):
    """Somebody voted in this poll already."""


@dataclass(eq=False)
class PollAskedAgain(Refusal):
    """A poll was asked the second time already."""


@dataclass(eq=False)
class PollNeeds(Refusal):
    """The bot lacks permissions in the channel, named as Discord names them."""

    permissions: tuple[str, ...]
