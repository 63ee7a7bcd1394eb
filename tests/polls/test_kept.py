"""What is kept of a poll, over restarts and in the file itself: no choice of anybody's, and no result twice."""

from __future__ import annotations

import asyncio
import hashlib
import hmac
from pathlib import Path
from typing import Any

import discord
import pytest
from sqlalchemy import text

from bot.core.model.people import Who
from bot.core.rules.desk import Desk
from bot.core.rules.servers import ServerRules
from bot.core.store.store import Store
from bot.features.articles.importing import ImportRules
from bot.features.articles.rules import ArticleRules
from bot.features.polls.errors import PollGone, PollVoted
from bot.features.polls.posting import finish
from bot.features.polls.rules import PollRules
from tests.conftest import MakeBot, MakeClassroom
from tests.kit.classroom import Classroom, labels, text_of
from tests.kit.curating import restart, stored
from tests.kit.stores import MODERATOR, ONE, STUDENT, TWO, Clock, every_row, filled
from tests.polls.kit import ask_poll, channel_messages, newest, press, results

Rows = dict[str, list[dict[str, Any]]]


def poll_rows(rows: Rows) -> Rows:
    return {name: rows[name] for name in rows if name.startswith("poll")}


async def test_who_chose_what_is_in_no_table(room: Classroom) -> None:
    poll = await ask_poll(room, options="Yes; No", anonymous=True)
    voters = [room.student, room.other, room.teacher]
    for actor, label in zip(voters, ("Yes", "No", "Yes"), strict=True):
        await press(room, poll, label, actor)
    rows = await stored(room)
    assert not [actor for actor in voters if str(actor.id) in str(rows)]
    [row], [key] = rows["poll"], rows["poll_key"]
    assert row["counts"] == [2, 1]
    assert set(rows["poll_mark"][0]) == {"server_id", "poll_id", "mark"}  # no choice, no time, no number in a row
    made = [hmac.new(bytes.fromhex(key["key"]), str(actor.id).encode(), hashlib.sha256).hexdigest() for actor in voters]
    assert {mark["mark"] for mark in rows["poll_mark"]} == set(made)
    await press(room, poll, "Close")
    after = await stored(room)
    assert after["poll_mark"] == after["poll_key"] == []
    assert after["poll"][0]["counts"] == [2, 1]
    assert not [each for each in (*voters, *made) if str(getattr(each, "id", each)) in str(after)]


async def test_the_order_of_the_votes_is_not_kept(desk: Desk) -> None:
    poll = await desk.get(PollRules).make(
        ONE, MODERATOR, channel_id=1, question="q", answers=("a", "b"), anonymous=True, twice=False
    )
    await desk.get(PollRules).posted(poll, 2)
    for member in range(1, 30):
        await desk.get(PollRules).vote(ONE, Who(member), poll.id, member % 2)
    async with desk.store.reading() as connection:
        marks = list((await connection.execute(text("SELECT mark FROM poll_mark"))).scalars())
        made = (await connection.execute(text("SELECT sql FROM sqlite_master WHERE name = 'poll_mark'"))).scalar_one()
    assert len(marks) == 29
    assert marks == sorted(marks)
    assert "WITHOUT ROWID" in made


async def test_after_the_close_neither_key_nor_marks_lie_in_the_file(desk: Desk) -> None:
    poll = await desk.get(PollRules).make(
        ONE, MODERATOR, channel_id=1, question="q", answers=("a", "b"), anonymous=True, twice=False
    )
    await desk.get(PollRules).posted(poll, 2)
    for member in range(1, 30):
        await desk.get(PollRules).vote(ONE, Who(member), poll.id, member % 2)
    rows = poll_rows(await every_row(desk.store))
    secrets = [rows["poll_key"][0]["key"], *(row["mark"] for row in rows["poll_mark"])]
    path = Path(desk.store.url.database or "")

    def lying() -> list[str]:
        held = b"".join(each.read_bytes() for each in path.parent.glob(path.name + "*"))
        return [secret for secret in secrets if secret.encode() in held]

    assert lying() == secrets
    await desk.get(PollRules).close(ONE, MODERATOR, poll.id)
    assert lying() == []


async def test_one_member_has_one_vote_however_often_they_press_at_once(store: Store) -> None:
    desk = await filled(store)
    poll = await desk.get(PollRules).make(
        ONE, MODERATOR, channel_id=1, question="q", answers=("a", "b"), anonymous=True, twice=False
    )
    await desk.get(PollRules).posted(poll, 2)
    presses = [
        desk.get(PollRules).vote(ONE, Who(member), poll.id, answer) for member in range(1, 9) for answer in (0, 1)
    ]
    done = await asyncio.gather(*presses, return_exceptions=True)
    assert sum(isinstance(each, PollVoted) for each in done) == 8
    assert sum(each is None for each in done) == 8
    [row] = poll_rows(await every_row(store))["poll"]
    assert sum(row["counts"]) == 8


async def test_polls_of_two_servers_never_meet(desk: Desk) -> None:
    await desk.get(ArticleRules).add(TWO, MODERATOR, (await desk.get(ImportRules).export(ONE, MODERATOR, 1)))
    polls = [
        await desk.get(PollRules).make(
            server, MODERATOR, channel_id=1, question="q", answers=("a", "b"), anonymous=True, twice=True
        )
        for server in (ONE, TWO, TWO)
    ]
    for poll in polls:
        await desk.get(PollRules).posted(poll, 2)
    assert [poll.id for poll in polls] == [1, 2, 3]
    await desk.get(PollRules).vote(TWO, STUDENT, 2, 0)
    await desk.get(PollRules).vote(ONE, STUDENT, 1, 1)
    for asked in (
        desk.get(PollRules).vote(ONE, STUDENT, 2, 0),
        desk.get(PollRules).close(ONE, MODERATOR, 2),
        desk.get(PollRules).ask_again(ONE, MODERATOR, 2, 1),
    ):
        with pytest.raises(PollGone):
            await asked
    await desk.get(PollRules).close(ONE, MODERATOR, 1)
    rows = poll_rows(await every_row(desk.store))
    assert [(row["server_id"], row["state"], row["counts"]) for row in rows["poll"]] == [
        (ONE, "closing", [0, 1]),
        (TWO, "open", [1, 0]),
        (TWO, "open", [0, 0]),
    ]
    assert [row["server_id"] for row in rows["poll_mark"]] == [TWO]
    await desk.get(ServerRules).erase(TWO)
    assert [row["server_id"] for row in poll_rows(await every_row(desk.store))["poll"]] == [ONE]


@pytest.mark.parametrize("anonymous", [True, False])
async def test_a_poll_outlives_restarts_between_all_its_steps(
    room: Classroom, make_bot: MakeBot, anonymous: bool
) -> None:
    async def cast(answer: int) -> None:
        if anonymous:
            await press(room, newest(room, "Yes"), ("Yes", "No")[answer], room.student)
        else:
            native = [each for each in channel_messages(room) if each.poll is not None][-1]
            await room.student.set_poll_votes(native.message, answers=[answer + 1])

    await ask_poll(room, options="Yes; No", anonymous=anonymous, before_and_after=True)
    await restart(room, make_bot())
    await cast(0)
    await restart(room, make_bot())
    if anonymous:
        assert "counted already" in await press(room, newest(room, "Yes"), "No", room.student)
    await press(room, newest(room, "Ask again"), "Ask again")
    await restart(room, make_bot())
    await cast(1)
    await restart(room, make_bot())
    await press(room, newest(room, "Close"), "Close")
    await restart(room, make_bot())
    assert await room.client.tick() == 0
    [result] = results(room)
    assert "**Yes** 1 → 0 (−1)" in result
    assert "**No** 0 → 1 (+1)" in result


STEPS = ("close", "claim", "send", "finished")


@pytest.mark.parametrize("anonymous", [True, False])
@pytest.mark.parametrize("step", STEPS)
async def test_a_process_that_dies_while_it_closes_a_poll_posts_its_result_once(
    make_classroom: MakeClassroom, make_bot: MakeBot, clock: Clock, step: str, anonymous: bool
) -> None:
    """After the voting ended, after the result was claimed, after it was sent, after that was noted."""
    room = await make_classroom(now=clock)
    poll = await ask_poll(room, options="Yes; No", anonymous=anonymous)
    if anonymous:
        await press(room, poll, "No", room.student)
    else:
        await room.student.set_poll_votes(channel_messages(room)[0].message, answers=[2])
    desk = room.desk
    [open_poll] = await desk.get(PollRules)._polls.due(2**40, 0, 0)
    closed = await desk.get(PollRules).close_due(open_poll)
    assert closed is not None
    if step != "close":
        counted = closed if anonymous else await desk.get(PollRules).counted(closed, [0, 1])
        assert counted is not None
        assert await desk.get(PollRules).claim(counted) is not None
    if step in ("send", "finished"):
        channel = room.client.get_channel(room.channel.id)
        assert isinstance(channel, discord.TextChannel)
        await channel.send("`█` the result, as it was sent")
    if step == "finished":
        await desk.get(PollRules).finished(closed)
    await restart(room, make_bot(now=clock))
    await room.client.tick()
    clock.at += 61
    await room.client.tick()
    assert await room.client.tick() == 0
    shown = [each for each in channel_messages(room) if "**No** 1" in text_of(each)]
    # Where nobody knows whether it was sent, it is put into the poll's own message, and never posted anew.
    panel = channel_messages(room)[0 if anonymous else 1]
    if step == "close":
        assert [each.id for each in shown] == [channel_messages(room)[-1].id] != [panel.id]
    elif step != "finished":
        assert [each.id for each in shown] == [panel.id]
        assert labels(panel) == []
    assert {row["state"] for row in (await stored(room, "poll"))["poll"]} == {"closed"}


async def test_two_who_close_a_poll_at_once_post_one_result(make_classroom: MakeClassroom, clock: Clock) -> None:
    room = await make_classroom(now=clock)
    poll = await ask_poll(room, options="Yes; No", anonymous=True)
    await press(room, poll, "Yes", room.student)
    [open_poll] = await room.desk.get(PollRules)._polls.due(2**40, 0, 0)
    closed = await room.desk.get(PollRules).close_due(open_poll)
    assert closed is not None
    done = [finish(room.bot, closed) for _ in range(3)]
    assert sorted([ending.posted for ending in await asyncio.gather(*done)]) == [False, False, True]
    assert await room.desk.get(PollRules).close_due(open_poll) is None
    assert len(results(room)) == 1


async def test_a_poll_that_was_posted_by_a_process_that_died_then_is_found_by_its_first_press(room: Classroom) -> None:
    poll = await ask_poll(room, options="Yes; No", anonymous=True)
    store = room.desk.store
    async with store.writing() as connection:  # as the process leaves it that dies before it notes the message
        await connection.execute(text("UPDATE poll SET state = 'posting', message_id = NULL, panel_id = NULL"))
    assert "Your vote was counted" in await press(room, poll, "No", room.student)
    assert (await stored(room, "poll"))["poll"][0]["message_id"] == poll.id
    await press(room, poll, "Close")
    assert "**No** 1" in results(room)[0]


async def test_a_second_poll_that_was_never_posted_can_be_asked_anew(
    make_classroom: MakeClassroom, clock: Clock
) -> None:
    room = await make_classroom(now=clock)
    first = await ask_poll(room, options="Yes; No", anonymous=True, before_and_after=True)
    await press(room, first, "Yes", room.student)
    desk, teacher = room.desk, Who(room.teacher.id, manages_messages=True)
    [row] = (await stored(room, "poll"))["poll"]
    await desk.get(PollRules).ask_again(room.server.id, teacher, row["id"], room.channel.id)  # and the process dies
    assert "was asked again already" in await press(room, first, "Ask again")
    clock.at += 61
    await room.client.tick()
    assert results(room) == []
    assert "The poll is in the channel" in await press(room, newest(room, "Ask again"), "Ask again")
    await press(room, newest(room, "Close"), "Close")
    [result] = results(room)
    assert "**Yes** 1 → 0 (−1)" in result


@pytest.mark.parametrize("anonymous", [True, False])
async def test_a_poll_that_discord_refuses_is_not_kept(room: Classroom, anonymous: bool) -> None:
    room.env.inject_error("POST", f"/channels/{room.channel.id}/messages", status=400)
    await room.ask("poll", question="q", anonymous=anonymous)
    room.acknowledge_errors()
    assert channel_messages(room) == []
    assert (await stored(room, "poll"))["poll"] == []
    await ask_poll(room, anonymous=anonymous)
