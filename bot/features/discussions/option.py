"""Where a discussion can stand: which channels, what the bot may do there, and a forum's tags."""

from __future__ import annotations

import discord

from bot.core.model.fact import Question
from bot.core.templates.prompts import Prompts
from bot.features.discussions.errors import BotLacks, TalkChannelUnfit

Place = discord.TextChannel | discord.ForumChannel
# What each needs; to open a thread on a message, Discord wants to let the bot see that message.
_TEXT_NEEDS = (
    "view_channel",
    "send_messages",
    "read_message_history",
    "create_public_threads",
    "send_messages_in_threads",
    "manage_threads",
)
_FORUM_NEEDS = ("view_channel", "send_messages", "send_messages_in_threads", "manage_threads")
_CLOSING_NEEDS = ("view_channel", "send_messages_in_threads", "manage_threads")


def place_of(client: discord.Client, server_id: int, channel_id: int | None, *, closing: bool = False) -> Place:
    """A text channel or a forum of this server, in which the bot may do what a discussion needs, or its end.

    Raises TalkChannelUnfit, BotLacks.
    """
    channel = client.get_channel(channel_id or 0)
    if not isinstance(channel, Place) or channel.guild.id != server_id or channel.type is discord.ChannelType.media:
        raise TalkChannelUnfit
    rights = channel.permissions_for(channel.guild.me)
    forum = isinstance(channel, discord.ForumChannel)
    needs: tuple[str, ...] = _FORUM_NEEDS if forum else _TEXT_NEEDS
    if closing:
        needs = _CLOSING_NEEDS
    if not rights.view_channel:
        needs = ("view_channel",)  # without it all the others are off, whatever they are set to
    missing = [name for name in needs if not getattr(rights, name)]
    if missing:
        # In a forum, Discord calls Send Messages by another name.
        names = ["create_posts" if forum and name == "send_messages" else name for name in missing]
        raise BotLacks(channel.id, tuple(names))
    return channel


def tags_of(prompts: Prompts, forum: discord.ForumChannel, question: Question) -> list[discord.ForumTag]:
    """The tag that names the question's stage; where a forum demands a tag and has none such, its first."""
    stage = {question.stage, prompts.label(f"choices.{question.stage}").casefold()}
    fitting = [tag for tag in forum.available_tags if tag.name.casefold() in stage]
    if not fitting and forum.flags.require_tag:
        fitting = sorted(forum.available_tags, key=lambda tag: tag.moderated)
    return fitting[:1]
