"""/participation: off, announced, counted, and never who."""

from __future__ import annotations

import asyncio
import io
import itertools
import logging
from typing import Any

import discord
import pytest
import simcord
from PIL import Image
from simcord.backend.models import Overwrite
from simcord.enums import OverwriteType

from bot.core.model.people import OPERATOR, Who
from bot.core.rules.library import Library
from bot.core.rules.servers import ServerRules
from bot.core.templates.charts import Bars, bar_chart
from bot.features.discussions.rules import DiscussionRules
from bot.features.participation.errors import CountingOff
from bot.features.participation.queries import DAYS_MOST
from bot.features.participation.rules import ParticipationRules
from tests.conftest import MakeBot, MakeClassroom
from tests.kit.classroom import Classroom, answer_of, text_of, walk
from tests.kit.curating import another_process, manager, restart, stored
from tests.kit.limits import check_message
from tests.kit.stock import told_once
from tests.kit.stores import every_row

START, DAY = 1_767_225_600, 86_400
WORDS = "quixotic marmalade"
ANNOUNCED = "the bot counts how many people post"
DARK = (0x2F, 0x6F, 0x8F)
PNG = b"\x89PNG\r\n\x1a\n"


async def turn(room: Classroom, chosen: str) -> None:
    """Somebody with Manage Server turns the counting on (yes) or off (no)."""
    actor = manager(room)
    room.let_see("setup", actor)
    shown = await room.press(await room.told("setup", by=actor), "Count who posts in discussions", by=actor)
    await room.fill(shown, by=actor, count_participation=[chosen])


async def discussion(room: Classroom, name: str = "Who decides?") -> Any:
    """A discussion's thread, as the bot tells its features of it when its prompt stands there."""
    channel = room.client.get_channel(room.channel.id)
    assert isinstance(channel, discord.TextChannel)
    rules, server_id = room.desk.get(DiscussionRules), room.server.id
    article_id = await room.desk.get(Library).current(server_id, None)
    begun = await rules.begin(server_id, OPERATOR, (await rules.questions(server_id, article_id))[0], channel.id)
    assert begun is not None
    thread = await channel.create_thread(name=name, type=discord.ChannelType.public_thread)
    await rules.opened(server_id, begun, thread.id, thread.id)
    await room.bot.thread_began(thread)
    await room.env.settle()
    return next(handle for handle in room.channel.threads if handle.id == thread.id)


def thread_of(room: Classroom, handle: Any) -> discord.Thread:
    """A thread as the bot knows it."""
    thread = room.client.get_guild(room.server.id).get_thread(handle.id)  # type: ignore[union-attr]
    assert thread is not None
    return thread


def announcements(room: Classroom, handle: Any) -> list[str]:
    """What the bot posted in a thread."""
    posts = [room.env.backend.get_message(handle.id, message.id) for message in handle.history()]
    return [str(post.components) for post in posts if post.author_id == room.env.backend.bot_user.id]


async def numbers(room: Classroom) -> list[tuple[int, int]]:
    """People and messages of each discussion, the oldest first."""
    return [(row["people"], row["messages"]) for row in (await stored(room, "participation"))["participation"]]


async def marks(room: Classroom) -> int:
    """How many marks are kept."""
    return len((await stored(room, "participation_mark"))["participation_mark"])


async def talk(room: Classroom, thread: Any, *who: simcord.MemberActor) -> None:
    """Each of these posts a message."""
    for actor in who:
        await actor.send(thread, WORDS)
    await room.env.settle()


async def test_off_nothing_is_stored_or_said(room: Classroom) -> None:
    thread = await discussion(room)
    await talk(room, thread, room.student, room.other)
    assert await numbers(room) == []
    assert announcements(room, thread) == []
    refused = told_once(await room.ask("participation"))
    assert refused == room.bot.prompts["en"].sentence(CountingOff(), in_form=True)
    assert not any((room.client.intents.members, room.client.intents.presences, room.client.intents.message_content))


async def test_on_it_is_announced_once_and_counts_right_over_a_restart(room: Classroom, make_bot: MakeBot) -> None:
    await turn(room, "yes")
    thread = await discussion(room)
    assert len(announcements(room, thread)) == 1
    assert ANNOUNCED in announcements(room, thread)[0]
    assert await numbers(room) == [(0, 0)]
    await talk(room, thread, room.student, room.other, room.student)
    assert await numbers(room) == [(2, 3)]
    await restart(room, make_bot())
    await talk(room, thread, room.student, room.teacher)
    assert await numbers(room) == [(3, 5)]
    assert await marks(room) == 3
    assert len(announcements(room, thread)) == 1
    shown = await room.told("participation")
    assert shown.ephemeral
    assert f"**1.** <#{thread.id}> · 3 people · 5 messages" in text_of(shown)
    assert "ended" not in text_of(shown)
    [file] = shown.attachments
    assert (await file.read()).startswith(PNG)
    [gallery] = [part for part in walk(shown.components) if part["type"] == 12]
    assert "3 people" in gallery["items"][0]["description"]


async def test_a_discussion_from_before_is_announced_before_its_first_message_is_counted(room: Classroom) -> None:
    thread = await discussion(room)
    await talk(room, thread, room.student)
    await turn(room, "yes")
    assert announcements(room, thread) == []
    await talk(room, thread, room.student, room.other)
    assert len(announcements(room, thread)) == 1
    assert await numbers(room) == [(2, 2)]


async def test_messages_at_once_are_announced_once_and_each_counted(room: Classroom) -> None:
    thread = await discussion(room)
    await turn(room, "yes")
    found = thread_of(room, thread)
    messages = [await actor.send(room.channel, WORDS) for actor in (room.student, room.other, room.student)]
    for message in messages:
        message.channel = found
    await asyncio.gather(*(room.client.on_message(message) for message in messages))
    await room.env.settle()
    assert len(announcements(room, thread)) == 1
    assert await numbers(room) == [(2, 3)]
    assert room.client.user is not None
    assert room.client.user.id == room.env.backend.bot_user.id


async def test_nobody_can_be_read_out_of_the_store_or_the_log(
    room: Classroom, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG, logger="bot")
    await turn(room, "yes")
    first, second = await discussion(room, "One"), await discussion(room, "Two")
    await talk(room, first, room.student, room.other)
    await talk(room, second, room.student)
    await room.student.send(
        second, f"<@{room.env.backend.bot_user.id}> {WORDS}"
    )  # with this one Discord sends its text
    await room.env.settle()
    rows = await stored(room, "participation", "participation_mark")
    everything = repr(await stored(room)) + caplog.text + text_of(await room.told("participation"))
    for word in (str(room.student.id), str(room.other.id), room.student.name, room.other.name, WORDS, "marmalade"):
        assert word not in everything
    assert len({row["mark"] for row in rows["participation_mark"]}) == 3  # the same person's marks differ
    assert len({row["key"] for row in rows["participation"]}) == 2


async def test_bots_webhooks_and_what_discord_says_itself_are_not_counted(room: Classroom) -> None:
    await turn(room, "yes")
    thread = await discussion(room)
    other_bot = room.server.add_member(room.env.create_user("other-bot", bot=True))
    hook = room.server.create_webhook(room.channel)
    room.env.backend.create_message(thread.id, hook._webhook.webhook_user_id, WORDS, webhook_id=hook.id)
    await room.env.settle()
    await talk(room, thread, other_bot)
    await thread_of(room, thread).send("from the bot itself")
    message = await room.student.send(thread, WORDS)
    await room.teacher.set_pinned(message, True)  # Discord says so in the thread, in the teacher's name
    assert len(list(thread.history())) == 6
    await talk(room, room.channel, room.student)
    assert await numbers(room) == [(1, 1)]


async def test_a_thread_that_somebody_else_opened_is_not_counted(room: Classroom) -> None:
    await turn(room, "yes")
    owned = room.env.backend.create_thread(room.channel.id, "Ours", room.student.id, type=11)
    await room.env.settle()
    handle = next(each for each in room.channel.threads if each.id == owned.id)
    await talk(room, handle, room.student)
    assert await numbers(room) == []
    assert announcements(room, handle) == []


@pytest.mark.parametrize("way", ["locked", "deleted", "called"])
async def test_when_it_is_closed_only_the_numbers_stay(room: Classroom, way: str) -> None:
    await turn(room, "yes")
    thread, other = await discussion(room), await discussion(room, "Other")
    await talk(room, thread, room.student, room.other)
    await talk(room, other, room.student)
    if way == "locked":
        await thread_of(room, thread).edit(locked=True, archived=True)
    elif way == "deleted":
        await thread_of(room, thread).delete()
    else:
        await room.desk.get(ParticipationRules).end(room.server.id, thread.id)
    await room.env.settle()
    rows = await stored(room, "participation", "participation_mark")
    closed, still = rows["participation"]
    assert (closed["people"], closed["messages"], closed["key"], closed["ended_at"]) == (2, 2, None, START)
    assert still["key"] is not None
    assert [row["thread_id"] for row in rows["participation_mark"]] == [other.id]
    assert "2 people · 2 messages · ended" in text_of(await room.told("participation"))
    if way == "called":
        await talk(room, thread, room.teacher)
        assert await numbers(room) == [(2, 2), (1, 1)]
        assert len(announcements(room, thread)) == 1


async def test_a_discussion_that_is_closed_counts_nobody_even_where_its_counting_was_not_ended(room: Classroom) -> None:
    await turn(room, "yes")
    await room.told("discuss")
    [thread] = room.channel.threads
    await room.student.send(thread, "One.")
    await room.env.settle()
    assert await numbers(room) == [(1, 1)]
    rules = room.desk.get(DiscussionRules)
    found = await rules.find(room.server.id, thread.id)
    assert found is not None
    # As where the process ends between the two: it is closed, and its key is there still.
    assert await rules.close(room.server.id, Who(room.teacher.id, manages_messages=True), found)
    await room.other.send(thread, "Two.")
    await room.env.settle()
    assert await numbers(room) == [(1, 1)]


async def test_after_30_days_only_the_numbers_stay(make_classroom: MakeClassroom) -> None:
    clock = [START]
    room = await make_classroom(now=lambda: clock[0])
    await turn(room, "yes")
    thread = await discussion(room)
    await talk(room, thread, room.student, room.other)
    clock[0] += DAYS_MOST * DAY - 1
    await room.desk.get(ParticipationRules).tidy()
    await talk(room, thread, room.student)
    assert (await numbers(room), await marks(room)) == ([(2, 3)], 2)
    clock[0] += 1
    await room.desk.get(ParticipationRules).tidy()
    await talk(room, thread, room.student)
    assert (await numbers(room), await marks(room)) == ([(2, 3)], 0)
    assert len(announcements(room, thread)) == 1


async def test_turned_off_it_counts_no_more_and_the_marks_go_within_an_hour(room: Classroom) -> None:
    await turn(room, "yes")
    thread = await discussion(room)
    await talk(room, thread, room.student)
    await turn(room, "no")
    await talk(room, thread, room.other)
    assert await numbers(room) == [(1, 1)]
    await room.client.tidy.coro(room.client)  # what the client does once an hour
    assert await marks(room) == 0
    assert [row["key"] for row in (await stored(room, "participation"))["participation"]] == [None]
    assert "Counting is off" in told_once(await room.ask("participation"))


async def test_without_the_right_to_announce_nothing_is_counted(room: Classroom) -> None:
    await turn(room, "yes")
    denied = discord.Permissions(send_messages_in_threads=True).value
    bot_id = room.env.backend.bot_user.id
    room.env.backend.set_overwrite(
        room.channel.id, Overwrite(target_id=bot_id, type=OverwriteType.MEMBER, allow=0, deny=denied)
    )
    thread = await discussion(room)
    await talk(room, thread, room.student)
    assert await numbers(room) == []
    room.env.backend.set_overwrite(
        room.channel.id, Overwrite(target_id=bot_id, type=OverwriteType.MEMBER, allow=0, deny=0)
    )
    await room.env.settle()
    await talk(room, thread, room.student)
    assert await numbers(room) == [(1, 1)]


async def test_a_student_is_refused(room: Classroom) -> None:
    await turn(room, "yes")
    await talk(room, await discussion(room), room.student)
    room.let_see("participation", room.student)
    assert "Only moderators" in told_once(await room.ask("participation", by=room.student))


async def test_two_servers_count_their_own(room: Classroom) -> None:
    there = Classroom(room.env, "Other")
    await turn(room, "yes")
    await turn(there, "yes")
    mine, theirs = await discussion(room, "Mine"), await discussion(there, "Theirs")
    await talk(room, mine, room.student)
    await talk(there, theirs, there.student, there.other)
    assert "1 person · 1 message" in text_of(await room.told("participation"))
    assert str(theirs.id) not in text_of(await room.told("participation"))
    assert "2 people · 2 messages" in text_of(await there.told("participation"))
    await room.desk.get(ParticipationRules).end(room.server.id, theirs.id)
    assert await marks(room) == 3
    await room.desk.get(ServerRules).erase(there.server.id)
    assert [row["server_id"] for row in (await stored(room, "participation"))["participation"]] == [room.server.id]
    assert await marks(room) == 1


async def test_more_discussions_than_are_shown(room: Classroom) -> None:
    await turn(room, "yes")
    empty = answer_of(await room.ask("participation"))
    assert "Nothing is counted yet" in text_of(empty)
    assert empty.attachments == []
    for number in range(11):
        await discussion(room, f"No. {number}")
    shown = await room.told("participation")
    assert text_of(shown).count("0 people · 0 messages") == 10
    assert "The latest 10 of 11" in text_of(shown)
    check_message(list(shown.components))


def test_a_picture_of_nothing_and_one_of_very_large_numbers_are_drawn() -> None:
    nothing = bar_chart("", ("a", "b"), [Bars("1", (0, 0), ("0", "0"))])
    large = bar_chart("", ("a", "b"), [Bars("1", (0, 0), ("0", "0")), Bars("2", (5, 10**9), ("5", "x"))])
    assert nothing is not None
    assert large is not None
    assert nothing.startswith(PNG)
    assert large.startswith(PNG)


async def test_without_typst_there_are_the_numbers_alone(room: Classroom, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "typst", None)
    await turn(room, "yes")
    await talk(room, await discussion(room), room.student)
    shown = await room.told("participation")
    assert "1 person · 1 message" in text_of(shown)
    assert shown.attachments == []


def bar_lengths(picture: bytes) -> list[int]:
    """The lengths, in dots, of the chart's dark bars from above to below."""
    with Image.open(io.BytesIO(picture)) as opened:
        image = opened.convert("RGB")
    lengths = [sum(image.getpixel((x, y)) == DARK for x in range(image.width)) for y in range(image.height)]
    runs = [list(run) for dark, run in itertools.groupby(lengths, bool) if dark]
    return [max(run) for run in runs]


def test_a_bar_is_as_long_as_its_number_and_what_was_typed_stays_text() -> None:
    rows = [Bars("*", (800,), ("$1$",)), Bars('#panic("no")', (200,), ("200",)), Bars("#2", (0,), ("0",))]
    most, quarter, none = bar_lengths(bar_chart("#panic(1)", (), rows))
    assert most > 100
    assert quarter / most == pytest.approx(1 / 4, abs=0.02)
    assert none < most / 50


async def rows_after_the_end(room: Classroom, event: str, given: object) -> dict[str, list[dict[str, Any]]]:
    """What is stored after the bot was told to end while that event waited for the store."""
    async with room.desk.store.writing():  # whoever writes waits
        room.client.dispatch(event, given)
        ending = asyncio.create_task(room.client.finish())
        for _ in range(100):
            await asyncio.sleep(0)
        assert not ending.done()
    await ending
    desk = another_process(room)
    await desk.store.open()
    rows = await every_row(desk.store)
    await desk.store.close()
    return rows


async def test_the_end_waits_until_a_message_is_counted(room: Classroom) -> None:
    thread = await discussion(room)
    await turn(room, "yes")
    await talk(room, thread, room.student)
    message = await room.other.send(room.channel, WORDS)
    message.channel = thread_of(room, thread)
    rows = (await rows_after_the_end(room, "message", message))["participation"]
    assert [(row["people"], row["messages"]) for row in rows] == [(2, 2)]


async def test_the_end_waits_until_a_thread_that_was_locked_is_forgotten(room: Classroom) -> None:
    thread = await discussion(room)
    await turn(room, "yes")
    await talk(room, thread, room.student)
    assert await marks(room) == 1
    locked: Any = {"id": thread.id, "type": 11, "guild_id": room.server.id, "parent_id": room.channel.id}
    locked["thread_metadata"] = {"locked": True}
    rows = await rows_after_the_end(room, "raw_thread_update", discord.RawThreadUpdateEvent(locked))
    assert rows["participation_mark"] == []
    assert [row["key"] for row in rows["participation"]] == [None]
