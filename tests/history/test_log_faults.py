"""The log channel on a real socket: one server's slow channel, and a process that dies before it notes a post."""

from __future__ import annotations

import asyncio

import pytest
import simcord

from bot.core.model.people import OPERATOR
from bot.core.rules.desk import Desk
from bot.core.rules.news import News
from bot.features.facts.rules import FactRules
from tests.history.test_log_channel import Log, logged
from tests.kit.classroom import Classroom
from tests.kit.faults import ANY, FaultyDiscord, until
from tests.kit.stores import MODERATOR, ONE, desk_on


async def edit(room: Classroom, text: str) -> None:
    await room.desk.get(FactRules).edit(room.server.id, OPERATOR, await room.first_fact(), {"text": text}, None)


def count(channel: simcord.ChannelHandle) -> int:
    return len(channel.history())


@pytest.mark.parametrize("slow", ["hangs", "429"])
async def test_one_servers_slow_log_channel_holds_up_no_other_servers(
    room: Classroom, wire: FaultyDiscord, slow: str
) -> None:
    other = Classroom(room.env, "Other")
    mine, others = await logged(room), await logged(other)
    log, before, there = Log(room.env, mine), count(mine), count(others)
    gate, path = asyncio.Event(), f"/channels/{mine.id}/messages"
    if slow == "429":
        wire.fail("POST", path, status=429, retry_after=50, times=2, hold=gate)
    else:
        wire.fail("POST", path, status=200, hold=gate)
    await edit(room, "First here.")
    await edit(room, "Second here.")
    await edit(other, "First there.")
    await room.client._begin()
    await until(lambda: count(others) == there + 1)
    await edit(other, "Second there.")
    await room.client._begin()  # the loop goes on
    await until(lambda: count(others) == there + 2)
    assert count(mine) == before
    gate.set()
    await room.bot.lanes.idle()
    first, second = await log.next()
    assert "First here." in first
    assert "Second here." in second
    assert await log.next() == []
    assert count(others) == there + 2


async def test_what_waits_is_not_noted_and_what_was_posted_is(desk: Desk) -> None:
    news = desk.get(News)
    await news.look()
    made = [(await desk.get(FactRules).retire(ONE, MODERATOR, number)).entry for number in (1, 2, 3, 4)]
    slow, quick, quiet, last = await news.look()
    assert [slow.id, quick.id, quiet.id, last.id] == [entry.id for entry in made]
    await news.done(quick)
    await news.done(quiet, 0)
    again = desk_on(desk.store).get(News)
    assert [entry.id for entry in await again.look()] == [slow.id, quiet.id, last.id]  # nothing was posted of it
    await again.done(last)
    assert [entry.id for entry in await desk_on(desk.store).get(News).look()] == [slow.id, quiet.id]
    await again.done(slow)
    await again.done(quiet, 0)
    assert await desk.store.note("logged") == str(last.id)
    assert await desk_on(desk.store).get(News).look() == []


async def test_a_note_stays_short_however_long_one_channel_takes(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.core.rules.news._AHEAD", 2)
    news = desk.get(News)
    await news.look()
    for number in (1, 2, 3, 4, 5):
        await desk.get(FactRules).retire(ONE, MODERATOR, number)
    slow, *others = await news.look()
    for entry in others:
        await news.done(entry)
    assert await desk.store.note("logged") == str(others[-1].id)
    await news.done(slow)
    assert await desk.store.note("logged") == str(others[-1].id)


async def test_a_line_that_was_posted_by_a_process_that_died_then_comes_once(
    room: Classroom, wire: FaultyDiscord, monkeypatch: pytest.MonkeyPatch
) -> None:
    log = Log(room.env, await logged(room))
    noted = await room.desk.store.note("logged")
    await edit(room, "Posted and not noted.")

    async def dies(*_given: object) -> None:
        raise OSError("killed")

    with monkeypatch.context() as patch:
        patch.setattr(room.desk.store, "set_note", dies)
        await room.client.tick()
    assert await room.desk.store.note("logged") == noted
    room.desk._rules.pop(News)  # as the next process begins
    sent = len(wire.seen)
    assert await room.client.tick() == 1
    assert len(wire.seen) == sent + 1
    await log.only("Posted and not noted.")


async def test_a_line_whose_answer_was_lost_comes_once(room: Classroom, wire: FaultyDiscord) -> None:
    channel = await logged(room)
    log = Log(room.env, channel)
    fault = wire.fail("POST", f"/channels/{channel.id}/messages", taken=True)
    await edit(room, "Lost on the way.")
    await log.only("Lost on the way.")
    assert fault.met == 1


async def test_what_discord_refuses_is_one_line_for_the_operator_and_not_tried_again(
    room: Classroom, wire: FaultyDiscord, caplog: pytest.LogCaptureFixture
) -> None:
    channel = await logged(room)
    log = Log(room.env, channel)
    fault = wire.fail("POST", f"/channels/{channel.id}/messages", status=403, code=50001, times=ANY)
    await edit(room, "Refused.")
    assert await log.next() == []
    assert await log.next() == []
    assert fault.met == 1
    assert caplog.text.count("could not be posted to a log channel: HTTP 403") == 1
    wire.mend()
    await edit(room, "Taken.")
    await log.only("Taken.")
