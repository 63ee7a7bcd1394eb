"""The Discord client: what happens at start, on joining a server, on a press, and at the end."""

from __future__ import annotations

import asyncio
import logging
import sys
from collections import deque
from functools import partial
from typing import Any

import discord
from discord.ext import tasks

from bot.app.presses import press
from bot.app.tree import Tree, answer_error
from bot.core.model.changes import Entry
from bot.core.ui.actions import Action
from bot.core.ui.buttons import ActionButton
from bot.core.ui.labels import LabelTranslator
from bot.core.ui.request import Replies
from bot.core.ui.submissions import is_form, submit
from bot.features.history.posting import post_change
from bot.features.participation.commands import announce, close_thread, count_message
from bot.features.polls.posting import close_due_polls
from bot.features.weekly_questions.events import TASK, WarmUpDriver

log = logging.getLogger(__name__)

_COMMANDS_NOTE = "commands"
_POSTING = "posting changes"
_DUE = "doing what is due"
# How discord.py names the tasks that commands and presses run in.
_WORK = (
    "CommandTree-invoker",
    "discord-ui-",
    "discord.py: on_guild_join",
    "discord.py: on_interaction",
    "discord.py: on_message",
    _POSTING,
    _DUE,
    TASK,
)


class TalkingPoints(discord.AutoShardedClient):
    """The bot. ``always_sync``: register the commands even where Discord should have them already.

    ``erase_after_days``: how long what a server has is kept after it removed the bot.
    """

    def __init__(
        self, replies: Replies, *, always_sync: bool = False, erase_after_days: int = 30, **options: Any
    ) -> None:
        super().__init__(
            # No privileged intent: the bot keeps no list of members, and messages come without their text; they are
            # counted in discussions where a server wants that.
            intents=discord.Intents(guilds=True, guild_messages=True),
            max_messages=None,
            member_cache_flags=discord.MemberCacheFlags.none(),
            chunk_guilds_at_startup=False,
            allowed_mentions=discord.AllowedMentions.none(),
            **options,
        )
        self.replies = replies
        self.tree = Tree(self, replies)
        self._always_sync = always_sync
        self._erase_after_days = erase_after_days
        self._troubled = False
        self._to_post: deque[Entry] = deque()
        self._posting: asyncio.Task[int] | None = None
        self._doing: asyncio.Task[int] | None = None
        self._warm_ups = WarmUpDriver(self, replies)

    async def setup_hook(self) -> None:
        """After the token was accepted and before anything is received: the store, the buttons, the commands."""
        await self.replies.library.store.open()
        self.add_dynamic_items(ActionButton)
        await self.tree.set_translator(LabelTranslator(self.replies.prompts))
        await self._sync()
        self.watch.start()
        self.tidy.start()

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
        await self._notice_absences()

    async def on_guild_join(self, guild: discord.Guild) -> None:
        """Gives a new server its copy of the default pack."""
        await self.replies.library.welcome(guild.id)
        await self.replies.library.servers.joined(self.application_id or 0, guild.id)

    async def on_guild_remove(self, guild: discord.Guild) -> None:
        """Notes when a server removed the bot: what it has is erased after a while."""
        await self.replies.library.servers.left(self.application_id or 0, guild.id)

    async def on_message(self, message: discord.Message) -> None:
        """Counts it, where it stands in a discussion that is counted."""
        await count_message(self, self.replies, message)

    async def on_thread_create(self, thread: discord.Thread) -> None:
        """Says in a new discussion that it is counted, where it is."""
        await announce(self, self.replies, thread)

    async def on_raw_thread_update(self, payload: discord.RawThreadUpdateEvent) -> None:
        """Ends the counting in a thread that was locked."""
        if payload.data.get("thread_metadata", {}).get("locked"):
            await close_thread(self.replies, payload.guild_id, payload.thread_id)

    async def on_raw_thread_delete(self, payload: discord.RawThreadDeleteEvent) -> None:
        """Ends the counting in a thread that is gone."""
        await close_thread(self.replies, payload.guild_id, payload.thread_id)

    @tasks.loop(seconds=1)
    async def watch(self) -> None:
        """Notices what other processes changed, posts changes to log channels, and does what the clock asks for."""
        try:
            await self.look()
            self._start_due()
        except Exception:
            # A loop that raises would stop for good. Logged once, however long the database is away.
            if not self._troubled:
                log.exception("looking for what is due failed")
            self._troubled = True
        else:
            self._troubled = False

    async def look(self) -> None:
        """Notices what was changed. What is to be posted of it waits for ``post``, which Discord may slow down."""
        self._to_post.extend(await self.replies.library.news.look())
        if self._to_post and (self._posting is None or self._posting.done()):
            self._posting = asyncio.create_task(self.post(), name=_POSTING)

    async def post(self) -> int:
        """Posts what waits to be posted, each once. Returns how many messages that were."""
        posted = 0
        while self._to_post:
            entry = self._to_post.popleft()
            try:
                posted += await post_change(self, self.replies, entry)
                if posted or not self._to_post:
                    await self.replies.library.news.done(entry)
            except Exception:
                log.exception("a change could not be posted to a log channel")  # the others are
        return posted

    def _start_due(self) -> None:
        if self._doing is None or self._doing.done():
            self._doing = asyncio.create_task(self.due(), name=_DUE)

    async def due(self) -> int:
        """Does what the clock asks for, each whatever becomes of the others. Returns how many messages it posted."""
        posted = 0
        for work in (self._warm_ups.tick, partial(close_due_polls, self, self.replies)):
            try:
                posted += await work()
            except Exception:
                log.exception("what was due failed")  # and is tried again in a second
        return posted

    async def tick(self) -> int:
        """What the loop does each second, at once. Returns how many messages were posted."""
        await self.look()
        self._start_due()
        at_work = [task for task in (self._posting, self._doing) if task is not None]
        self._posting = self._doing = None
        return sum(await asyncio.gather(*at_work))

    @tasks.loop(hours=1)
    async def tidy(self) -> None:
        """Drops forms that are too old, and servers that removed the bot long ago."""
        try:
            await self._notice_absences()
            await self.replies.library.participation.tidy()
            for server_id in await self.replies.library.servers.tidy(self._erase_after_days):
                log.info("erased server %s, which removed the bot long ago", server_id)
        except Exception:
            log.exception("tidying up failed")  # and tried again in an hour

    async def _notice_absences(self) -> None:
        if self.is_ready() and self.application_id:
            await self.replies.library.servers.serve(self.application_id, [guild.id for guild in self.guilds])

    async def on_error(self, event_method: str, /, *args: Any, **kwargs: Any) -> None:
        """Logs what an event raised; nobody is waiting for an answer."""
        log.error("%s failed", event_method, exc_info=sys.exc_info())

    async def on_interaction(self, interaction: discord.Interaction[Any]) -> None:
        """Takes forms that were sent; discord.py itself has the commands and the buttons."""
        if interaction.type is not discord.InteractionType.modal_submit or not is_form(interaction):
            return
        try:
            await self.replies.prepare(interaction)
            await submit(self.replies, interaction)
        except Exception as error:  # noqa: BLE001 - answered and logged, whatever it is
            await answer_error(self.replies, interaction, error)

    async def press(self, interaction: discord.Interaction[Any], action: Action | None) -> None:
        """Does what a button asks for. discord.py would drop what is raised here, so all of it is answered."""
        try:
            await self.replies.prepare(interaction)
            await press(self.replies, interaction, action)
        except Exception as error:  # noqa: BLE001 - answered and logged, whatever it is
            await answer_error(self.replies, interaction, error)

    async def finish(self, seconds: float = 3.0) -> None:
        """Ends the bot: the work in hand is finished first, for that long at most."""
        self.watch.cancel()
        self.tidy.cancel()
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
