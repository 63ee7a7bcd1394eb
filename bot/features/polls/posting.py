"""Closing polls: by a moderator's press or because their time has come, with one result each, restarts or not.

Each step is noted before Discord is told of the next one. The result is sent once at most: if the process dies while it
is sent, it is put into the poll's own message instead, which can be done again and again without harm.
"""

from __future__ import annotations

import logging

import discord

from bot.core.ui.panels import Panel, panel_view
from bot.core.ui.request import NOBODY, Replies
from bot.features.polls.contexts import result_context
from bot.features.polls.model import Poll
from bot.features.polls.panels import closed_panel, result_of, result_panel

log = logging.getLogger(__name__)

_COUNTING_SECONDS = 60


async def close_due_polls(client: discord.Client, replies: Replies) -> int:
    """Closes the polls whose time has come, and finishes what a restart left. Returns how many results were posted."""
    posted = 0
    for poll in await replies.library.polls.due():
        if client.get_guild(poll.server_id) is None:
            continue
        try:
            posted += await _go_on(client, replies, poll)
        except Exception:
            log.exception("a poll could not be closed")  # it is tried again; the others are closed
    return posted


async def _go_on(client: discord.Client, replies: Replies, poll: Poll) -> bool:
    polls = replies.library.polls
    match poll.state:
        case "open":
            closed = await polls.close_due(poll)
            return closed is not None and await finish(client, replies, closed)
        case "closing":
            return await finish(client, replies, poll)
        case "publishing":
            await _recover(client, replies, poll)
        case "posting":
            await polls.not_posted(poll)
    return False


def channel_of_poll(client: discord.Client, poll: Poll) -> discord.PartialMessageable:
    """Where a poll is: a channel or a thread, in memory or not."""
    return client.get_partial_messageable(poll.channel_id, guild_id=poll.server_id)


async def finish(client: discord.Client, replies: Replies, poll: Poll) -> bool:
    """Goes on with a poll that is being closed, up to its result. Returns whether that was posted."""
    polls, channel = replies.library.polls, channel_of_poll(client, poll)
    if not poll.anonymous and poll.counts is None:
        try:
            counts = await _count(channel, poll, replies.library.desk.now())
        except (discord.NotFound, discord.Forbidden):
            await polls.finished(poll)  # somebody deleted it, or the bot is kept out
            return False
        counted = None if counts is None else await polls.counted(poll, counts)
        if counted is None:
            return False
        poll = counted
    prompts = await replies.prompts_of(poll.server_id)
    if not await _put(channel, replies, poll, closed_panel(prompts, poll)) or poll.quiet:
        await polls.finished(poll)
        return False
    first = await _first(client, replies, poll)
    panel, files = await result_of(prompts, poll, first, picture=_may_attach(client, poll))
    if await polls.claim(poll) is None:
        return False
    await channel.send(view=panel_view(prompts, panel), files=files, allowed_mentions=NOBODY)
    await polls.finished(poll)
    return True


def _may_attach(client: discord.Client, poll: Poll) -> bool:
    """Whether the bot may send a picture there; a thread that isn't in memory is taken to allow it."""
    guild = client.get_guild(poll.server_id)
    channel = guild.get_channel_or_thread(poll.channel_id) if guild else None
    return guild is None or channel is None or channel.permissions_for(guild.me).attach_files


async def _recover(client: discord.Client, replies: Replies, poll: Poll) -> None:
    """Puts a result that may not have been sent into the poll's own message."""
    prompts = await replies.prompts_of(poll.server_id)
    result = result_context(poll, await replies.library.polls.first_of(poll))
    await _put(channel_of_poll(client, poll), replies, poll, result_panel(prompts, poll, result))
    await replies.library.polls.finished(poll)


async def _first(client: discord.Client, replies: Replies, poll: Poll) -> Poll | None:
    """The poll that this one asks again, counted; None where there is none, or its message is gone."""
    first = await replies.library.polls.first_of(poll)
    if first is not None and first.state == "closing":
        await finish(client, replies, first)
        first = await replies.library.polls.first_of(poll)
    return first if first is not None and first.counts is not None else None


async def _put(channel: discord.PartialMessageable, replies: Replies, poll: Poll, panel: Panel) -> bool:
    """Puts this in the place of a poll's buttons. Returns False where its message is gone, or out of reach."""
    if poll.panel_id is None:
        return True
    view = panel_view(await replies.prompts_of(poll.server_id), panel)
    try:
        await channel.get_partial_message(poll.panel_id).edit(view=view, allowed_mentions=NOBODY)
    except (discord.NotFound, discord.Forbidden):
        return not poll.anonymous  # what stands under a poll of Discord's own can be gone without it
    return True


async def _count(channel: discord.PartialMessageable, poll: Poll, now: int) -> list[int] | None:
    """What Discord counted, once the poll has ended; None where it is still counting.

    Raises NotFound and Forbidden.
    """
    if poll.message_id is None:
        return [0] * len(poll.answers)
    message = await channel.fetch_message(poll.message_id)
    if message.poll is not None and not message.poll.is_finalised():
        try:
            message = await message.end_poll()
        except (discord.NotFound, discord.Forbidden):
            raise
        except discord.HTTPException as error:
            log.info("a poll was not ended: HTTP %s", error.status)  # it has ended by itself just now
    if message.poll is None:
        return [0] * len(poll.answers)
    counting = not message.poll.is_finalised() and now < (poll.closed_at or 0) + _COUNTING_SECONDS
    return None if counting else [answer.vote_count for answer in message.poll.answers]
