"""Posting changes to a server's log channel: what, by whom, before and after. Students are never named."""

import logging
from functools import partial

import discord

from bot.core.model.changes import Entry
from bot.core.rules.news import News
from bot.core.ui.bot import NOBODY, Bot
from bot.core.ui.outbox import SENDING, insist, why
from bot.core.ui.panels import Panel, panel_view
from bot.features.history.panels import change_context

log = logging.getLogger(__name__)


async def post_change(bot: Bot, entry: Entry) -> bool:
    """Post a change where its server logs changes. Returns whether it did.

    What Discord refuses is noted in the log of the operator and not tried again: ``/setup`` tells what is missing. If
    the process dies before that it was posted is noted, the next one sends it again under the same nonce.
    """
    settings = await bot.desk.settings(entry.server_id)
    if settings.log_channel_id is None:
        return False
    channel = bot.client.get_channel(settings.log_channel_id)
    if not isinstance(channel, discord.TextChannel) or channel.guild.id != entry.server_id:
        return False
    prompts = await bot.class_prompts(entry.server_id)
    context = await change_context(bot, prompts, await bot.get(News).whole(entry))
    view = panel_view(prompts, Panel(prompts.render("history", "log", context)))
    try:
        await insist(partial(channel.send, view=view, nonce=f"h{entry.id}", allowed_mentions=NOBODY))
    except SENDING as error:
        log.warning("a change could not be posted to a log channel: %s", why(error))
        return False
    return True
