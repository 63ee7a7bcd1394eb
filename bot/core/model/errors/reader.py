"""What a reader can run into."""

from __future__ import annotations

from dataclasses import dataclass

from bot.core.model.errors.base import Refusal


@dataclass(eq=False)
class ArticleUnknown(Refusal):
    """No article of this server is called that."""

    wanted: str
    titles: tuple[str, ...]


@dataclass(eq=False)
class NoArticle(Refusal):
    """This server has no article yet."""


@dataclass(eq=False)
class ValueUnknown(Refusal):
    """An option holds a value that isn't one of its choices."""

    option: str
    wanted: str
    choices: tuple[str, ...]


@dataclass(eq=False)
class AboutTooLong(Refusal):
    """The word to narrow by is longer than a word."""

    most: int


@dataclass(eq=False)
class ArticleGone(Refusal):
    """A button speaks of an article that this server no longer has."""


@dataclass(eq=False)
class FactGone(Refusal):
    """A button speaks of a fact that is no longer published."""


@dataclass(eq=False)
class ButtonUnknown(Refusal):
    """A button of a version of the bot that wrote it differently."""


@dataclass(eq=False)
class CommandChanged(Refusal):
    """Discord sent a command in a form that the bot no longer has."""


@dataclass(eq=False)
class ShareForbidden(Refusal):
    """The presser may not send messages in this channel."""


@dataclass(eq=False)
class SharedAlready(Refusal):
    """This answer was shared before."""


@dataclass(eq=False)
class ServerOnly(Refusal):
    """Asked outside a server."""


@dataclass(eq=False)
class Unexpected(Refusal):
    """A defect or an outage; the reference stands in the log too."""

    reference: str
