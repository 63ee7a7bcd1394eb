"""How often people may do what costs: so many at once, and then one more every so many seconds.

For each person and for each server, so that nobody uses up what others wait for. It is kept in memory: after a
restart everybody may begin anew. How much may be there at all is held elsewhere: see ``core/model/bounds.py``.
"""

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from cachetools import LRUCache

from bot.core.model.errors.work import TooOften

Costly = Literal["files", "forms", "searches", "suggestions"]
_KEPT = 20_000


@dataclass(frozen=True)
class Rate:
    """``most`` at once; then one more every ``seconds``."""

    most: int
    seconds: float


PERSON: dict[Costly, Rate] = {
    "files": Rate(20, 180),
    "forms": Rate(60, 10),
    "searches": Rate(60, 0.5),
    "suggestions": Rate(20, 180),
}
SERVER: dict[Costly, Rate] = {
    "files": Rate(60, 60),
    "forms": Rate(600, 1),
    "searches": Rate(600, 0.05),
    "suggestions": Rate(200, 20),
}


class Allowance:
    """What each person and each server may still do. ``now`` tells the time in seconds."""

    def __init__(self, now: Callable[[], float]) -> None:
        self._now = now
        # How much of each was used, and when that was so; it comes back with time.
        self._used: LRUCache[tuple[Costly, int, int | None], tuple[float, float]] = LRUCache(_KEPT)

    def take(self, what: Costly, server_id: int, member_id: int | None) -> None:
        """Use up one of a person's and of their server's. Raises TooOften; whoever has no number is let through."""
        if member_id is None:
            return
        for key, rate in self._both(what, server_id, member_id):
            if (over := self._spent(key, rate) + 1 - rate.most) > 0:
                raise TooOften(what, key[2] is not None, max(1, math.ceil(over * rate.seconds / 60)))
        for key, rate in self._both(what, server_id, member_id):
            self._used[key] = (self._spent(key, rate) + 1, self._now())

    def _both(
        self, what: Costly, server_id: int, member_id: int
    ) -> tuple[tuple[tuple[Costly, int, int | None], Rate], ...]:
        return ((what, server_id, member_id), PERSON[what]), ((what, server_id, None), SERVER[what])

    def _spent(self, key: tuple[Costly, int, int | None], rate: Rate) -> float:
        used, at = self._used.get(key, (0.0, 0.0))
        return max(0.0, used - max(0.0, self._now() - at) / rate.seconds)
