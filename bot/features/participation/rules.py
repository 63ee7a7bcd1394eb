"""Counting how many people post in discussions: where a server wants it, once it is announced there, and never who."""

import secrets

from bot.core.model.marks import mark
from bot.core.model.people import Who
from bot.core.rules.desk import Desk
from bot.features.participation.errors import CountingOff
from bot.features.participation.model import SETTING, Counted
from bot.features.participation.queries import ParticipationQueries


class ParticipationRules:
    """The counts of a server's discussions.

    Of who posted, a mark is kept: a hash with a random key that belongs to that discussion alone. Whoever reads the
    database could try every member's number as long as the key is there, so key and marks go together as soon as the
    discussion is closed, the server turns the counting off, or 30 days have passed.
    """

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._counts = ParticipationQueries(desk.store)

    async def wanted(self, server_id: int) -> bool:
        """Tell whether the server has the counting turned on."""
        return bool((await self._desk.settings(server_id)).own.get(SETTING, False))

    async def known(self, server_id: int, thread_id: int) -> bool:
        """Tell whether a discussion is counted, or was: then it was announced there."""
        return await self._counts.find(server_id, thread_id) is not None

    async def begin(self, server_id: int, thread_id: int) -> None:
        """Begin to count in a discussion: only after it was announced there."""
        if await self.wanted(server_id):
            await self._counts.begin(server_id, thread_id, secrets.token_hex(32), self._desk.now())

    async def count(self, server_id: int, thread_id: int, member_id: int) -> bool:
        """Count a message of somebody's. Returns whether it did: not where it was never announced, or has ended."""
        if not await self.wanted(server_id):
            return False
        found = await self._counts.find(server_id, thread_id)
        if found is None or found[0] is None:
            return False
        return await self._counts.count(server_id, thread_id, found[0], mark(found[0], member_id))

    async def latest(self, server_id: int, who: Who, limit: int) -> tuple[list[Counted], int]:
        """List the server's discussions with their numbers, the newest first, and count all. Raises CountingOff."""
        await self._desk.require(server_id, who)
        if not await self.wanted(server_id):
            raise CountingOff
        return await self._counts.latest(server_id, limit)

    async def end(self, server_id: int, thread_id: int) -> None:
        """End the counting: only the numbers stay. Of a thread that isn't counted, nothing is written."""
        found = await self._counts.find(server_id, thread_id)
        if found is not None and found[0] is not None:
            await self._counts.end(server_id, thread_id, self._desk.now())

    async def tidy(self) -> None:
        """End what began 30 days ago, and what servers no longer want counted."""
        await self._counts.end_old(self._desk.now())
