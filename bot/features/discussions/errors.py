"""What somebody can run into who opens, leads or closes a discussion."""

from bot.core.model.errors.base import Refusal
from bot.core.model.errors.reader import WhyRefused


class QuestionUnknown(Refusal):
    """No published question is called that, or it is about another article."""


class NoQuestions(Refusal):
    """An article has no published question."""

    title: str


class AllDiscussed(Refusal):
    """Every published question about an article was posted on this server."""

    title: str
    count: int


class TalkChannelUnfit(Refusal):
    """Neither a text channel nor a forum of this server."""


class PostRefused(Refusal):
    """Discord did not take a question in a channel, so that nothing is there."""

    channel_id: int
    why: WhyRefused


class DiscussionUnsure(Refusal):
    """Discord gave no answer, so that nobody knows whether all of a question is in a channel or thread."""

    channel_id: int


class ThreadRefused(Refusal):
    """Discord opened no thread for a question; ``stays``: the question could not be taken down again."""

    channel_id: int
    why: WhyRefused
    stays: bool


class PromptRefused(Refusal):
    """Discord did not take the prompt in a discussion's thread."""

    thread_id: int
    why: WhyRefused


class DiscussionUnknown(Refusal):
    """A button speaks of a discussion that this server doesn't have."""


class NextAsked(Refusal):
    """The question after this one was posted already; ``thread_id`` 0: it isn't known where."""

    thread_id: int
