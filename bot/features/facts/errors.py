"""What a moderator who moves a fact can run into."""

from bot.core.model.errors.base import Refusal


class AtTheEnd(Refusal):
    """A fact can't move further that way."""

    up: bool
