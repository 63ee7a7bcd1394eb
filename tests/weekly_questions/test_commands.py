"""/schedule as moderators use it: adding, the list with its buttons, the history, and everything that is refused."""

from __future__ import annotations

from typing import Any

import discord
import pytest
from simcord.backend.models import Overwrite
from simcord.enums import OverwriteType

from bot.core.ui.buttons import custom_id
from bot.features.weekly_questions.buttons import SkipDate
from tests.articles.test_commands import thread_in
from tests.conftest import MakeBot, MakeClassroom
from tests.kit.classroom import Classroom, answer_of, buttons, labels, text_of
from tests.kit.curating import manager, restart, stored
from tests.kit.stock import told_once
from tests.kit.stores import DAY, START, Clock
from tests.settings.test_commands import deny
from tests.weekly_questions.kit import MONDAY, WEEK, stamps


@pytest.fixture
async def room(make_classroom: MakeClassroom, clock: Clock) -> Classroom:
    """A class whose clock stands at the start of 2026, a Thursday."""
    return await make_classroom(now=clock)


async def rows(room: Classroom) -> dict[str, list[dict[str, object]]]:
    return await stored(room)


async def test_what_was_scheduled_is_shown_with_its_next_dates_and_survives_a_restart(
    room: Classroom, make_bot: MakeBot, clock: Clock
) -> None:
    told = await room.told("schedule add", day="monday", time="8.30 pm", article="1")
    assert told.ephemeral
    evening = MONDAY + 12 * 3_600
    dates = stamps(evening, evening + WEEK, evening + 2 * WEEK)
    text = text_of(told)
    assert "Scheduled" in text
    assert "Monday, 8:30\u202fPM" in text
    assert f"<#{room.channel.id}>" in text
    assert "U.S. to embed agents" in text
    assert ", ".join(dates) in text
    assert labels(told) == ["Pause", "Skip the next one", "Remove", "All warm-ups"]
    await restart(room, make_bot(now=clock))
    listed = await room.told("schedule list")
    assert ", ".join(dates) in text_of(listed)
    assert "1 of 10" in text_of(listed)
    assert "Times are UTC" in text_of(listed)
    assert labels(listed) == ["Pause", "Skip the next one", "Remove"]


async def test_the_buttons_of_the_list_change_it_in_place(room: Classroom) -> None:
    await room.told("schedule add", day="monday", time="8:30")
    shown = await room.told("schedule list")
    await room.press(shown, "Skip the next one", by=room.teacher)
    assert stamps(MONDAY)[0] not in text_of(shown)
    assert ", ".join(stamps(MONDAY + WEEK, MONDAY + 2 * WEEK, MONDAY + 3 * WEEK)) in text_of(shown)
    await room.press(shown, "Pause", by=room.teacher)
    assert "paused" in text_of(shown)
    assert "<t:" not in text_of(shown)
    assert labels(shown) == ["Resume", "Remove"]
    await room.press(shown, "Resume", by=room.teacher)
    assert stamps(MONDAY + WEEK)[0] in text_of(shown)  # what was left out stays so
    assert stamps(MONDAY)[0] not in text_of(shown)
    await room.press(shown, "Remove", by=room.teacher)
    assert "Nothing here yet" in text_of(shown)
    assert labels(shown) == []


async def test_skipping_the_same_date_twice_leaves_out_one(room: Classroom) -> None:
    await room.told("schedule add", day="monday", time="8:30")
    one, two = await room.told("schedule list"), await room.told("schedule list")
    await room.press(one, "Skip the next one", by=room.teacher)
    await room.press(two, "Skip the next one", by=room.teacher)
    assert text_of(one) == text_of(two)
    assert stamps(MONDAY + WEEK)[0] in text_of(two)


async def test_the_subcommands_do_the_same_with_a_choice_from_the_list(room: Classroom) -> None:
    await room.told("schedule add", day="monday", time="8:30")
    await room.told("schedule add", day="friday", time="14:05")
    offered = await room.teacher.autocomplete(room.channel, "schedule pause", "schedule", "fri")
    assert [choice["value"] for choice in offered] == ["2"]
    assert offered[0]["name"] == "Friday, 2:05 PM · #class-discussion (2)"
    assert len(await room.teacher.autocomplete(room.channel, "schedule skip", "schedule", "")) == 2
    assert len(await room.teacher.autocomplete(room.channel, "schedule remove", "schedule", "")) == 2
    paused = await room.told("schedule pause", schedule="2")
    assert "Paused" in text_of(paused)
    offered = await room.teacher.autocomplete(room.channel, "schedule remove", "schedule", "fri")
    assert "paused" in offered[0]["name"]
    again = await room.told("schedule pause", schedule="2")
    assert labels(again) == ["Resume"]
    assert "is paused" in text_of(await room.told("schedule skip", schedule="2"))
    await room.press(again, "Resume", by=room.teacher)
    assert "Resumed" in text_of(again)
    friday = START + DAY + (14 * 60 + 5) * 60
    skipped = await room.told("schedule skip", schedule="2")
    assert "left out" in text_of(skipped)
    assert stamps(friday)[0] not in text_of(skipped)
    assert stamps(friday + WEEK)[0] in text_of(skipped)
    removed = await room.told("schedule remove", schedule="2")
    assert "Removed" in text_of(removed)
    assert "<t:" not in text_of(removed)
    for command in ("pause", "skip", "remove"):
        for number in ("2", "77", "x", "²", "9" * 12):
            assert "no such warm-up" in told_once(await room.ask(f"schedule {command}", schedule=number))


async def test_a_server_has_ten_at_most(room: Classroom) -> None:
    for number in range(10):
        assert "Scheduled" in text_of(await room.told("schedule add", day="monday", time=f"8:{number + 10}"))
    before = await rows(room)
    refused = told_once(await room.ask("schedule add", day="friday", time="8:30"))
    assert "10 warm-ups" in refused
    assert await rows(room) == before
    first = await room.told("schedule list")
    assert [labels(first).count(label) for label in ("Pause", "Next ›")] == [5, 1]
    await room.press(first, "Next ›", by=room.teacher)
    assert "Page 2 of 2" in text_of(first)
    assert "8:19" in text_of(first)
    await room.press(first, "Remove", nth=4, by=room.teacher)
    assert "8:19" not in text_of(first)
    assert "Page 2 of 2" in text_of(first)
    assert "Scheduled" in text_of(await room.told("schedule add", day="friday", time="8:30"))


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"time": "half past eight"}, "write it like 8:30, 14:05 or 8:30 pm"),
        ({"time": "25:00"}, "is not a time of day"),
        ({"time": "<@1> **x**"}, r"\<\@1\> \*\*x\*\*"),
        ({"article": "nothing of that name"}, "There is no article called"),
    ],
)
async def test_what_cannot_be_read_is_refused_with_what_to_do(
    room: Classroom, options: dict[str, Any], words: str
) -> None:
    await room.type("summary")
    before = await rows(room)
    told = told_once(await room.ask("schedule add", **({"day": "monday", "time": "8:30"} | options)))
    assert words in told
    assert await rows(room) == before


async def test_a_channel_must_be_one_where_both_may_post(room: Classroom) -> None:
    await room.type("summary")
    voice = room.server.create_voice_channel("voice")
    muted, closed = room.server.create_text_channel("muted"), room.server.create_text_channel("closed")
    deny(room, muted, send_messages=True)
    deny(room, closed, view_channel=True, send_messages=True)
    private = room.server.create_text_channel("private")
    everybody = room.server.id
    bits = discord.Permissions(send_messages=True).value
    room.env.backend.set_overwrite(
        private.id, Overwrite(target_id=everybody, type=OverwriteType.ROLE, allow=0, deny=bits)
    )
    bot = room.env.backend.bot_user.id
    room.env.backend.set_overwrite(private.id, Overwrite(target_id=bot, type=OverwriteType.MEMBER, allow=bits, deny=0))
    await room.env.settle()
    before = await rows(room)
    for channel, words in (
        (muted, "The bot lacks a permission in {}: give it Send Messages there"),
        (closed, "The bot lacks a permission in {}: give it View Channel there"),
        (private, "You may not send messages in {}"),
    ):
        told = told_once(await room.ask("schedule add", day="monday", time="8:30", channel=channel))
        assert words.format(f"<#{channel.id}>") in told
    assert await rows(room) == before
    result = await room.teacher.slash(voice, "schedule add", day="monday", time="8:30")
    assert "can’t be used" in told_once(result)
    assert await rows(room) == before


async def test_students_are_refused_and_change_nothing(room: Classroom) -> None:
    await room.told("schedule add", day="monday", time="8:30")
    shown = await room.told("schedule list")
    room.let_see("schedule", room.student)
    before = await rows(room)
    for command, options in (
        ("add", {"day": "monday", "time": "8:30"}),
        ("list", {}),
        ("pause", {"schedule": "1"}),
        ("skip", {"schedule": "1"}),
        ("remove", {"schedule": "1"}),
    ):
        told = told_once(await room.ask(f"schedule {command}", by=room.student, **options))
        assert "Only moderators" in told
    for button in buttons(shown):
        message = await room.post_button(button["custom_id"])
        assert "Only moderators" in told_once(await room.student.click(message, custom_id=button["custom_id"]))
    assert await room.student.autocomplete(room.channel, "schedule pause", "schedule", "") == []
    assert await rows(room) == before


async def test_a_forged_day_finds_no_date(room: Classroom) -> None:
    await room.told("schedule add", day="monday", time="8:30")
    before = await rows(room)
    for action in (SkipDate(1, 1, 1), SkipDate(2, 1, 1)):
        message = await room.post_button(custom_id(action))
        await room.teacher.click(message, custom_id=custom_id(action))
        assert await rows(room) == before
    message = await room.post_button(f"tp:skip:1:{2**40}:1")
    told = told_once(await room.teacher.click(message, custom_id=f"tp:skip:1:{2**40}:1"))
    assert "earlier version" in told
    assert await rows(room) == before


async def test_the_history_and_the_log_channel_tell_of_each_step(room: Classroom) -> None:
    office = manager(room)
    log = room.server.create_text_channel("log")
    await room.type("summary")
    await room.fill(
        await room.press(await room.told("setup", by=office), "Change", by=office), by=office, log_channel=[log]
    )
    await room.client.tick()
    known = len(log.history())
    await room.told("schedule add", day="monday", time="8:30")
    shown = await room.told("schedule list")
    for label in ("Skip the next one", "Pause", "Resume", "Remove"):
        await room.press(shown, label, by=room.teacher)
    await room.client.tick()
    posts = sorted(log.history(), key=lambda message: message.id)[known:]
    texts = [text_of(room.env.backend.get_message(log.id, post.id)) for post in posts]  # type: ignore[arg-type]
    for text, words in zip(texts, ("scheduled", "left out", "paused", "resumed", "removed"), strict=True):
        assert words in text
        assert "Monday, 8:30" in text
        assert room.teacher.mention in text
        assert f"<#{room.channel.id}>" in text
    assert stamps(MONDAY)[0] in texts[1]
    history = await room.told("facts history")
    assert "Warm-up removed" in text_of(history)
    assert "Undo" not in labels(history)


async def test_a_thread_stands_for_the_channel_it_belongs_to(room: Classroom) -> None:
    thread = await thread_in(room, room.channel)
    told = answer_of(await room.teacher.slash(thread, "schedule add", day="monday", time="8:30"))
    assert f"<#{room.channel.id}>" in text_of(told)
