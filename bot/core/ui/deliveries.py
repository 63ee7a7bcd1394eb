"""Doing once what Discord delivers twice.

It delivers an interaction again only within the session that a process has with it, when a connection broke and goes
on. So memory is enough: whoever starts anew gets none of the old ones.
"""

from cachetools import TTLCache

from bot.core.model.deeds import begin
from bot.core.ui.bot import Bot

_SECONDS = 900
"""How long an interaction can be answered at all."""
_MOST = 50_000


class Deliveries:
    """The interactions of the last quarter of an hour."""

    def __init__(self, bot: Bot) -> None:
        self._seen: TTLCache[int, bool] = TTLCache(_MOST, _SECONDS, timer=bot.desk.now)

    def take(self, interaction_id: int) -> bool:
        """Begin a request. Returns False for an interaction that came before: it is dropped without a word."""
        if interaction_id in self._seen:
            return False
        self._seen[interaction_id] = True
        begin()
        return True
