"""Posting polls and their results: by a moderator's word or because their time has come, each once, restarts or not.

Each step is noted before Discord is told of the next one. The result is sent once at most: if the process dies while it
is sent, it is put into the poll's own message instead, which can be done again and again without harm.
"""

import logging
from datetime import timedelta

import discord

from bot.core.ui.bot import NOBODY, Bot
from bot.core.ui.outbox import post_once
from bot.core.ui.panels import Panel, panel_view
from bot.core.ui.permissions import require_here
from bot.core.ui.request import Request
from bot.features.polls.contexts import poll_context, result_context
from bot.features.polls.model import NATIVE_HOURS, Poll
from bot.features.polls.panels import closed_panel, closing_panel, result_of, result_panel, voting_panel
from bot.features.polls.rules import PollRules

log = logging.getLogger(__name__)

_COUNTING_SECONDS = 60


def require_rights(request: Request, *, anonymous: bool) -> None:
    """Raise BotLacks where the bot lacks what a poll needs here, up to its result.

    The result of a poll of Discord's own is read from its message, which is in the history.
    """
    needs = ["view_channel", "send_messages"]
    if not anonymous:
        needs += ["send_polls", "read_message_history"]
    require_here(request, needs)


async def say(request: Request, block: str, poll: Poll, link: str | None = None) -> None:
    """Tell a moderator what became of a poll; ``link``: the address of its message."""
    await request.reply(request.prompts.render("polls", block, poll_context(poll, link)))


# --- the poll -----------------------------------------------------------------------------------


async def post_poll(bot: Bot, poll: Poll) -> str:
    """Post a poll that was noted. Returns the address of its message."""
    polls, channel = bot.get(PollRules), _channel(bot, poll)
    prompts = await bot.class_prompts(poll.server_id)
    nonce = f"p{poll.server_id:x}-{poll.id:x}"

    async def send() -> discord.Message:
        if poll.anonymous:
            view = panel_view(prompts, voting_panel(prompts, poll))
            return await channel.send(view=view, nonce=nonce, allowed_mentions=NOBODY)
        return await channel.send(poll=_native(poll), nonce=nonce, allowed_mentions=NOBODY)

    async def posted(message: discord.Message) -> discord.Message:
        await polls.posted(poll, message.id)
        return message

    message = await post_once(send, posted=posted, refused=lambda: polls.not_posted(poll))
    if not poll.anonymous:  # Discord takes no buttons beside a poll of its own
        view = panel_view(prompts, closing_panel(prompts, poll))
        await polls.paneled(poll, (await channel.send(view=view, allowed_mentions=NOBODY)).id)
    return message.jump_url


def _channel(bot: Bot, poll: Poll) -> discord.PartialMessageable:
    """Return where a poll is: a channel or a thread, in memory or not."""
    return bot.client.get_partial_messageable(poll.channel_id, guild_id=poll.server_id)


def _native(poll: Poll) -> discord.Poll:
    native = discord.Poll(poll.question, timedelta(hours=NATIVE_HOURS))
    for answer in poll.answers:
        native.add_answer(text=answer)
    return native


# --- its end ------------------------------------------------------------------------------------


async def go_on(bot: Bot, poll: Poll) -> bool:
    """Go on with a poll that is due, from wherever it stands. Returns whether its result was posted."""
    polls = bot.get(PollRules)
    match poll.state:
        case "open":
            closed = await polls.close_due(poll)
            return closed is not None and await finish(bot, closed)
        case "closing":
            return await finish(bot, poll)
        case "publishing":
            await _recover(bot, poll)
        case "posting":
            await polls.not_posted(poll)
    return False


async def finish(bot: Bot, poll: Poll) -> bool:
    """Go on with a poll that is being closed, up to its result. Returns whether that was posted."""
    polls, channel = bot.get(PollRules), _channel(bot, poll)
    if not poll.anonymous and poll.counts is None:
        try:
            counts = await _count(channel, poll, bot.desk.now())
        except (discord.NotFound, discord.Forbidden):
            await polls.finished(poll)  # somebody deleted it, or the bot is kept out
            return False
        counted = None if counts is None else await polls.counted(poll, counts)
        if counted is None:
            return False
        poll = counted
    prompts = await bot.class_prompts(poll.server_id)
    if not await _put(bot, poll, closed_panel(prompts, poll)) or poll.quiet:
        await polls.finished(poll)
        return False
    first = await _first(bot, poll)
    panel, files = await result_of(prompts, poll, first, picture=_may_attach(bot.client, poll))
    if await polls.claim(poll) is None:
        return False
    view = panel_view(prompts, panel)
    await post_once(
        lambda: channel.send(view=view, files=files, allowed_mentions=NOBODY),
        posted=lambda _: polls.finished(poll),
        refused=lambda: _recover(bot, poll),
    )
    return True


async def _recover(bot: Bot, poll: Poll) -> None:
    """Put a result that may not have been sent into the poll's own message."""
    prompts = await bot.class_prompts(poll.server_id)
    result = result_context(poll, await bot.get(PollRules).first_of(poll))
    await _put(bot, poll, result_panel(prompts, poll, result))
    await bot.get(PollRules).finished(poll)


def _may_attach(client: discord.Client, poll: Poll) -> bool:
    """Whether the bot may send a picture there; a thread that isn't in memory is taken to allow it."""
    guild = client.get_guild(poll.server_id)
    channel = guild.get_channel_or_thread(poll.channel_id) if guild else None
    return guild is None or channel is None or channel.permissions_for(guild.me).attach_files


async def _first(bot: Bot, poll: Poll) -> Poll | None:
    """Find the poll that this one asks again, counted; None where there is none, or its message is gone."""
    polls = bot.get(PollRules)
    first = await polls.first_of(poll)
    if first is not None and first.state == "closing":
        await finish(bot, first)
        first = await polls.first_of(poll)
    return first if first is not None and first.counts is not None else None


async def _put(bot: Bot, poll: Poll, panel: Panel) -> bool:
    """Put this in the place of a poll's buttons. Returns False where its message is gone, or out of reach."""
    if poll.panel_id is None:
        return True
    view = panel_view(await bot.class_prompts(poll.server_id), panel)
    try:
        await _channel(bot, poll).get_partial_message(poll.panel_id).edit(view=view, allowed_mentions=NOBODY)
    except (discord.NotFound, discord.Forbidden):
        return not poll.anonymous  # what stands under a poll of Discord's own can be gone without it
    return True


async def _count(channel: discord.PartialMessageable, poll: Poll, now: int) -> list[int] | None:
    """Read what Discord counted, once the poll has ended; None where it is still counting.

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
