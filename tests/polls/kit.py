"""Polls as a class sees them: what stands in the channel, and what is read after a press."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import discord
import simcord

from tests.kit.classroom import Classroom, answer_of, buttons, labels, text_of

QUESTION = "Should the army leave?"


@dataclass(frozen=True)
class Seen:
    """A message of the channel: as people press it, and as it was sent."""

    message: discord.Message
    raw: Any

    def __getattr__(self, name: str) -> Any:
        return getattr(self.raw, name)


def channel_messages(room: Classroom) -> list[Any]:
    """What the bot posted in the channel, oldest first."""
    backend = room.env.backend
    sent = sorted(room.channel.history(), key=lambda message: message.id)
    return [Seen(message, backend.get_message(room.channel.id, message.id)) for message in sent]


def texts(room: Classroom) -> list[str]:
    """The texts of what is in the channel."""
    return [text_of(message) for message in channel_messages(room)]


def results(room: Classroom) -> list[str]:
    """The results that were posted."""
    return [text for text in texts(room) if "`█" in text or "`·`" in text]


async def ask_poll(room: Classroom, question: str = QUESTION, **options: Any) -> Any:
    """Has the teacher make a poll. Returns the message in which people vote, or which stands under Discord's own."""
    before = len(channel_messages(room))
    said = text_of(await room.told("poll", question=question, **options))
    assert "The poll is in the channel" in said, said
    assert len(channel_messages(room)) == before + (1 if options.get("anonymous") else 2)
    return channel_messages(room)[-1]


async def press(room: Classroom, message: Any, label: str, by: simcord.MemberActor | None = None) -> str:
    """What is read after a press: one private sentence."""
    [custom_id] = [button["custom_id"] for button in buttons(message) if button["label"] == label]
    result = await (by or room.teacher).click(message.message, custom_id=custom_id)
    answer = answer_of(result)
    assert answer.ephemeral
    return text_of(answer)


def newest(room: Classroom, label: str) -> Any:
    """The newest message that has a button with this label."""
    return next(each for each in reversed(channel_messages(room)) if label in labels(each))


def files(message: Any) -> list[Any]:
    """The files that came with a message."""
    return list(message.message.attachments)
