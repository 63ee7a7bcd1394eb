"""Counting how many people post in discussions: where a server wants it, once it is announced there, and never who."""

from __future__ import annotations

import hashlib
import hmac
import secrets

from bot.core.model.people import Who
from bot.core.rules.desk import Desk
from bot.features.participation.errors import CountingOff
from bot.features.participation.model import Counted
from bot.features.participation.queries import Participations


class Participating:
    """The counts of a server's discussions.

    Of who posted, a mark is kept: a hash with a random key that belongs to that discussion alone. Whoever reads the
    database could try every member's number as long as the key is there, so key and marks go together as soon as the
    discussion is closed, the server turns the counting off, or 30 days have passed.
    """

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._counts = Participations(desk.store)

    async def wanted(self, server_id: int) -> bool:
        """Whether the server has the counting turned on."""
        return (await self._desk.settings(server_id)).count_participation

    async def known(self, server_id: int, thread_id: int) -> bool:
        """Whether a discussion is counted, or was: then it was announced there."""
        return await self._counts.find(server_id, thread_id) is not None

    async def begin(self, server_id: int, thread_id: int) -> None:
        """Begins to count in a discussion. Only after it was announced there."""
        if await self.wanted(server_id):
            await self._counts.begin(server_id, thread_id, secrets.token_hex(32), self._desk.now())

    async def count(self, server_id: int, thread_id: int, member_id: int) -> bool:
        """Counts a message of somebody's. Whether it did: not where it was never announced, or where it has ended."""
        if not await self.wanted(server_id):
            return False
        found = await self._counts.find(server_id, thread_id)
        if found is None or found[0] is None:
            return False
        return await self._counts.count(server_id, thread_id, found[0], _mark(found[0], member_id))

    async def latest(self, server_id: int, who: Who, limit: int) -> tuple[list[Counted], int]:
        """The server's discussions with their numbers, the newest first. Raises ModeratorsOnly, CountingOff."""
        await self._desk.require(server_id, who)
        if not await self.wanted(server_id):
            raise CountingOff
        return await self._counts.latest(server_id, limit)

    async def end(self, server_id: int, thread_id: int) -> None:
        """The discussion is closed: only its numbers stay. Of a thread that isn't counted, nothing is written."""
        found = await self._counts.find(server_id, thread_id)
        if found is None or found[0] is None:
            return
        await self._counts.end(server_id, thread_id, self._desk.now())

    async def tidy(self) -> None:
        """Ends what began 30 days ago, and what servers no longer want counted."""
        await self._counts.end_old(self._desk.now())


def _mark(key: str, member_id: int) -> str:
    return hmac.new(bytes.fromhex(key), str(member_id).encode(), hashlib.sha256).hexdigest()
