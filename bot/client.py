"""The Discord client: what happens at start, on joining a server, on a press, and at the end."""

from __future__ import annotations

import asyncio
import logging
import sys
from typing import Any

import discord

from .commands.presses import press
from .commands.replies import Replies
from .commands.texts import LabelTranslator
from .commands.tree import Tree, answer_error
from .ui.actions import Action
from .ui.buttons import ActionButton

log = logging.getLogger(__name__)

_COMMANDS_NOTE = "commands"
# How discord.py names the tasks that commands and presses run in.
_WORK = ("CommandTree-invoker", "discord-ui-", "discord.py: on_guild_join")


class TalkingPoints(discord.AutoShardedClient):
    """The bot. ``always_sync``: register the commands even where Discord should have them already."""

    def __init__(self, replies: Replies, *, always_sync: bool = False, **options: Any) -> None:
        super().__init__(
            # No privileged intent: the bot reads no messages and keeps no list of members.
            intents=discord.Intents(guilds=True),
            max_messages=None,
            member_cache_flags=discord.MemberCacheFlags.none(),
            chunk_guilds_at_startup=False,
            allowed_mentions=discord.AllowedMentions.none(),
            **options,
        )
        self.replies = replies
        self.tree = Tree(self, replies)
        self._always_sync = always_sync

    async def setup_hook(self) -> None:
        """After the token was accepted and before anything is received: the store, the buttons, the commands."""
        await self.replies.library.store.open()
        self.add_dynamic_items(ActionButton)
        await self.tree.set_translator(LabelTranslator(self.replies.prompts))
        await self._sync()

    async def _sync(self) -> None:
        store = self.replies.library.store
        # With the application's id: another bot on the same database has yet to be told its commands.
        current = f"{self.application_id} {await self.tree.payload_hash()}"
        if not self._always_sync and await store.note(_COMMANDS_NOTE) == current:
            return
        await self.tree.sync()
        await store.set_note(_COMMANDS_NOTE, current)
        log.info("registered %s commands", len(self.tree.get_commands()))

    async def on_ready(self) -> None:
        """Says so in the log. Discord sends this again after an outage."""
        log.info("ready: serving %s servers", len(self.guilds))

    async def on_guild_join(self, guild: discord.Guild) -> None:
        """Gives a new server its copy of the default pack."""
        await self.replies.library.welcome(guild.id)

    async def on_error(self, event_method: str, /, *args: Any, **kwargs: Any) -> None:
        """Logs what an event raised; nobody is waiting for an answer."""
        log.error("%s failed", event_method, exc_info=sys.exc_info())

    async def press(self, interaction: discord.Interaction[Any], action: Action | None) -> None:
        """Does what a button asks for. discord.py would drop what is raised here, so all of it is answered."""
        try:
            await press(self.replies, interaction, action)
        except Exception as error:  # noqa: BLE001 - answered and logged, whatever it is
            await answer_error(self.replies, interaction, error)

    async def finish(self, seconds: float = 3.0) -> None:
        """Ends the bot: the work in hand is finished first, for that long at most."""
        clock = asyncio.get_running_loop()
        end = clock.time() + seconds
        while (work := _work()) and (left := end - clock.time()) > 0:
            await asyncio.wait(work, timeout=left)
        if work:
            log.warning("gave up %s answers that were not taken in time", len(work))
            for task in work:
                task.cancel()
            await asyncio.gather(*work, return_exceptions=True)
        await self.close()
        await self.replies.library.store.close()


def _work() -> list[asyncio.Task[object]]:
    """The commands and presses that are being answered."""
    return [task for task in asyncio.all_tasks() if task.get_name().startswith(_WORK)]
