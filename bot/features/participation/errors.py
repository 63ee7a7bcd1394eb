"""What a moderator can run into who asks how many take part."""

from bot.core.model.errors.base import Refusal


class CountingOff(Refusal):
    """The server doesn't count how many take part."""
