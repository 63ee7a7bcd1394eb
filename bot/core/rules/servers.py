"""Servers that come and go, and the end of what they have."""

from collections.abc import Sequence

from bot.core.model.errors.changes import NoServer
from bot.core.rules.desk import Desk
from bot.core.store.forms import DAY
from bot.core.store.servers import Servers


class ServerRules:
    """Which servers the bot serves, and erasing what they have."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._servers = Servers(desk.store)

    async def serve(self, application_id: int, present: Sequence[int]) -> None:
        """Note which servers the bot is in; those that it no longer is in are erased after a while."""
        await self._servers.serve(application_id, present, self._desk.now())

    async def joined(self, application_id: int, server_id: int) -> None:
        """Note that the bot is in a server."""
        await self._servers.joined(application_id, server_id)

    async def left(self, application_id: int, server_id: int) -> None:
        """Note that a server removed the bot."""
        await self._servers.left(application_id, server_id, self._desk.now())

    async def tidy(self, erase_after_days: int) -> list[int]:
        """Drop forms older than a day, servers that left long ago, and all traces. Returns the servers erased."""
        now = self._desk.now()
        await self._desk.forms.drop_old(now)
        then = now - erase_after_days * DAY
        gone = []
        for server_id in await self._servers.left_before(then):
            if await self._servers.erase(server_id, then) is not None:
                gone.append(server_id)
            self._desk.forget(server_id)
        await self._desk.store.rewrite()
        return gone

    async def require_known(self, server_id: int) -> None:
        """For who names a server by its number: raises NoServer where nothing is known of it."""
        if not await self._servers.known(server_id):
            raise NoServer(server_id)

    async def erase(self, server_id: int) -> dict[str, int]:
        """Take away all that a server has. Returns how many rows of each table. Raises NoServer."""
        counts = await self._servers.erase(server_id)
        self._desk.forget(server_id)
        if counts is None:
            raise NoServer(server_id)
        return counts
