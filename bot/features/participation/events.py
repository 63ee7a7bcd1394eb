"""Counting in discussions: announced there first, then message by message, until the thread ends."""

import asyncio
import logging
from functools import partial
from weakref import WeakValueDictionary

import discord

from bot.core.ui.bot import NOBODY, Bot
from bot.core.ui.outbox import SENDING, insist, why
from bot.core.ui.panels import sentence_view
from bot.features.discussions.rules import DiscussionRules
from bot.features.participation.rules import ParticipationRules

log = logging.getLogger(__name__)

_KINDS = (discord.MessageType.default, discord.MessageType.reply)


async def count_message(bot: Bot, message: discord.Message) -> None:
    """Count a message that a person posted in a discussion. What it says never reaches the bot."""
    thread = message.channel
    if message.author.bot or message.webhook_id is not None or message.type not in _KINDS:
        return
    if isinstance(thread, discord.Thread) and await bot.part(Announcer).announce(thread):
        await bot.get(ParticipationRules).count(thread.guild.id, thread.id, message.author.id)


async def announce_counting(bot: Bot, thread: discord.Thread) -> None:
    """Say in a new discussion that it is counted, where it is."""
    await bot.part(Announcer).announce(thread)


class Announcer:
    """Says in discussions that they are counted, once in each."""

    def __init__(self, bot: Bot) -> None:
        self._bot = bot
        self._turns: WeakValueDictionary[int, asyncio.Lock] = WeakValueDictionary()  # by thread, while one waits

    async def announce(self, thread: discord.Thread) -> bool:
        """Say in a discussion that it is counted, once.

        Returns whether that stands there now; else nothing is counted.
        """
        server_id, rules, user = thread.guild.id, self._bot.get(ParticipationRules), self._bot.client.user
        if user is None or thread.owner_id != user.id or not await rules.wanted(server_id):
            return False
        discussion = await self._bot.get(DiscussionRules).find(server_id, thread.id)
        # One that isn't known is being opened just now: its prompt comes first, and then this is told of it.
        if discussion is None or discussion.state == "closed":
            return False
        if await rules.known(server_id, thread.id):
            return True
        # Messages that come meanwhile wait for it, and are counted after it; no other thread's do.
        async with self._turns.setdefault(thread.id, asyncio.Lock()):
            if await rules.known(server_id, thread.id):
                return True
            if not _may_post(thread):
                return False
            prompts = await self._bot.class_prompts(server_id)
            view = sentence_view(prompts.render("participation", "announcement"))
            send = partial(thread.send, view=view, nonce=f"a{thread.id}", allowed_mentions=NOBODY)
            try:
                await insist(send)
            except SENDING as error:
                log.warning("counting could not be announced, so nothing is counted: %s", why(error))
                return False
            await rules.begin(server_id, thread.id)
        return True


def _may_post(thread: discord.Thread) -> bool:
    """Tell whether the bot may post there, as far as it knows; it knows nothing of a channel that is gone."""
    if thread.parent is None:
        return False
    rights = thread.permissions_for(thread.guild.me)
    return rights.view_channel and rights.send_messages_in_threads and not (thread.archived or thread.locked)
