"""/poll: asking a class to vote, once or before and after a discussion; and what a poll's buttons do."""

from __future__ import annotations

import contextlib
from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Any

import discord
from discord import app_commands
from discord.app_commands import CommandTree

from bot.core.templates.charts import can_draw
from bot.core.ui.bot_rights import require_rights
from bot.core.ui.labels import Texts
from bot.core.ui.layouts import sentence_view
from bot.core.ui.panels import panel_view
from bot.core.ui.request import NOBODY, Interaction, Replies, later, reply, server_of
from bot.core.ui.rights import who_of
from bot.features.polls.buttons import AskAgain, ClosePoll, Vote
from bot.features.polls.contexts import poll_context
from bot.features.polls.model import NATIVE_HOURS, Poll, read_answers, read_question
from bot.features.polls.option import find_question, question_choices
from bot.features.polls.panels import closing_panel, voting_panel
from bot.features.polls.posting import channel_of_poll, finish

_UNASKED = ("yes", "no", "unsure")


def add_polling(tree: CommandTree, replies: Replies, texts: Texts) -> None:
    """Adds the moderators' command for polls."""
    names = ("question", "options", "anonymous", "before_and_after")

    @tree.command(**texts.command("poll"))
    @app_commands.default_permissions(manage_messages=True)
    @app_commands.rename(**{name: texts.text(f"options.poll_{name}.name") for name in names})
    @app_commands.describe(**{name: texts.text(f"options.poll_{name}.description") for name in names})
    @app_commands.autocomplete(question=question_choices(replies))
    async def poll(
        interaction: Interaction,
        question: str,
        options: str | None = None,
        anonymous: bool = False,
        before_and_after: bool = False,
    ) -> None:
        await make_poll(replies, interaction, question, options, anonymous=anonymous, twice=before_and_after)


async def make_poll(
    replies: Replies, interaction: Interaction, question: str, options: str | None, *, anonymous: bool, twice: bool
) -> None:
    """Posts a poll in this channel. Raises what ``read_question`` and ``read_answers`` do, and PollNeeds."""
    server_id, who = server_of(interaction), who_of(interaction)
    await replies.library.require_moderator(server_id, who)
    asked = read_question(await find_question(replies, interaction, question))
    if options is not None and options.strip():
        answers = read_answers(options)
    else:
        spoken = await replies.prompts_of(server_id)
        answers = tuple(spoken.label(f"polls.{name}") for name in _UNASKED)
    _require(replies, interaction, anonymous=anonymous)
    await later(interaction)
    poll = await replies.library.polls.make(
        server_id,
        who,
        channel_id=interaction.channel_id or 0,
        question=asked,
        answers=answers,
        anonymous=anonymous,
        twice=twice,
    )
    await _post(replies, interaction, poll)


async def vote(replies: Replies, interaction: Interaction, action: Vote) -> None:
    """Counts a vote, and tells the voter alone."""
    seen = interaction.message.id if interaction.message else None
    await replies.library.polls.vote(server_of(interaction), who_of(interaction), action.poll_id, action.answer, seen)
    text = replies.prompts_for(interaction).render("poll", "voted", {})
    await reply(interaction, sentence_view(text))


async def close_poll(replies: Replies, interaction: Interaction, action: ClosePoll) -> None:
    """Ends the voting and posts the result."""
    server_id, who, polls = server_of(interaction), who_of(interaction), replies.library.polls
    poll = await polls.require_askable(server_id, who, action.poll_id)
    _require(replies, interaction, anonymous=poll.anonymous)
    await later(interaction)
    seen = interaction.message.id if interaction.message else None
    closed = await polls.close(server_id, who, action.poll_id, seen)
    await finish(interaction.client, replies, closed)
    await _say(replies, interaction, "done", closed)


async def ask_again(replies: Replies, interaction: Interaction, action: AskAgain) -> None:
    """Asks a poll the second time; the first one is closed, if it was open still."""
    server_id, who, polls = server_of(interaction), who_of(interaction), replies.library.polls
    poll = await polls.require_askable(server_id, who, action.poll_id)
    _require(replies, interaction, anonymous=poll.anonymous)
    await later(interaction)
    seen = interaction.message.id if interaction.message else None
    first, second = await polls.ask_again(server_id, who, action.poll_id, interaction.channel_id or 0, seen)
    if first.state == "closing":
        with contextlib.suppress(discord.HTTPException):  # tried again by itself; the class can vote meanwhile
            await finish(interaction.client, replies, first)
    await _post(replies, interaction, second)


def _require(replies: Replies, interaction: Interaction, *, anonymous: bool) -> None:
    """Raises PollNeeds. The result of a poll of Discord's own is read from its message, which is in the history."""
    needs = ["view_channel", "send_messages"]
    if not anonymous:
        needs += ["send_polls", "read_message_history"]
    if can_draw():
        needs.append("attach_files")
    require_rights(interaction, replies.prompts_for(interaction), *needs)


async def _post(replies: Replies, interaction: Interaction, poll: Poll) -> None:
    """Posts a poll that was noted, and tells the moderator where it is."""
    polls, prompts = replies.library.polls, await replies.prompts_of(poll.server_id)
    channel = channel_of_poll(interaction.client, poll)
    try:
        if poll.anonymous:
            view = panel_view(prompts, voting_panel(prompts, poll))
            message = await channel.send(view=view, allowed_mentions=NOBODY)
        else:
            message = await channel.send(poll=_native(poll), allowed_mentions=NOBODY)
    except discord.HTTPException:
        await polls.not_posted(poll)
        raise
    await polls.posted(poll, message.id)
    if not poll.anonymous:
        # Discord takes no buttons beside a poll.
        view = panel_view(prompts, closing_panel(prompts, poll))
        panel = await channel.send(view=view, allowed_mentions=NOBODY)
        await polls.paneled(poll, panel.id)
    await _say(replies, interaction, "made", poll, message.jump_url)


def _native(poll: Poll) -> discord.Poll:
    native = discord.Poll(poll.question, timedelta(hours=NATIVE_HOURS))
    for answer in poll.answers:
        native.add_answer(text=answer)
    return native


async def _say(replies: Replies, interaction: Interaction, block: str, poll: Poll, link: str | None = None) -> None:
    text = replies.prompts_for(interaction).render("poll", block, poll_context(poll, link).names())
    await reply(interaction, sentence_view(text))


PRESSES: dict[type[Any], Callable[[Replies, Interaction, Any], Awaitable[None]]] = {
    Vote: vote,
    ClosePoll: close_poll,
    AskAgain: ask_again,
}
