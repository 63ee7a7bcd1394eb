"""What somebody can run into who opens, leads or closes a discussion."""

from bot.core.model.errors.base import Refusal


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
    """Discord did not take what the bot wanted to post in a channel."""

    channel_id: int


class DiscussionUnknown(Refusal):
    """A button speaks of a discussion that this server doesn't have."""


class NextAsked(Refusal):
    """The question after this one was posted already; ``thread_id`` 0: it isn't known where."""

    thread_id: int
