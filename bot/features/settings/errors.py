"""What can stand in the way of the class settings."""

from bot.core.model.errors.base import Refusal


class EveryoneRole(Refusal):
    """The role that everybody has can't edit facts."""


class ZoneUnknown(Refusal):
    """No time zone of that name; ``near``: some whose name has it in it."""

    wanted: str
    near: tuple[str, ...]


class EraseUnsure(Refusal):
    """Nobody said that erasing is meant."""
