"""Who may make and close polls, and what the bot itself needs for them."""

from __future__ import annotations

from typing import Any

import discord
import pytest
from simcord.backend.models import Overwrite
from simcord.enums import OverwriteType

from bot.core.ui.buttons import custom_id
from bot.features.polls import tables
from bot.features.polls.buttons import AskAgain, ClosePoll, Vote
from tests.conftest import MakeClassroom
from tests.kit.classroom import Classroom, text_of
from tests.kit.curating import stored
from tests.kit.stock import told_once
from tests.kit.stores import Clock
from tests.polls.kit import ask_poll, channel_messages, newest, press, results

ONLY = "Only moderators can do this here"


def deny(room: Classroom, **permissions: bool) -> None:
    """Takes permissions away from the bot in the channel; none: gives them all back."""
    denied = discord.Permissions(**permissions).value
    target = room.env.backend.bot_user.id
    room.env.backend.set_overwrite(
        room.channel.id, Overwrite(target_id=target, type=OverwriteType.MEMBER, allow=0, deny=denied)
    )


async def test_a_student_makes_closes_and_repeats_no_poll(room: Classroom) -> None:
    room.let_see("poll", room.student)
    for options in ({}, {"anonymous": True}, {"question": "x" * 301}):
        result = await room.ask("poll", by=room.student, **({"question": "q"} | options))
        assert ONLY in told_once(result)
    assert channel_messages(room) == []
    poll = await ask_poll(room, anonymous=True, before_and_after=True)
    before = await stored(room)
    for label in ("Close", "Ask again"):
        assert ONLY in await press(room, poll, label, room.student)
    assert await stored(room) == before
    assert [each.id for each in channel_messages(room)] == [poll.id]


async def test_a_forged_vote_finds_nothing(room: Classroom) -> None:
    await ask_poll(room, options="Yes; No", anonymous=True)
    await ask_poll(room, "Two?")
    for action in (Vote(1, 2), Vote(2, 0), Vote(3, 0), ClosePoll(3), AskAgain(1), AskAgain(9)):
        message = await room.post_button(custom_id(action))
        before = await stored(room)
        result = await room.teacher.click(message, custom_id=custom_id(action))
        assert "This poll is no longer here" in told_once_or_later(result), action
        assert await stored(room) == before


def told_once_or_later(result: Any) -> str:
    message = result.response or result.followups[-1]
    return text_of(message)


NEEDS = {
    "view_channel": ("View Channel", (True, False)),
    "send_messages": ("Send Messages", (True, False)),
    "send_polls": ("Create Polls", (False,)),
    "read_message_history": ("Read Message History", (False,)),
}


@pytest.mark.parametrize("permission", NEEDS)
async def test_what_the_bot_lacks_is_named_before_anything_is_posted(room: Classroom, permission: str) -> None:
    name, kinds = NEEDS[permission]
    for anonymous in kinds:
        deny(room, **{permission: True})
        said = told_once(await room.ask("poll", question="q", anonymous=anonymous))
        assert f"The bot lacks a permission in <#{room.channel.id}>: give it {name} there" in said
        assert "try again" in said
        assert channel_messages(room) == []
        assert (await stored(room, "poll"))["poll"] == []
        deny(room)
        panel = await ask_poll(room, anonymous=anonymous)
        count = len(channel_messages(room))
        deny(room, **{permission: True})
        assert name in await press(room, panel, "Close")
        assert {row["state"] for row in (await stored(room, "poll"))["poll"]} == {"open"}
        deny(room)
        assert len(channel_messages(room)) == count
        await press(room, newest(room, "Close"), "Close")
        for message in channel_messages(room):
            room.env.backend.delete_message(room.channel.id, message.id)
        store = room.desk.store
        async with store.writing() as connection:
            await connection.execute(tables.poll.delete())


async def test_a_poll_is_made_and_closed_without_the_picture_where_files_are_forbidden(room: Classroom) -> None:
    deny(room, attach_files=True)
    for anonymous in (True, False):
        await press(room, await ask_poll(room, anonymous=anonymous), "Close")
    assert len(results(room)) == 2
    assert not any(message.attachments for message in channel_messages(room))


async def test_a_poll_that_closes_by_itself_does_without_the_picture_where_files_are_forbidden(
    make_classroom: MakeClassroom, clock: Clock
) -> None:
    room = await make_classroom(now=clock)
    await ask_poll(room, anonymous=True)
    deny(room, attach_files=True)
    clock.at += 7 * 86_400
    assert await room.client.tick() == 1
    assert len(results(room)) == 1
    assert not channel_messages(room)[-1].attachments
