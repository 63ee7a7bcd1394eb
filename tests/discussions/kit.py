"""What the tests of discussions share: threads as people see them, and what the store has of them."""

from __future__ import annotations

from typing import Any

import discord
import simcord
from simcord.backend import serializers
from simcord.backend.models import Overwrite
from simcord.enums import OverwriteType
from sqlalchemy import update

from bot.features.discussions import tables
from tests.kit.classroom import Classroom, text_of
from tests.kit.curating import stored

NEEDS = (
    "view_channel",
    "send_messages",
    "read_message_history",
    "create_public_threads",
    "send_messages_in_threads",
)
QUESTIONS = (
    "What changed?",
    "Which U.S. agency",
    "What new strategy",
    "Will the soldiers leave",
    "Will the vetted",
    "How would the U.S. agents",
    "How effective will",
)
"""How the built-in article's questions begin, opening before core before closing."""


def deny(room: Classroom, channel: simcord.ChannelHandle, *permissions: str) -> None:
    """Takes permissions away from the bot in a channel."""
    bits = discord.Permissions(**dict.fromkeys(permissions, True)).value
    bot = room.env.backend.bot_user.id
    room.env.backend.set_overwrite(channel.id, Overwrite(target_id=bot, type=OverwriteType.MEMBER, allow=0, deny=bits))


def prompt_of(thread: simcord.ChannelHandle) -> Any:
    """The prompt in a thread."""
    return next(message for message in thread.history() if "Next question" in repr(message.components))


def read_thread(thread: simcord.ChannelHandle) -> list[str]:
    """What stands in a thread, message by message."""
    return [text_of(raw(thread, message)) for message in thread.history() if message.components]


class Raw:
    """A posted message as the helpers for answers take it."""

    def __init__(self, message: discord.Message, components: list[dict[str, Any]]) -> None:
        self.id = message.id
        self.message = message
        self.components = components


def raw(channel: simcord.ChannelHandle, message: discord.Message) -> Any:
    """A message with its components as Discord was sent them."""
    return Raw(message, channel._env.backend.get_message(channel.id, message.id).components)


async def press_in(
    room: Classroom, thread: simcord.ChannelHandle, label: str, by: simcord.MemberActor | None = None
) -> simcord.InteractionResult:
    """Presses a button of the prompt in a thread."""
    message = prompt_of(thread)
    shown = raw(thread, message).components
    custom_id = next(b["custom_id"] for b in shown[0]["components"][-1]["components"] if b["label"] == label)
    return await (by or room.teacher).click(message, custom_id=custom_id)


async def discussions(room: Classroom) -> list[dict[str, Any]]:
    """The rows of discussions."""
    return (await stored(room, "discussion"))["discussion"]


async def forget_where(room: Classroom) -> None:
    """What a crash leaves that comes after all was posted and before it was noted."""
    async with room.desk.store.writing() as connection:
        values = {"state": "opening", "thread_id": None, "message_id": None}
        await connection.execute(update(tables.discussion).values(values))


def make_forum(room: Classroom, *tags: str, required: bool = False) -> simcord.ChannelHandle:
    """A forum with tags; SimCord has no flags of channels, so a required tag is told as Discord tells it."""
    forum = room.server.create_forum_channel("ideas")
    forum._channel.available_tags = [
        {"id": str(room.env.backend.snowflake()), "name": tag, "moderated": False, "emoji_id": None, "emoji_name": None}
        for tag in tags
    ]
    payload = dict(serializers.channel_payload(room.env.backend, forum._channel))
    room.env.backend.emit("CHANNEL_UPDATE", payload | {"flags": 16 if required else 0})
    return forum


def tags_on(forum: simcord.ChannelHandle, thread: simcord.ChannelHandle) -> list[str]:
    """The names of a post's tags."""
    names = {int(tag["id"]): tag["name"] for tag in forum._channel.available_tags}
    return [names[tag] for tag in thread._channel.applied_tags]


def is_archived(thread: simcord.ChannelHandle) -> bool:
    """Whether a thread was put away."""
    assert thread._channel.thread_metadata is not None
    return thread._channel.thread_metadata.archived
