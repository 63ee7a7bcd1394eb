"""Posting changes to a server's log channel: what, by whom, before and after. Students are never named."""

from __future__ import annotations

import logging

import discord
from discord.ui import LayoutView

from bot.core.model.changes import Entry
from bot.core.ui.panels import Panel, panel_view
from bot.core.ui.request import NOBODY, Replies
from bot.features.history.panels import change_context

log = logging.getLogger(__name__)


async def post_change(client: discord.Client, replies: Replies, entry: Entry) -> bool:
    """Posts a change where its server logs changes. Returns whether it did.

    What Discord refuses is noted in the log of the operator and not tried again: ``/setup`` tells what is missing.
    """
    settings = await replies.library.settings(entry.server_id)
    if settings.log_channel_id is None:
        return False
    channel = client.get_channel(settings.log_channel_id)
    if not isinstance(channel, discord.TextChannel) or channel.guild.id != entry.server_id:
        return False
    try:
        whole = await replies.library.news.whole(entry)
        await channel.send(view=await _view(replies, whole), allowed_mentions=NOBODY)
    except discord.HTTPException as error:
        log.warning("a change could not be posted to a log channel: HTTP %s", error.status)
        return False
    return True


async def _view(replies: Replies, entry: Entry) -> LayoutView:
    prompts = await replies.prompts_of(entry.server_id)
    text = prompts.render("history", "log", (await change_context(replies, entry)).names())
    return panel_view(prompts, Panel(text))
