"""What long work can run into."""

from bot.core.model.errors.base import Refusal


class WorkTooLong(Refusal):
    """What was sent takes longer than its time, in seconds."""

    most: int


class WorkTooBig(Refusal):
    """What was sent takes more memory than there is for it."""


class WorkWaits(Refusal):
    """So much waits for its turn already that nothing more is taken."""


class WorkStopped(Refusal):
    """The bot is ending, so that nothing is begun any more."""


class TooOften(Refusal):
    """Something that costs was done very often, by a person or in a server; it can be done again in so many minutes."""

    what: str
    by_person: bool
    minutes: int
