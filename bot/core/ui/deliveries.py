"""Doing once what Discord delivers twice.

It delivers an interaction again only within the session that a process has with it, when a connection broke and goes
on. So memory is enough: whoever starts anew gets none of the old ones.
"""

from bot.core.model.deeds import begin
from bot.core.ui.bot import Bot

_SECONDS = 900
"""How long an interaction can be answered at all."""
_MOST = 10_000
"""How many are kept twice: 2 MB. Of more than that in a quarter of an hour, the last ones are known."""


class Deliveries:
    """The interactions of the last quarter of an hour at least, or the last ten thousand."""

    def __init__(self, bot: Bot) -> None:
        self._now = bot.desk.now
        self._since = self._now()
        self._seen: set[int] = set()
        self._before: set[int] = set()

    def take(self, interaction_id: int) -> bool:
        """Begin a request. Returns False for an interaction that came before: it is dropped without a word."""
        if interaction_id in self._seen or interaction_id in self._before:
            return False
        now = self._now()
        if now - self._since >= _SECONDS or len(self._seen) >= _MOST:
            self._since, self._seen, self._before = now, set(), self._seen
        self._seen.add(interaction_id)
        begin()
        return True
