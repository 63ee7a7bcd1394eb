"""What somebody can run into who opens, leads or closes a discussion."""

from __future__ import annotations

from dataclasses import dataclass

from bot.core.model.errors.base import Refusal


@dataclass(eq=False)
class QuestionUnknown(Refusal):
    """No published question is called that, or it is about another article."""


@dataclass(eq=False)
class NoQuestions(Refusal):
    """An article has no published question."""

    title: str


@dataclass(eq=False)
class AllDiscussed(Refusal):
    """Every published question about an article was posted on this server."""

    title: str
    count: int


@dataclass(eq=False)
class TalkChannelUnfit(Refusal):
    """Neither a text channel nor a forum of this server."""


@dataclass(eq=False)
class BotLacks(Refusal):
    """The bot lacks permissions in a channel; ``permissions`` are keys of the labels under ``permissions``."""

    channel_id: int
    permissions: tuple[str, ...]


@dataclass(eq=False)
class PostRefused(Refusal):
    """Discord did not take what the bot wanted to post in a channel."""

    channel_id: int


@dataclass(eq=False)
class DiscussionUnknown(Refusal):
    """A button speaks of a discussion that this server doesn't have."""


@dataclass(eq=False)
class NextAsked(Refusal):
    """The question after this one was posted already; ``thread_id`` 0: it isn't known where."""

    thread_id: int
