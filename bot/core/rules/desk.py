"""What all rules work with: the store, the clock, who may do what, and what is in memory."""

from __future__ import annotations

import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any, Literal, TypeVar

from cachetools import LRUCache

from bot.core.model.errors.changes import ManagersOnly, ModeratorsOnly
from bot.core.model.people import Role, Who
from bot.core.model.server import ServerSettings
from bot.core.packs.reading import Pack
from bot.core.rules.allowance import Allowance
from bot.core.rules.anchors import hold
from bot.core.rules.article_cache import SERVERS, Shelves
from bot.core.rules.hooks import Hooks
from bot.core.rules.long_work import LongWork
from bot.core.rules.room import hold_room
from bot.core.store.change import Change
from bot.core.store.forms import Forms
from bot.core.store.servers import Servers
from bot.core.store.store import Store

Right = Literal["anybody", "moderator", "manager"]
Rules = TypeVar("Rules")
_DEFAULT = ServerSettings()


class Desk:
    """Shared by all rules. ``default`` is the pack that a new server gets a copy of, or None.

    ``now`` tells the time in seconds since 1970.
    """

    def __init__(
        self,
        store: Store,
        default: Pack | None = None,
        now: Callable[[], float] = time.time,
        hooks: Hooks | None = None,
    ) -> None:
        self.store = store
        self.default = default
        self.forms = Forms(store)
        self.hooks = hooks or Hooks()
        self.shelves = Shelves()
        self.long_work = LongWork()
        self.allowance = Allowance(now)
        self.changes: dict[int, int] = {}
        self._now = now
        self._servers = Servers(store)
        self._settings: LRUCache[int, ServerSettings] = LRUCache(SERVERS)
        self._rules: dict[Callable[[Desk], Any], Any] = {}

    def get(self, rules: Callable[[Desk], Rules]) -> Rules:
        """Return the rules of this kind, made at their first use: ``desk.get(PollRules)``."""
        if rules not in self._rules:
            self._rules[rules] = rules(self)
        found: Rules = self._rules[rules]
        return found

    def now(self) -> int:
        """Return the time, in whole seconds since 1970."""
        return int(self._now())

    def forget(self, server_id: int) -> None:
        """Have what the server is answered from read anew: something has changed it."""
        self.changes[server_id] = self.changes.get(server_id, 0) + 1
        self.shelves.forget(server_id)
        self._settings.pop(server_id, None)

    def forget_all(self) -> None:
        """Have everything read anew."""
        for server_id in {*self.changes, *self._settings, *self.shelves.servers}:
            self.forget(server_id)

    def remembered_settings(self, server_id: int) -> ServerSettings | None:
        """Return the class settings, if they are in memory."""
        return self._settings.get(server_id)

    async def settings(self, server_id: int) -> ServerSettings:
        """Return the class settings, from memory or one read."""
        found = self._settings.get(server_id)
        if found is None:
            changes = self.changes.get(server_id)
            found = await self._servers.settings(server_id)
            if found == _DEFAULT:
                found = _DEFAULT  # one for all the servers that chose nothing
            if changes == self.changes.get(server_id):
                self._settings[server_id] = found
        return found

    async def may(self, server_id: int, who: Who, right: Right) -> bool:
        """Tell whether somebody has a right in this server, by what Discord says of them now."""
        if right == "anybody" or who.operator:
            return True
        if right == "manager":
            return who.manages_server
        return who.moderates or bool(who.roles & set((await self.settings(server_id)).editor_roles))

    async def require(self, server_id: int, who: Who, right: Right = "moderator") -> None:
        """Raise ModeratorsOnly or ManagersOnly where somebody lacks a right."""
        if not await self.may(server_id, who, right):
            raise ManagersOnly if right == "manager" else ModeratorsOnly

    @asynccontextmanager
    async def change(self, server_id: int, who: Who, right: Right = "moderator") -> AsyncIterator[Change]:
        """Make a change by somebody who has the right to it, kept as a whole or not at all.

        At its end every fact that it leaves published stands in its article, and there is room for what it adds, or
        nothing of it is kept. Raises ModeratorsOnly, ManagersOnly, QuoteStandsNoMore, WordStandsNoMore, FactsTooMany,
        ArticlesTooMany.
        """
        await self.require(server_id, who, right)
        async with self.store.changing(server_id, self.now()) as change:
            by_role = right == "moderator" and not (who.operator or who.moderates)
            # The roles as they are now, whatever was in memory.
            if by_role and not who.roles & set((await change.server())["editor_roles"]):
                raise ModeratorsOnly
            yield change
            await hold(change)
            await hold_room(change)
            for work in self.hooks.at_change_end:
                await work(change)
        self.forget(server_id)


def role_of(who: Who) -> Role:
    """Tell how the history names somebody with the right to change facts."""
    return "operator" if who.operator else "moderator"
