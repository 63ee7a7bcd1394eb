"""Posting polls and their results: by a moderator's word or because their time has come, each once, restarts or not.

Each step is noted before Discord is told of the next one. The result is sent once at most: if the process dies while it
is sent, or Discord refuses it, it is put into the poll's own message instead, which can be done again and again without
harm. Where Discord refuses that too, whoever presses a button of the poll reads it.
"""

import logging
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from typing import Literal

import discord

from bot.core.model.errors.reader import WhyRefused
from bot.core.ui.bot import NOBODY, Bot
from bot.core.ui.outbox import SENDING, insist, post_once, was_refused, why
from bot.core.ui.panels import Panel, panel_view
from bot.core.ui.permissions import require_here
from bot.core.ui.request import Request
from bot.core.ui.why_refused import opened, why_refused
from bot.features.polls.contexts import result_context
from bot.features.polls.errors import PollRefused, PollUnsure
from bot.features.polls.model import NATIVE_HOURS, Poll
from bot.features.polls.panels import closed_panel, closing_panel, result_of, result_panel, voting_panel
from bot.features.polls.rules import PollRules

log = logging.getLogger(__name__)

_COUNTING_SECONDS = 60


@dataclass(frozen=True)
class Posted:
    """A poll that was posted. ``link``: of its message; ``why``: why what stands under it was not, where it wasn't."""

    link: str
    why: WhyRefused | None = None


@dataclass(frozen=True)
class Ending:
    """What came of closing a poll. ``why``: why its result was not posted.

    ``done``: all that was to be done. ``own``: its result stands in its own message. ``kept``: its result stands
    nowhere. ``gone``: its message is out of reach. ``later``: Discord counts still, or has trouble.
    """

    came: Literal["done", "own", "kept", "gone", "later"]
    why: WhyRefused | None = None
    posted: bool = False


DONE, GONE, LATER = Ending("done"), Ending("gone"), Ending("later")


def require_rights(request: Request, *, anonymous: bool) -> None:
    """Raise BotLacks where the bot lacks what a poll needs here, up to its result.

    The result of a poll of Discord's own is read from its message, which is in the history.
    """
    needs = ["view_channel", "send_messages"]
    if not anonymous:
        needs += ["send_polls", "read_message_history"]
    require_here(request, needs)


# --- the poll -----------------------------------------------------------------------------------


async def post_poll(bot: Bot, poll: Poll) -> Posted:
    """Post a poll that was noted. Raises PollRefused where nothing is there, PollUnsure where nobody knows."""
    polls, channel = bot.get(PollRules), _channel(bot, poll)
    prompts = await bot.class_prompts(poll.server_id)
    shown = {"view": panel_view(prompts, voting_panel(prompts, poll))} if poll.anonymous else {"poll": _native(poll)}
    send = partial(channel.send, **shown, nonce=_nonce("p", poll), allowed_mentions=NOBODY)

    async def posted(message: discord.Message) -> discord.Message:
        await polls.posted(poll, message.id)
        return message

    try:
        message = await post_once(partial(insist, send), posted=posted, refused=lambda: polls.not_posted(poll))
    except SENDING as error:
        if was_refused(error):
            raise PollRefused(poll.channel_id, why_refused(error)) from error
        raise PollUnsure(poll.channel_id) from error
    return Posted(message.jump_url, None if poll.anonymous else await _post_panel(bot, poll))


async def _post_panel(bot: Bot, poll: Poll) -> WhyRefused | None:
    """Post what stands under a poll of Discord's own, which takes no buttons. Returns why not, if it wasn't taken."""
    prompts = await bot.class_prompts(poll.server_id)
    view = panel_view(prompts, closing_panel(prompts, poll))
    send = partial(_channel(bot, poll).send, view=view, nonce=_nonce("b", poll), allowed_mentions=NOBODY)
    try:
        message = await insist(send)
    except SENDING as error:
        log.warning("a poll has no buttons under it: %s", why(error))
        return why_refused(error)
    await bot.get(PollRules).paneled(poll, message.id)
    return None


def _nonce(what: str, poll: Poll) -> str:
    return f"{what}{poll.server_id:x}-{poll.id:x}"


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
            return closed is not None and (await finish(bot, closed)).posted
        case "closing":
            return (await finish(bot, poll)).posted
        case "publishing":
            await _recover(bot, poll)
        case "posting":
            await polls.not_posted(poll)
    return False


async def finish(bot: Bot, poll: Poll) -> Ending:
    """Go on with a poll that is being closed, up to its result. Raises SENDING where Discord has trouble.

    What Discord refuses is final: the next step is taken without it.
    """
    polls, channel = bot.get(PollRules), _channel(bot, poll)
    if not poll.anonymous and poll.counts is None:
        try:
            counts = await _count(bot, poll)
        except (discord.NotFound, discord.Forbidden):
            await polls.finished(poll)  # somebody deleted it, or the bot is kept out
            return GONE
        counted = None if counts is None else await polls.counted(poll, counts)
        if counted is None:
            return LATER
        poll = counted
    prompts = await bot.class_prompts(poll.server_id)
    put = await _put(bot, poll, closed_panel(prompts, poll))
    if poll.quiet or (put == "gone" and poll.anonymous):
        await polls.finished(poll)
        return DONE if poll.quiet else GONE
    panel, files = await result_of(prompts, poll, await _first(bot, poll), picture=_may_attach(bot.client, poll))
    if await polls.claim(poll) is None:
        return DONE
    view = panel_view(prompts, panel)

    async def send() -> discord.Message:
        for file in files:
            file.reset()
        return await channel.send(view=view, files=files, nonce=_nonce("r", poll), allowed_mentions=NOBODY)

    try:
        await opened(bot.client, poll.channel_id, partial(insist, send))
    except SENDING as error:
        if not was_refused(error):
            return LATER  # nobody knows whether it is there: it is recovered in a minute
        log.info("a poll's result was refused: %s", why(error))
        return Ending("own" if await _recover(bot, poll) else "kept", why_refused(error))
    await polls.finished(poll)
    if put == "refused":  # it may go now: what was sent has opened the thread
        await _tidy(bot, poll, closed_panel(prompts, poll))
    return Ending("done", posted=True)


async def _recover(bot: Bot, poll: Poll) -> bool:
    """Put a result that may not have been sent into the poll's own message. Returns whether it stands there."""
    prompts = await bot.class_prompts(poll.server_id)
    result = result_context(poll, await bot.get(PollRules).first_of(poll))
    put = await _put(bot, poll, result_panel(prompts, poll, result))
    await bot.get(PollRules).finished(poll)
    return put == "done"


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


async def _put(bot: Bot, poll: Poll, panel: Panel) -> Literal["done", "gone", "refused"]:
    """Put this in the place of a poll's buttons, unless its message is gone or Discord refuses it."""
    if poll.panel_id is None:
        return "gone"
    view = panel_view(await bot.class_prompts(poll.server_id), panel)
    try:
        await _channel(bot, poll).get_partial_message(poll.panel_id).edit(view=view, allowed_mentions=NOBODY)
    except discord.HTTPException as error:
        if not was_refused(error):
            raise
        return "gone" if error.status == 404 else "refused"
    return "done"


async def _tidy(bot: Bot, poll: Poll, panel: Panel) -> None:
    """Do the same where nothing more depends on it."""
    try:
        await _put(bot, poll, panel)
    except SENDING as error:
        log.info("a poll that is closed keeps its buttons: %s", why(error))


async def _count(bot: Bot, poll: Poll) -> list[int] | None:
    """Read what Discord counted, once the poll has ended; None where it is still counting.

    Raises NotFound and Forbidden.
    """
    if poll.message_id is None:
        return [0] * len(poll.answers)
    message = await _channel(bot, poll).fetch_message(poll.message_id)
    if message.poll is not None and not message.poll.is_finalised():
        try:
            message = await opened(bot.client, poll.channel_id, message.end_poll)
        except (discord.NotFound, discord.Forbidden):
            raise
        except discord.HTTPException as error:
            log.info("a poll was not ended: %s", why(error))  # it has ended by itself just now
    if message.poll is None:
        return [0] * len(poll.answers)
    late = bot.desk.now() >= (poll.closed_at or 0) + _COUNTING_SECONDS
    return [answer.vote_count for answer in message.poll.answers] if message.poll.is_finalised() or late else None
