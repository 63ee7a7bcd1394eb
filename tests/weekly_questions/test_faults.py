"""Weekly questions on a real socket: what Discord refuses, a slow channel, a connection that breaks off."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import pytest

from tests.conftest import MakeClassroom
from tests.kit.classroom import Classroom, text_of
from tests.kit.curating import stored
from tests.kit.faults import ANY, FaultyDiscord, faulty, until
from tests.kit.stores import Clock
from tests.weekly_questions.kit import MONDAY, WEEK, Week, logged_week


@pytest.fixture
async def week(make_classroom: MakeClassroom, clock: Clock) -> Week:
    found = await logged_week(await make_classroom(now=clock), clock)
    await found.add()
    await found.logged()
    return found


@pytest.fixture
async def wire(week: Week, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[FaultyDiscord]:
    async with faulty(week.room, monkeypatch) as found:
        yield found


def posts_in(room: Classroom) -> str:
    return f"/channels/{room.channel.id}/messages"


async def states(week: Week) -> list[str]:
    return [row["state"] for row in (await stored(week.room, "weekly_date"))["weekly_date"]]


async def another(week: Week) -> Classroom:
    """Another server with a weekly question a minute later."""
    other = Classroom(week.room.env, "Other")
    await other.type("summary")
    await other.told("schedule add", day="monday", time="8:31")
    return other


@pytest.mark.parametrize("slow", ["hangs", "429"])
async def test_one_servers_slow_channel_holds_up_no_other_server(week: Week, wire: FaultyDiscord, slow: str) -> None:
    other = await another(week)
    await week.add()  # a second one of the slow server's own, which waits for the first
    gate = asyncio.Event()
    if slow == "429":
        wire.fail("POST", posts_in(week.room), status=429, retry_after=50, times=3, hold=gate)
    else:
        wire.fail("POST", posts_in(week.room), status=200, hold=gate)
    for week.clock.at in (MONDAY, MONDAY + 30, MONDAY + 60):  # the loop goes on, and posts nothing twice
        await week.room.client._begin()
        assert week.room.client._doing is not None
        await week.room.client._doing
    await until(lambda: len(other.channel.history()) == 1)
    assert week.new() == []
    gate.set()
    await week.room.bot.lanes.idle()
    texts = week.new()
    assert len(texts) == 2
    assert texts[0] != texts[1]
    assert len(other.channel.history()) == 1
    assert await states(week) == ["posted"] * 3


async def test_a_post_whose_answer_was_lost_comes_once_and_is_noted(week: Week, wire: FaultyDiscord) -> None:
    fault = wire.fail("POST", posts_in(week.room), taken=True)
    assert len(await week.at(MONDAY)) == 1
    assert fault.met == 1
    assert await states(week) == ["posted"]
    assert await week.at(MONDAY + 600) == []
    assert await week.logged() == []


async def test_what_nobody_knows_is_told_and_not_posted_again(week: Week, wire: FaultyDiscord) -> None:
    wire.fail("POST", posts_in(week.room), times=ANY)
    assert await week.at(MONDAY) == []
    wire.mend()
    assert await states(week) == ["claimed"]
    assert await week.at(MONDAY + 300) == []
    assert await states(week) == ["lost"]
    [line] = await week.logged()
    assert "Discord gave no answer" in line


@pytest.mark.parametrize(
    ("status", "code", "says", "paused"),
    [
        (404, 10003, "no longer there, so the warm-up is paused", True),
        (403, 50001, "may not post in the channel", False),
        (403, 50013, "may not post in the channel", False),
        (400, 200000, "Discord refused the message", False),
    ],
)
async def test_what_discord_refuses_is_told_in_the_log_and_the_list(
    week: Week, wire: FaultyDiscord, status: int, code: int, says: str, paused: bool
) -> None:
    fault = wire.fail("POST", posts_in(week.room), status=status, code=code, times=ANY)
    assert await week.at(MONDAY) == []
    assert await week.at(MONDAY + 600) == []
    assert fault.met == 1  # it is not tried again
    [line] = await week.logged()
    assert says in line
    listed = text_of(await week.room.told("schedule list"))
    assert says in listed
    assert ("paused" in listed.partition("Last time")[0]) == paused
    assert await week.at(MONDAY + WEEK) == []
    assert fault.met == 1 + (not paused)
    assert await week.logged() == []  # told once
    wire.mend()
    assert len(await week.at(MONDAY + 2 * WEEK)) == (not paused)
    assert ("Last time" in text_of(await week.room.told("schedule list"))) == paused
