"""How a server is set up, and what happens to its data when it leaves."""

from __future__ import annotations

from collections.abc import Sequence
from zoneinfo import available_timezones

from bot.core.model.changes import Entry
from bot.core.model.errors.changes import NoServer, NothingToChange
from bot.core.model.people import Who
from bot.core.model.server import ServerSettings
from bot.core.rules.desk import Desk, role_of
from bot.core.store.forms import DAY, Forms
from bot.core.store.servers import Servers
from bot.features.settings.errors import EveryoneRole, ZoneUnknown


def known_zone(wanted: str | None) -> str | None:
    """A time zone as the IANA database writes it; None for none. Raises ZoneUnknown."""
    name = (wanted or "").strip().replace(" ", "_")
    if not name:
        return None
    zones = {zone.casefold(): zone for zone in available_timezones()}
    found = zones.get(name.casefold())
    if found is None:
        near = [zone for folded, zone in sorted(zones.items()) if name.casefold() in folded]
        raise ZoneUnknown(name, tuple(near[:5]))
    return found


class Serving:
    """The settings of servers, and their end."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._servers = Servers(desk.store)
        self._forms = Forms(desk.store)

    async def settings(self, server_id: int, who: Who) -> ServerSettings:
        """How the server is set up, for who may change it. Raises ManagersOnly."""
        await self._desk.require(server_id, who, "manager")
        return await self._desk.settings(server_id)

    async def set_up(
        self,
        server_id: int,
        who: Who,
        *,
        editor_roles: Sequence[int],
        answers_public: bool | None,
        log_channel_id: int | None,
    ) -> Entry:
        """Changes how the server is set up. Raises ManagersOnly, EveryoneRole, NothingToChange."""
        await self._desk.require(server_id, who, "manager")
        if server_id in editor_roles:  # Discord gives the role that everybody has the server's own number
            raise EveryoneRole
        async with self._desk.change(server_id, who, "manager") as change:
            change.set_server(
                await change.server(),
                editor_roles=sorted(set(editor_roles)),
                answers_public=answers_public,
                log_channel_id=log_channel_id,
            )
            if not change.rows:
                raise NothingToChange
            return await change.record(role_of(who), who.id, "setup")

    async def set_up_class(
        self,
        server_id: int,
        who: Who,
        *,
        language: str | None,
        time_zone: str | None,
        count_participation: bool,
        hide_behind_note: bool,
    ) -> Entry:
        """Changes how the class is set up. Raises ManagersOnly, ZoneUnknown, NothingToChange.

        ``language`` is one that the bot speaks; ``time_zone`` a name of the IANA database, in any capitals.
        """
        await self._desk.require(server_id, who, "manager")
        async with self._desk.change(server_id, who, "manager") as change:
            change.set_server(
                await change.server(),
                language=language,
                time_zone=known_zone(time_zone),
                count_participation=count_participation,
                hide_behind_note=hide_behind_note,
            )
            if not change.rows:
                raise NothingToChange
            return await change.record(role_of(who), who.id, "setup")

    async def serve(self, application_id: int, present: Sequence[int]) -> None:
        """Notes which servers the bot is in; those that it no longer is in are erased after a while."""
        await self._servers.serve(application_id, present, self._desk.now())

    async def joined(self, application_id: int, server_id: int) -> None:
        """Notes that the bot is in a server."""
        await self._servers.joined(application_id, server_id)

    async def left(self, application_id: int, server_id: int) -> None:
        """Notes that a server removed the bot."""
        await self._servers.left(application_id, server_id, self._desk.now())

    async def tidy(self, erase_after_days: int) -> list[int]:
        """Drops forms that are older than a day and servers that left long ago. Returns the servers erased."""
        now = self._desk.now()
        await self._forms.drop_old(now)
        then = now - erase_after_days * DAY
        gone = []
        for server_id in await self._servers.left_before(then):
            if await self._servers.erase(server_id, then) is not None:
                gone.append(server_id)
            self._desk.forget(server_id)
        return gone

    async def require_known(self, server_id: int) -> None:
        """For who names a server by its number: raises NoServer where nothing is known of it."""
        if not await self._servers.known(server_id):
            raise NoServer(server_id)

    async def erase(self, server_id: int) -> dict[str, int]:
        """Takes away all that a server has. Returns how many rows of each table. Raises NoServer."""
        counts = await self._servers.erase(server_id)
        self._desk.forget(server_id)
        if counts is None:
            raise NoServer(server_id)
        return counts
