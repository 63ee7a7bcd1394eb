"""What the buttons of a poll do: voting, closing it, asking it again once the class has talked."""

import contextlib

import discord

from bot.core.ui.request import Request
from bot.features.polls.buttons import AskAgain, ClosePoll, Vote
from bot.features.polls.posting import finish, post_poll, require_rights, say
from bot.features.polls.rules import PollRules


async def vote(request: Request, action: Vote) -> None:
    """Count a vote, and tell the voter alone."""
    polls = request.get(PollRules)
    await polls.vote(request.server_id, request.who, action.poll_id, action.answer, request.pressed)
    await request.reply(request.prompts.render("polls", "voted"))


async def close_poll(request: Request, action: ClosePoll) -> None:
    """End the voting and post the result."""
    await _ready(request, action.poll_id)
    closed = await request.get(PollRules).close(request.server_id, request.who, action.poll_id, request.pressed)
    await finish(request.bot, closed)
    await say(request, "done", closed)


async def ask_again(request: Request, action: AskAgain) -> None:
    """Ask a poll the second time; the first one is closed, if it was open still."""
    await _ready(request, action.poll_id)
    channel_id = request.interaction.channel_id or 0
    first, second = await request.get(PollRules).ask_again(
        request.server_id, request.who, action.poll_id, channel_id, request.pressed
    )
    if first.state == "closing":
        with contextlib.suppress(discord.HTTPException):  # tried again by itself; the class can vote meanwhile
            await finish(request.bot, first)
    await say(request, "made", second, await post_poll(request.bot, second))


async def _ready(request: Request, poll_id: int) -> None:
    """See to it that somebody may close a poll and the bot can. Raises ModeratorsOnly, PollGone, BotLacks."""
    poll = await request.get(PollRules).require_askable(request.server_id, request.who, poll_id)
    require_rights(request, anonymous=poll.anonymous)
    await request.later()
