"""The class settings: who may change them, and what is taken."""

from collections.abc import Callable, Sequence
from typing import Any

from bot.core.model.changes import Entry
from bot.core.model.errors.changes import NothingToChange
from bot.core.model.people import Who
from bot.core.model.server import ServerSettings
from bot.core.rules.desk import Desk, role_of
from bot.core.store.change import Change
from bot.features.settings.errors import EveryoneRole
from bot.features.settings.zone_names import known_zone

CHANGED = "class settings changed"


class SettingRules:
    """What managers do with the class settings of their server."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    async def settings(self, server_id: int, who: Who) -> ServerSettings:
        """Read the class settings, for who may change them. Raises ManagersOnly."""
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
        """Change who edits facts, who sees answers, where changes are logged.

        Raises ManagersOnly, EveryoneRole, NothingToChange.
        """
        await self._desk.require(server_id, who, "manager")
        if server_id in editor_roles:  # Discord gives the role that everybody has the server's own number
            raise EveryoneRole
        roles = sorted(set(editor_roles))
        return await self._set(
            server_id, who, editor_roles=roles, answers_public=answers_public, log_channel_id=log_channel_id
        )

    async def set_up_class(
        self, server_id: int, who: Who, *, language: str | None, time_zone: str | None, hide_behind_note: bool
    ) -> Entry:
        """Change how the class has the bot. Raises ManagersOnly, ZoneUnknown, NothingToChange.

        ``language`` is one that the bot speaks; ``time_zone`` a name of the IANA database, in any capitals.
        """
        await self._desk.require(server_id, who, "manager")
        zone = known_zone(time_zone)
        return await self._set(server_id, who, language=language, time_zone=zone, hide_behind_note=hide_behind_note)

    async def set_own(self, server_id: int, who: Who, name: str, default: Any, value: Any) -> Entry:
        """Change a feature's own setting. Raises ManagersOnly, NothingToChange."""
        return await self._change(server_id, who, lambda change, server: change.set_own(server, name, default, value))

    async def _set(self, server_id: int, who: Who, **columns: Any) -> Entry:
        return await self._change(server_id, who, lambda change, server: change.set_server(server, **columns))

    async def _change(self, server_id: int, who: Who, collect: Callable[[Change, dict[str, Any]], None]) -> Entry:
        async with self._desk.change(server_id, who, "manager") as change:
            collect(change, await change.server())
            if not change.rows:
                raise NothingToChange
            return await change.record(role_of(who), who.id, CHANGED)
