"""What a reader can run into."""

from typing import Literal

from bot.core.model.errors.base import Refusal


class ArticleUnknown(Refusal):
    """No article of this server is called that."""

    wanted: str
    titles: tuple[str, ...]


class NoArticle(Refusal):
    """This server has no article yet."""


class ValueUnknown(Refusal):
    """An option holds a value that isn't one of its choices."""

    option: str
    wanted: str
    choices: tuple[str, ...]


class ArticleGone(Refusal):
    """A button speaks of an article that this server no longer has."""


class FactGone(Refusal):
    """A button speaks of a fact that is no longer published."""


class ButtonUnknown(Refusal):
    """A button of a version of the bot that wrote it differently."""


class CommandChanged(Refusal):
    """Discord sent a command in a form that the bot no longer has."""


class ServerOnly(Refusal):
    """Asked outside a server."""


class BotAbsent(Refusal):
    """The bot is no member of the server, which has its commands only; ``invite``: the address that adds it."""

    invite: str


class ServerUnseen(Refusal):
    """Discord has yet to describe the server: after a start, or while it is out."""


class Unexpected(Refusal):
    """A defect or an outage, and nothing was changed; the reference stands in the log too."""

    reference: str


class DoneUnseen(Unexpected):
    """Something was stored, and what came after that went wrong."""


class StoreUnsure(Unexpected):
    """Something was to be stored, and nobody knows whether it is: the connection to the database broke."""


class PostedUnseen(Unexpected):
    """Something was posted, and what came after that went wrong."""


class PostUnsure(Unexpected):
    """Something was sent to be posted, and nobody knows whether it is there."""


WhyRefused = Literal[
    "access", "gone", "archived", "locked", "threads", "edits", "blocked", "kind", "slow", "trouble", "other"
]
"""Why Discord refused something: labels under ``refused``."""


class BotLacks(Refusal):
    """The bot lacks permissions in a channel; ``permissions`` are keys of the labels under ``permissions``."""

    channel_id: int
    permissions: tuple[str, ...]
