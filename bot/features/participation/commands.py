"""/participation: how many take part in discussions, as counts and a picture; and the counting itself, never who."""

from __future__ import annotations

import asyncio
import io
import logging

import discord
from discord import app_commands
from discord.app_commands import CommandTree

from bot.core.templates.charts import Bars, bar_chart, can_draw
from bot.core.templates.prompts import Prompts
from bot.core.ui.labels import Texts
from bot.core.ui.layouts import sentence_view
from bot.core.ui.panels import Panel, Part, Picture, panel_view
from bot.core.ui.request import NOBODY, Interaction, Replies, later, reply, server_of
from bot.core.ui.rights import who_of
from bot.features.participation.contexts import ParticipationContext, ParticipationsContext
from bot.features.participation.counted_threads import is_counted
from bot.features.participation.model import Counted

log = logging.getLogger(__name__)

DISCUSSIONS_MOST = 10
PICTURE = "participation.png"
_KINDS = (discord.MessageType.default, discord.MessageType.reply)


def add_participation(tree: CommandTree, replies: Replies, texts: Texts) -> None:
    """Adds the moderators' command."""

    @tree.command(**texts.command("participation"))
    @app_commands.default_permissions(manage_messages=True)
    async def participation(interaction: Interaction) -> None:
        server_id, who, prompts = server_of(interaction), who_of(interaction), replies.prompts_for(interaction)
        counted, total = await replies.library.participation.latest(server_id, who, DISCUSSIONS_MOST)
        await later(interaction)
        drawn = counted and can_draw()
        picture = await asyncio.to_thread(_picture, prompts, counted) if drawn else None
        view = panel_view(prompts, _panel(prompts, counted, total, picture is not None))
        files = [] if picture is None else [discord.File(io.BytesIO(picture), PICTURE)]
        await reply(interaction, view, *files)


_SAYS_MOST = 256  # of the 1,024 characters that Discord takes


def _panel(prompts: Prompts, counted: list[Counted], total: int, pictured: bool) -> Panel:
    names = ParticipationsContext(len(counted), total).names()
    lines = [
        prompts.render(
            "participation",
            "item",
            ParticipationContext(number, each.thread_id, each.people, each.messages, each.ended_at is not None).names(),
        )
        for number, each in enumerate(counted, 1)
    ]
    text = "\n".join(lines) if lines else prompts.render("participation", "empty", names)
    footer = prompts.render("participation", "footer", names)
    heading = prompts.render("participation", "heading", names)
    return Panel(
        heading, [Part(text)], footer, picture=Picture(PICTURE, "\n".join(lines)[:_SAYS_MOST]) if pictured else None
    )


def _picture(prompts: Prompts, counted: list[Counted]) -> bytes:
    legend = [prompts.label(f"participation.{name}") for name in ("people", "messages")]
    bars = [
        Bars(
            prompts.number(number),
            (each.people, each.messages),
            (prompts.number(each.people), prompts.number(each.messages)),
        )
        for number, each in enumerate(counted, 1)
    ]
    return bar_chart("", legend, bars)


async def count_message(client: discord.Client, replies: Replies, message: discord.Message) -> None:
    """Counts a message that a person posted in a discussion. What it says never reaches the bot."""
    thread = message.channel
    if message.author.bot or message.webhook_id is not None or message.type not in _KINDS:
        return
    if isinstance(thread, discord.Thread) and await announce(client, replies, thread):
        await replies.library.participation.count(thread.guild.id, thread.id, message.author.id)


async def announce(client: discord.Client, replies: Replies, thread: discord.Thread) -> bool:
    """Says in a discussion that it is counted, once. Returns whether that stands there now; else nothing is counted."""
    server_id, counts = thread.guild.id, replies.library.participation
    if client.user is None or thread.owner_id != client.user.id or not await counts.wanted(server_id):
        return False
    if await counts.known(server_id, thread.id):
        return True
    if not await is_counted(replies, server_id, thread.id):
        return False
    async with replies.announcing:  # messages that come meanwhile wait for it, and are counted after it
        if await counts.known(server_id, thread.id):
            return True
        if not _may_post(thread):
            return False
        prompts = await replies.prompts_of(server_id)
        view = sentence_view(prompts.render("participation", "announcement", {}))
        try:
            await thread.send(view=view, allowed_mentions=NOBODY)
        except discord.HTTPException as error:
            log.warning("counting could not be announced, so nothing is counted: HTTP %s", error.status)
            return False
        await counts.begin(server_id, thread.id)
    return True


def _may_post(thread: discord.Thread) -> bool:
    """Whether the bot may post there, as far as it knows; it knows nothing of a channel that is gone."""
    if thread.parent is None:
        return False
    rights = thread.permissions_for(thread.guild.me)
    return rights.view_channel and rights.send_messages_in_threads and not (thread.archived or thread.locked)


async def close_thread(replies: Replies, server_id: int, thread_id: int) -> None:
    """A thread was locked or is gone: its counting ends."""
    await replies.library.participation.end(server_id, thread_id)
