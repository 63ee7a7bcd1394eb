"""Posting changes to a server's log channel: what, by whom, before and after. Students are never named."""

import logging

import discord

from bot.core.model.changes import Entry
from bot.core.rules.news import News
from bot.core.ui.bot import NOBODY, Bot
from bot.core.ui.panels import Panel, panel_view
from bot.features.history.panels import change_context

log = logging.getLogger(__name__)


async def post_change(bot: Bot, entry: Entry) -> bool:
    """Post a change where its server logs changes. Returns whether it did.

    What Discord refuses is noted in the log of the operator and not tried again: ``/setup`` tells what is missing.
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
        await channel.send(view=view, allowed_mentions=NOBODY)
    except discord.HTTPException as error:
        log.warning("a change could not be posted to a log channel: HTTP %s", error.status)
        return False
    return True
