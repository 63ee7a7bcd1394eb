"""Polls on a real socket: archived, locked and deleted threads, missing permissions, lost answers, a slow channel."""

from __future__ import annotations

import asyncio
import itertools
from collections.abc import AsyncIterator
from typing import Any

import pytest

from tests.conftest import MakeClassroom
from tests.kit.classroom import Classroom, answer_of, labels, text_of
from tests.kit.curating import stored
from tests.kit.faults import ANY, FaultyDiscord, faulty, until
from tests.kit.stores import DAY, Clock
from tests.polls.kit import ask_poll, channel_messages, newest, press, results, texts


@pytest.fixture
async def room(make_classroom: MakeClassroom, clock: Clock) -> Classroom:
    return await make_classroom(now=clock)


@pytest.fixture
async def wire(room: Classroom, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[FaultyDiscord]:
    async with faulty(room, monkeypatch) as found:
        yield found


ARCHIVED: dict[str, Any] = {"status": 400, "code": 50083}


def edits(room: Classroom) -> tuple[str, str]:
    return "PATCH", f"/channels/{room.channel.id}/messages/*"


def posts(room: Classroom) -> tuple[str, str]:
    return "POST", f"/channels/{room.channel.id}/messages"


async def state(room: Classroom) -> set[str]:
    rows = await stored(room)
    assert rows["poll_key"] == rows["poll_mark"] == []
    return {row["state"] for row in rows["poll"]}


@pytest.mark.parametrize("by_hand", [True, False])
async def test_a_poll_in_an_archived_thread_closes(
    room: Classroom, wire: FaultyDiscord, clock: Clock, by_hand: bool
) -> None:
    poll = await ask_poll(room, anonymous=True)
    await press(room, poll, "Yes", room.student)
    fault = wire.fail(*edits(room), **ARCHIVED)  # until something is posted, which opens it
    if by_hand:
        assert await press(room, poll, "Close") == "The poll is closed."
    else:
        clock.at += 7 * DAY
        assert await room.client.tick() == 1
    assert fault.met == 1
    assert len(results(room)) == 1
    assert "This poll is closed" in texts(room)[0]
    assert labels(channel_messages(room)[0]) == []
    assert await state(room) == {"closed"}


async def test_a_locked_thread_is_opened_where_the_bot_may(room: Classroom, wire: FaultyDiscord) -> None:
    poll = await ask_poll(room)
    await room.student.set_poll_votes(channel_messages(room)[0].message, answers=[1])
    wire.fail("POST", "/channels/*/polls/*/expire", **ARCHIVED)
    wire.fail(*edits(room), **ARCHIVED)
    wire.fail(*posts(room), **ARCHIVED)
    assert await press(room, poll, "Close") == "The poll is closed."
    assert "**Yes** 1" in results(room)[0]
    assert await state(room) == {"closed"}


@pytest.mark.parametrize("anonymous", [True, False])
@pytest.mark.parametrize(
    ("status", "code", "why"),
    [
        (400, 50083, "the thread is archived"),
        (403, 50001, "the bot lacks a permission there"),
        (403, 50013, "the bot lacks a permission there"),
        (403, 160005, "the thread is locked"),
    ],
)
async def test_a_result_that_discord_refuses_everywhere_is_read_by_who_asks(
    room: Classroom, wire: FaultyDiscord, clock: Clock, anonymous: bool, status: int, code: int, why: str
) -> None:
    poll = await ask_poll(room, anonymous=anonymous)
    if anonymous:
        await press(room, poll, "Yes", room.student)
    else:
        await room.student.set_poll_votes(channel_messages(room)[0].message, answers=[1])
    for where in (edits(room), posts(room), ("PATCH", f"/channels/{room.channel.id}")):
        wire.fail(*where, status=status, code=code, times=ANY)
    told = await press(room, poll, "Close")
    assert "**Yes** 1" in told
    assert why in told
    assert "Whoever presses a button of the poll sees it too" in told
    assert await state(room) == {"closed"}
    sent = len(wire.seen)
    clock.at += 3_600
    assert await room.client.tick() == 0
    assert len(wire.seen) == sent  # nothing is tried again
    again = await press(room, poll, "Close")
    assert "**Yes** 1" in again
    assert "This poll is closed" in again
    if anonymous:
        assert "**Yes** 1" in await press(room, poll, "No", room.other)


async def test_a_result_that_is_refused_in_the_channel_stands_in_the_polls_own_message(
    room: Classroom, wire: FaultyDiscord
) -> None:
    poll = await ask_poll(room, anonymous=True)
    await press(room, poll, "No", room.student)
    wire.fail(*posts(room), status=403, code=50013, times=ANY)
    told = await press(room, poll, "Close")
    assert "it stands in the place of the poll’s buttons: the bot lacks a permission there" in told
    [own] = channel_messages(room)
    assert "**No** 1" in text_of(own)
    assert await state(room) == {"closed"}


@pytest.mark.parametrize("what", [{}, {"status": 503}])
async def test_trouble_is_tried_again_with_growing_pauses_and_given_up(
    room: Classroom, wire: FaultyDiscord, clock: Clock, caplog: pytest.LogCaptureFixture, what: dict[str, Any]
) -> None:
    poll = await ask_poll(room, anonymous=True)
    await press(room, poll, "Yes", room.student)
    fault = wire.fail(*edits(room), times=ANY, **what)
    assert "Its result isn’t out yet" in await press(room, poll, "Close")
    tries = []
    for second in range(1, 1_500):
        clock.at += 1
        met = fault.met
        await room.client.tick()
        tries += [second] if fault.met > met else []
    pauses = [after - before for before, after in itertools.pairwise(tries)]
    assert pauses == sorted(pauses)
    assert 5 <= len(tries) <= 9
    assert 600 <= tries[-1] <= 1_300
    assert caplog.text.count("gave up posting the result of a poll") == 1
    assert "Traceback" not in caplog.text
    assert await state(room) == {"closed"}
    assert "**Yes** 1" in await press(room, poll, "Close")


async def test_trouble_that_passes_costs_nothing(room: Classroom, wire: FaultyDiscord, clock: Clock) -> None:
    poll = await ask_poll(room, anonymous=True)
    wire.fail(*edits(room))
    assert "Its result isn’t out yet" in await press(room, poll, "Close")
    clock.at += 10
    assert await room.client.tick() == 1
    assert len(results(room)) == 1
    assert await state(room) == {"closed"}


@pytest.mark.parametrize("what", [{}, {"status": 502}])
async def test_a_result_whose_answer_was_lost_comes_once(
    room: Classroom, wire: FaultyDiscord, what: dict[str, Any]
) -> None:
    poll = await ask_poll(room, anonymous=True)
    fault = wire.fail(*posts(room), taken=True, **what)
    assert await press(room, poll, "Close") == "The poll is closed."
    assert fault.met == 1
    assert len(results(room)) == 1


@pytest.mark.parametrize("anonymous", [True, False])
@pytest.mark.parametrize(
    ("status", "code", "why"),
    [
        (400, 520002, "this kind of channel takes no polls"),
        (403, 50001, "the bot lacks a permission there"),
        (404, 10003, "the place is no longer there"),
        (400, 50083, "the thread is archived"),
        (403, 160005, "the thread is locked"),
        (400, 200000, "AutoMod"),
        (400, 50035, "no reason that helps"),
    ],
)
async def test_a_poll_that_discord_refuses_leaves_nothing(
    room: Classroom, wire: FaultyDiscord, anonymous: bool, status: int, code: int, why: str
) -> None:
    fault = wire.fail(*posts(room), status=status, code=code, times=ANY)
    told = text_of(await room.told("poll", question="Now?", anonymous=anonymous))
    assert "nothing of it was kept" in told
    assert why in told
    assert "\n" not in told
    assert fault.met == 1
    assert await stored(room, "poll") == {"poll": []}


@pytest.mark.parametrize("anonymous", [True, False])
async def test_a_poll_that_nobody_knows_of_is_said_to_be(room: Classroom, wire: FaultyDiscord, anonymous: bool) -> None:
    wire.fail(*posts(room), times=ANY)
    told = text_of(await room.told("poll", question="Now?", anonymous=anonymous))
    assert "nobody knows whether the poll is in" in told
    assert len((await stored(room, "poll"))["poll"]) == 1


@pytest.mark.parametrize("anonymous", [True, False])
async def test_a_poll_whose_answer_was_lost_is_there_once_and_closes(
    room: Classroom, wire: FaultyDiscord, anonymous: bool
) -> None:
    fault = wire.fail(*posts(room), taken=True)
    poll = await ask_poll(room, anonymous=anonymous)
    assert fault.met == 1
    assert await press(room, poll, "Close") == "The poll is closed."


async def test_where_the_buttons_under_a_poll_are_refused_the_presser_has_them(
    room: Classroom, wire: FaultyDiscord
) -> None:
    wire.fail(*posts(room), status=403, code=50013, after=1, times=ANY)
    told = await room.told("poll", question="Now?")
    assert "The buttons that belong under it could not be posted: the bot lacks a permission there" in text_of(told)
    assert labels(told) == ["Close"]
    assert len(channel_messages(room)) == 1
    wire.mend()
    await room.student.set_poll_votes(channel_messages(room)[0].message, answers=[2])
    closed = answer_of(await room.press(told, "Close", by=room.teacher))
    assert text_of(closed) == "The poll is closed."
    assert "**No** 1" in results(room)[0]
    assert await state(room) == {"closed"}


@pytest.mark.parametrize("what", [{}, {"status": 502}])
async def test_buttons_under_a_poll_work_though_discord_never_said_that_they_are_there(
    room: Classroom, wire: FaultyDiscord, what: dict[str, Any]
) -> None:
    wire.fail(*posts(room), taken=True, after=1, times=ANY, **what)
    assert "could not be posted: Discord has trouble" in text_of(await room.told("poll", question="Now?"))
    wire.mend()
    [_, under] = channel_messages(room)
    assert await press(room, under, "Close") == "The poll is closed."
    assert labels(channel_messages(room)[1]) == []
    assert await state(room) == {"closed"}


async def test_a_poll_whose_message_or_channel_is_gone_closes(
    room: Classroom, wire: FaultyDiscord, caplog: pytest.LogCaptureFixture
) -> None:
    for code, anonymous in itertools.product((10003, 10008), (True, False)):
        poll = await ask_poll(room, anonymous=anonymous)
        for method in ("GET", "PATCH"):
            wire.fail(method, f"/channels/{room.channel.id}/messages/*", status=404, code=code)
        assert "Its message is deleted or out of the bot’s reach" in await press(room, poll, "Close")
        wire.mend()
        assert await state(room) == {"closed"}
    assert results(room) == []
    assert "Traceback" not in caplog.text


async def test_a_second_poll_that_is_refused_leaves_the_first_closed_and_can_be_asked(
    room: Classroom, wire: FaultyDiscord
) -> None:
    first = await ask_poll(room, options="Yes; No", anonymous=True, before_and_after=True)
    await press(room, first, "Yes", room.student)
    wire.fail(*posts(room), status=403, code=50013)
    told = await press(room, first, "Ask again")
    assert "The first poll is closed, but the second one was not posted" in told
    assert "the bot lacks a permission there" in told
    assert "The poll is in the channel" in await press(room, newest(room, "Ask again"), "Ask again")
    await press(room, newest(room, "Close"), "Close")
    assert "**Yes** 1 → 0 (−1)" in results(room)[0]


async def test_one_servers_slow_channel_holds_up_no_other_servers_polls(
    room: Classroom, wire: FaultyDiscord, clock: Clock
) -> None:
    other = Classroom(room.env, "Other")
    for each in (room, other):
        await each.type("summary")
        await ask_poll(each, anonymous=True)
        clock.at += 60
    await room.client.tick()
    gate = asyncio.Event()
    wire.fail(*edits(room), status=429, retry_after=50, hold=gate)
    clock.at += 7 * DAY - 120
    for _ in range(3):  # the loop goes on
        await room.client._begin()
        assert room.client._doing is not None
        await room.client._doing
        clock.at += 60
    await until(lambda: len(results(other)) == 1)
    assert results(room) == []
    gate.set()
    await room.bot.lanes.idle()
    assert len(results(room)) == 1
