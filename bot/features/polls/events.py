"""Closing polls when their time has come. The store is asked every ten seconds, and when the next poll ends."""

import logging
from functools import partial

from bot.core.ui.bot import Bot
from bot.core.ui.lanes import Work
from bot.core.ui.outbox import SENDING, why
from bot.features.polls.model import Poll
from bot.features.polls.posting import go_on
from bot.features.polls.rules import PollRules

log = logging.getLogger(__name__)

PAUSE = 10
"""Seconds until the store is asked again: for polls that couldn't be finished yet, and new ones of any process."""
GIVE_UP = 600
"""So many seconds after a poll was closed its result is given up; whoever presses a button of the poll reads it."""


class PollCloser:
    """Knows when to look next for polls that are due, and which of them wait for their next try."""

    def __init__(self, bot: Bot) -> None:
        self._bot = bot
        self._next = 0
        self._in_hand: set[tuple[int, int]] = set()
        self._again: dict[tuple[int, int], int] = {}

    async def tick(self) -> int:
        """Have the polls closed whose time has come, and finished what a restart left."""
        now = self._bot.desk.now()
        if now < self._next:
            return 0
        due, end = await self._bot.get(PollRules).due()
        self._next = min(now + PAUSE, end or now + PAUSE)
        for poll in due:
            key = poll.server_id, poll.id
            waits = key in self._in_hand or self._again.get(key, now) > now
            if not waits and self._bot.client.get_guild(poll.server_id) is not None:
                self._in_hand.add(key)
                self._bot.lanes.add(
                    ("poll", poll.server_id), Work(partial(self._go_on, poll), partial(self._done, key))
                )
        return 0

    async def _go_on(self, poll: Poll) -> int:
        """Go on with one; where Discord has trouble, have it tried again after a pause that grows, or give it up."""
        now, key = self._bot.desk.now(), (poll.server_id, poll.id)
        self._again.pop(key, None)
        try:
            return await go_on(self._bot, poll)
        except SENDING as error:
            waited = now - (poll.closed_at or now)
            if waited < GIVE_UP:
                self._again[key] = now + max(PAUSE, waited)
                return 0
            log.warning("gave up posting the result of a poll: %s", why(error))
        await self._bot.get(PollRules).finished(poll)
        return 0

    async def _done(self, key: tuple[int, int], _posted: int) -> None:
        self._in_hand.discard(key)
