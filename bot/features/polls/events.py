"""Closing polls when their time has come. The store is asked every ten seconds, and when the next poll ends."""

import logging

from bot.core.ui.bot import Bot
from bot.features.polls.posting import go_on
from bot.features.polls.rules import PollRules

log = logging.getLogger(__name__)

PAUSE = 10
"""Seconds until the store is asked again: for polls that couldn't be finished yet, and new ones of any process."""


class PollCloser:
    """Knows when to look next for polls that are due."""

    def __init__(self, bot: Bot) -> None:
        self._bot = bot
        self._next = 0

    async def tick(self) -> int:
        """Close the polls whose time has come, and finish what a restart left. Returns how many results it posted."""
        now = self._bot.desk.now()
        if now < self._next:
            return 0
        due, end = await self._bot.get(PollRules).due()
        self._next = min(now + PAUSE, end or now + PAUSE)
        posted = 0
        for poll in due:
            if self._bot.client.get_guild(poll.server_id) is None:
                continue
            try:
                posted += await go_on(self._bot, poll)
            except Exception:
                log.exception("a poll could not be closed")  # it is tried again; the others are closed
        return posted
