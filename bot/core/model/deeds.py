"""What one request has done so far, so that what is said of a failure is true.

A request is answered in a task of its own; whatever stores or posts for it notes that here, wherever it stands.
"""

from contextvars import ContextVar
from dataclasses import dataclass


@dataclass
class Deeds:
    """What was done: how many transactions that changed something, and whether something was posted for the class.

    ``unsure``: it may have been, for Discord's answer was lost. ``unknown``: something may have been stored, for the
    database's was.
    """

    stored: int = 0
    posted: bool = False
    unsure: bool = False
    unknown: bool = False


_DEEDS: ContextVar[Deeds] = ContextVar("deeds")


def begin() -> None:
    """Begin a request: nothing is done yet."""
    _DEEDS.set(Deeds())


def deeds() -> Deeds:
    """Return what the request that is being answered has done; outside of one, something that nobody asks for."""
    return _DEEDS.get(None) or Deeds()
