"""The Discord client: what happens at start, on joining a server, on a press, each second, and at the end."""

import asyncio
import hashlib
import logging
import sys
from collections.abc import Awaitable, Callable
from functools import partial
from typing import Any

import discord
from discord.ext import tasks

from bot.app.tree import Tree
from bot.core.model.changes import Entry
from bot.core.model.errors.operator import CommandsRefused
from bot.core.rules.library import Library
from bot.core.rules.news import News
from bot.core.rules.servers import ServerRules
from bot.core.ui.bot import Bot
from bot.core.ui.buttons import ActionButton
from bot.core.ui.commands import LabelTranslator
from bot.core.ui.deliveries import Deliveries
from bot.core.ui.kept_forms import is_form, submit
from bot.core.ui.lanes import TASK, Work
from bot.core.ui.refusals import answer_error
from bot.core.ui.request import Request
from bot.core.ui.sending import once_trace

log = logging.getLogger(__name__)

_COMMANDS_NOTE = "commands"
_REASON_MOST = 300
# How discord.py names the tasks that commands, presses and events run in, and how our own are called.
_WORK = ("CommandTree-invoker", "discord-ui-", "discord.py: on_", TASK)


class TalkingPoints(discord.AutoShardedClient):
    """The bot on Discord. ``always_sync``: register the commands though Discord has them already."""

    def __init__(self, bot: Bot, *, always_sync: bool = False, **options: Any) -> None:
        super().__init__(
            # No privileged intent: the bot keeps no list of members, and messages come without their text, but for
            # those that mention the bot. They are counted where a server wants that; nothing looks at what they say.
            intents=discord.Intents(guilds=True, guild_messages=True),
            max_messages=None,
            member_cache_flags=discord.MemberCacheFlags.none(),
            chunk_guilds_at_startup=False,
            allowed_mentions=discord.AllowedMentions.none(),
            http_trace=once_trace(),
            **options,
        )
        self.bot = bot
        bot.client = self
        self.tree = Tree(self, bot)
        self._always_sync = always_sync
        self._troubled = False
        self._doing: asyncio.Task[int] | None = None

    async def setup_hook(self) -> None:
        """Open the store, register buttons and commands: after the token was accepted, before anything is received."""
        await self.bot.desk.store.open()
        self.add_dynamic_items(ActionButton)
        await self.tree.set_translator(LabelTranslator(self.bot.prompts))
        await self._sync()
        self.watch.start()
        self.tidy.start()

    async def _sync(self) -> None:
        store = self.bot.desk.store
        # With the application's id: another bot on the same database has yet to be told its commands.
        current = f"{self.application_id} {await self.tree.payload_hash()}"
        known = None if self._always_sync else await store.note(_COMMANDS_NOTE)
        if known is not None and known == f"{current} {await self._registered()}":
            return
        try:
            await self.tree.sync()
        except discord.HTTPException as error:
            if error.status >= 500:
                raise
            raise CommandsRefused(" ".join(str(error).split())[:_REASON_MOST]) from error
        await store.set_note(_COMMANDS_NOTE, f"{current} {await self._registered()}")
        log.info("registered %s commands", len(self.tree.get_commands()))

    async def _registered(self) -> str:
        """Hash which commands Discord has, in which version of each: they can be changed or reset elsewhere."""
        commands = await self.http.get_global_commands(self.application_id or 0)
        versions = sorted(f"{command['id']} {command.get('version')}" for command in commands)
        return hashlib.sha256("\n".join(versions).encode()).hexdigest()

    # --- events -------------------------------------------------------------------------------

    async def on_ready(self) -> None:
        """Log that the bot is ready. Discord sends this again after an outage."""
        log.info("ready: serving %s servers", len(self.guilds))
        await self._notice_absences()

    async def on_guild_join(self, guild: discord.Guild) -> None:
        """Give a new server its copy of the default pack."""
        await self.bot.get(Library).welcome(guild.id)
        await self.bot.get(ServerRules).joined(self.application_id or 0, guild.id)

    async def on_guild_remove(self, guild: discord.Guild) -> None:
        """Note that a server removed the bot: what it has is erased after a while."""
        await self.bot.get(ServerRules).left(self.application_id or 0, guild.id)

    async def on_message(self, message: discord.Message) -> None:
        """Tell the features of a message; none looks at its text, which comes where the bot is mentioned."""
        await self.bot.each([feature.on_message for feature in self.bot.features.all], message)

    async def on_raw_thread_update(self, payload: discord.RawThreadUpdateEvent) -> None:
        """Tell the features of a thread that was locked."""
        if payload.data.get("thread_metadata", {}).get("locked"):
            await self.bot.thread_ended(payload.guild_id, payload.thread_id)

    async def on_raw_thread_delete(self, payload: discord.RawThreadDeleteEvent) -> None:
        """Tell the features of a thread that is gone."""
        await self.bot.thread_ended(payload.guild_id, payload.thread_id)

    async def on_interaction(self, interaction: discord.Interaction[Any]) -> None:
        """Take forms that were sent; discord.py itself has the commands and the buttons."""
        if interaction.type is discord.InteractionType.modal_submit and is_form(dict(interaction.data or {})):
            await self._answer(interaction, submit)

    async def press(self, interaction: discord.Interaction[Any], text: str) -> None:
        """Do what a button asks for. discord.py would drop what is raised here, so all of it is answered."""
        await self._answer(interaction, lambda request: self.bot.features.press(request, text))

    async def _answer(self, interaction: discord.Interaction[Any], work: Callable[[Request], Awaitable[None]]) -> None:
        if not self.bot.part(Deliveries).take(interaction.id):
            return
        request = Request(self.bot, interaction)
        try:
            await request.prepare()
            await work(request)
        except Exception as error:  # noqa: BLE001 - answered and logged, whatever it is
            await answer_error(request, error)

    async def on_error(self, event_method: str, /, *args: Any, **kwargs: Any) -> None:
        """Log what an event raised; nobody is waiting for an answer."""
        log.error("%s failed", event_method, exc_info=sys.exc_info())

    # --- each second, each hour ---------------------------------------------------------------

    @tasks.loop(seconds=1)
    async def watch(self) -> None:
        """Notice what other processes changed, tell the features of changes, and do what the clock asks for."""
        try:
            await self._begin()
            self._troubled = False
        except Exception:
            # A loop that raises would stop for good. Logged once, however long the database is away.
            if not self._troubled:
                log.exception("looking for what is due failed")
            self._troubled = True

    async def _begin(self) -> None:
        """Notice what was changed, and begin to tell the features of it, server by server, and to do what is due."""
        news = self.bot.get(News)
        for entry in await news.look():
            told = partial(self._tell, entry), partial(news.done, entry)
            self.bot.lanes.add(("log", entry.server_id), Work(*told))
        if self._doing is None or self._doing.done():
            self._doing = asyncio.create_task(self._do_due(), name=TASK)

    async def _tell(self, entry: Entry) -> int:
        """Tell the features of a change. Returns how many messages they posted."""
        hooks = [feature.on_change for feature in self.bot.features.all]
        return sum(await self.bot.each(hooks, entry))

    async def _do_due(self) -> int:
        """Do what the clock asks for; what fails is tried again in a second. Returns how many messages were posted."""
        return sum(await self.bot.each([feature.each_second for feature in self.bot.features.all]))

    async def tick(self) -> int:
        """Do at once what the loop does each second, up to its end. Returns how many messages were posted."""
        before = self.bot.lanes.posted
        await self._begin()
        posted = 0 if self._doing is None else await self._doing
        await self.bot.lanes.idle()
        return posted + self.bot.lanes.posted - before

    @tasks.loop(hours=1)
    async def tidy(self) -> None:
        """Have the features tidy up; drop forms that are too old, and servers that removed the bot long ago."""
        try:
            await self._notice_absences()
            await self.bot.each([feature.each_hour for feature in self.bot.features.all])
            for server_id in await self.bot.get(ServerRules).tidy(self.bot.erase_after_days):
                log.info("erased server %s, which removed the bot long ago", server_id)
        except Exception:
            log.exception("tidying up failed")  # and tried again in an hour

    async def _notice_absences(self) -> None:
        if self.is_ready() and self.application_id:
            await self.bot.get(ServerRules).serve(self.application_id, [guild.id for guild in self.guilds])

    # --- the end ------------------------------------------------------------------------------

    async def finish(self, seconds: float = 3.0) -> None:
        """End the bot: the work in hand is finished first, for that long at most; nothing more is begun."""
        self.bot.lanes.stop()
        loops = [one for loop in (self.watch, self.tidy) if (one := loop.get_task())]
        self.watch.cancel()
        self.tidy.cancel()
        self.bot.desk.long_work.close()
        # What they were reading is given back while the store is open: it would be waited for without end later.
        await asyncio.gather(*loops, return_exceptions=True)
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
        await self.bot.desk.store.close()


def _work() -> list[asyncio.Task[object]]:
    """List the commands and presses that are being answered, and the events that are taken in."""
    return [task for task in asyncio.all_tasks() if task.get_name().startswith(_WORK)]
