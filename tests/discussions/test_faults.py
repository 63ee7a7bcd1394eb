"""Discussions on a real socket: what Discord refuses at each step, lost answers, archived and deleted threads."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from tests.discussions.kit import (
    QUESTIONS,
    discussions,
    is_archived,
    make_forum,
    press_in,
    prompt_of,
    read_thread,
)
from tests.kit.classroom import Classroom, answer_of, text_of
from tests.kit.faults import ANY, FaultyDiscord, until
from tests.kit.stock import told_once
from tests.participation.test_counting import ANNOUNCED, announcements, turn

REFUSALS = [
    (403, 50001, "the bot lacks a permission there"),
    (403, 50013, "the bot lacks a permission there"),
    (404, 10003, "the place is no longer there"),
    (400, 160006, "as many open threads as Discord allows"),
    (400, 50035, "no reason that helps"),
]


def cards(room: Classroom) -> int:
    return sum(bool(message.components) for message in room.channel.history())


async def states(room: Classroom) -> list[str]:
    return [row["state"] for row in await discussions(room)]


async def told(room: Classroom, **options: Any) -> str:
    return told_once(await room.ask("discuss", **options))


@pytest.mark.parametrize(("status", "code", "why"), REFUSALS)
async def test_a_card_that_is_refused_leaves_nothing(
    room: Classroom, wire: FaultyDiscord, status: int, code: int, why: str
) -> None:
    wire.fail("POST", f"/channels/{room.channel.id}/messages", status=status, code=code)
    said = await told(room)
    assert "nothing was posted" in said
    assert why in said
    assert await states(room) == []
    await room.ask("discuss")
    assert QUESTIONS[0] in read_thread(room.channel.threads[0])[0]


@pytest.mark.parametrize(("status", "code", "why"), REFUSALS)
async def test_where_no_thread_can_be_opened_the_card_is_taken_down_again(
    room: Classroom, wire: FaultyDiscord, status: int, code: int, why: str
) -> None:
    wire.fail("POST", "/channels/*/messages/*/threads", status=status, code=code)
    said = await told(room)
    assert "the question was taken down again" in said
    assert why in said
    assert (cards(room), await states(room)) == (0, [])
    wire.fail("POST", "/channels/*/messages/*/threads", status=status, code=code)
    wire.fail("DELETE", "/channels/*/messages/*", status=403, code=50013)
    assert "the question stands there without one" in await told(room)
    assert (cards(room), await states(room)) == (1, ["opening"])
    await room.ask("discuss")
    assert QUESTIONS[1] in read_thread(room.channel.threads[0])[0]


async def test_a_thread_that_is_there_already_is_gone_on_in(room: Classroom, wire: FaultyDiscord) -> None:
    # It was opened and its answer lost, so that discord.py asked again.
    wire.fail("POST", "/channels/*/messages/*/threads", taken=True, status=502)
    wire.fail("POST", "/channels/*/messages/*/threads", status=400, code=160004)
    assert "Posted: " in text_of(answer_of(await room.ask("discuss")))
    [thread] = room.channel.threads
    assert QUESTIONS[0] in read_thread(thread)[0]
    assert await states(room) == ["open"]


@pytest.mark.parametrize("step", ["", "/*/threads"])
async def test_what_was_taken_and_its_answer_lost_is_there_once(
    room: Classroom, wire: FaultyDiscord, step: str
) -> None:
    fault = wire.fail("POST", f"/channels/{room.channel.id}/messages{step}", taken=True)
    assert "Posted: " in text_of(answer_of(await room.ask("discuss")))
    assert fault.met == 1
    assert (cards(room), len(room.channel.threads), await states(room)) == (1, 1, ["open"])


async def test_a_prompt_whose_answer_was_lost_is_there_once(room: Classroom, wire: FaultyDiscord) -> None:
    wire.fail("POST", "/channels/*/messages", taken=True, after=1)
    assert "Posted: " in text_of(answer_of(await room.ask("discuss")))
    [thread] = room.channel.threads
    assert len(read_thread(thread)) == 1


async def test_a_prompt_that_is_refused_is_told_with_what_is_there(room: Classroom, wire: FaultyDiscord) -> None:
    wire.fail("POST", "/channels/*/messages", status=403, code=50013, after=1)
    said = await told(room)
    [thread] = room.channel.threads
    assert f"The thread <#{thread.id}> is open, but the prompt with its buttons is not in it" in said
    assert "the bot lacks a permission there" in said
    [row] = await discussions(room)
    assert (row["state"], row["thread_id"]) == ("open", thread.id)


async def test_what_nobody_knows_is_said_to_be(room: Classroom, wire: FaultyDiscord) -> None:
    wire.fail("POST", f"/channels/{room.channel.id}/messages", times=ANY)
    assert "nobody knows whether all of it is in" in await told(room)
    assert await states(room) == ["opening"]


async def test_of_groups_it_is_said_which_were_posted_and_why_not_the_others(
    room: Classroom, wire: FaultyDiscord
) -> None:
    wire.fail("POST", f"/channels/{room.channel.id}/messages", status=403, code=50013, after=1)
    said = text_of(answer_of(await room.ask("discuss", groups=3)))
    assert f"Posted: <#{room.channel.threads[0].id}>." in said
    assert "nothing was posted: the bot lacks a permission there" in said
    assert await states(room) == ["open"]


@pytest.mark.parametrize("what", [{}, {"status": 502}, {"status": 504}])
async def test_a_forum_post_whose_answer_was_lost_is_found_and_not_posted_again(
    room: Classroom, wire: FaultyDiscord, what: dict[str, Any]
) -> None:
    forum = make_forum(room)
    await room.env.settle()
    fault = wire.fail("POST", f"/channels/{forum.id}/threads", taken=True, **what)
    said = text_of(answer_of(await room.ask("discuss", where=forum)))
    [thread] = forum.threads
    assert f"Posted: <#{thread.id}>" in said
    assert fault.met == 1
    [row] = await discussions(room)
    assert (row["state"], row["thread_id"]) == ("open", thread.id)
    await room.ask("discuss", where=forum, question=str(row["fact_id"]))  # the same name again: another thread
    assert len(forum.threads) == 2
    assert await states(room) == ["open", "open"]


async def test_of_a_forum_post_that_was_found_it_is_said_to_be_posted(room: Classroom, wire: FaultyDiscord) -> None:
    forum = make_forum(room)
    await room.env.settle()
    wire.fail("POST", f"/channels/{forum.id}/threads", taken=True)
    wire.fail("PATCH", "/webhooks/*", status=400)
    assert "It was posted, but something went wrong after that" in text_of(
        answer_of(await room.ask("discuss", where=forum))
    )
    room.acknowledge_errors()


async def test_a_forum_post_that_was_not_taken_is_sent_once_more(room: Classroom, wire: FaultyDiscord) -> None:
    forum = make_forum(room)
    await room.env.settle()
    wire.fail("POST", f"/channels/{forum.id}/threads", status=502)
    assert "Posted: " in text_of(answer_of(await room.ask("discuss", where=forum)))
    assert len(forum.threads) == 1
    wire.fail("POST", f"/channels/{forum.id}/threads", status=502, times=ANY)
    assert "nobody knows" in await told(room, where=forum)
    wire.mend()
    wire.fail("POST", f"/channels/{forum.id}/threads", status=403, code=50013)
    assert "nothing was posted: the bot lacks a permission there" in await told(room, where=forum)
    assert await states(room) == ["open", "opening"]


@pytest.mark.parametrize(
    ("status", "code", "why"),
    [
        (403, 50013, "the bot lacks a permission there"),
        (403, 160005, "the thread is locked"),
        (400, 50083, "the thread is archived"),
        (0, 0, "Discord has trouble just now"),
    ],
)
async def test_closing_where_the_archive_is_refused_says_so_and_closes(
    room: Classroom, wire: FaultyDiscord, status: int, code: int, why: str
) -> None:
    await room.ask("discuss")
    [thread] = room.channel.threads
    wire.fail("PATCH", f"/channels/{thread.id}", status=status, code=code)
    said = text_of(answer_of(await press_in(room, thread, "Close")))
    assert "The discussion is closed, but its thread could not be archived" in said
    assert why in said
    assert await states(room) == ["closed"]
    assert "the thread is archived" in text_of(answer_of(await press_in(room, thread, "Close")))
    assert is_archived(thread)
    assert len(read_thread(thread)) == 2


async def test_closing_where_nothing_may_be_said_still_closes_and_archives(
    room: Classroom, wire: FaultyDiscord
) -> None:
    await room.ask("discuss")
    [thread] = room.channel.threads
    wire.fail("POST", f"/channels/{thread.id}/messages", status=403, code=50013)
    assert "the thread is archived" in text_of(answer_of(await press_in(room, thread, "Close")))
    assert await states(room) == ["closed"]
    assert is_archived(thread)


@pytest.mark.parametrize("what", [{}, {"status": 502}])
async def test_what_is_said_at_the_end_stands_there_once_and_the_thread_is_archived_again(
    room: Classroom, wire: FaultyDiscord, what: dict[str, Any]
) -> None:
    await room.ask("discuss")
    [thread] = room.channel.threads
    assert thread._channel.thread_metadata is not None
    thread._channel.thread_metadata.archived = True
    wire.fail("POST", f"/channels/{thread.id}/messages", taken=True, **what)
    assert "the thread is archived" in text_of(answer_of(await press_in(room, thread, "Close")))
    assert len(read_thread(thread)) == 2
    assert ("PATCH", f"/channels/{thread.id}") in wire.done


@pytest.mark.parametrize(
    ("status", "code", "says"),
    [
        (404, 10003, "Its thread is no longer there."),
        (403, 50001, "could not be archived: the bot lacks a permission there"),
    ],
)
async def test_closing_a_thread_that_is_gone_or_out_of_reach_closes_the_discussion(
    room: Classroom, wire: FaultyDiscord, status: int, code: int, says: str
) -> None:
    await room.ask("discuss")
    [thread] = room.channel.threads
    wire.fail("GET", f"/channels/{thread.id}", status=status, code=code)
    assert says in text_of(answer_of(await press_in(room, thread, "Close")))
    assert await states(room) == ["closed"]


async def test_the_next_question_comes_from_an_archived_and_locked_thread_too(
    room: Classroom, wire: FaultyDiscord
) -> None:
    await room.ask("discuss")
    [thread] = room.channel.threads
    assert thread._channel.thread_metadata is not None
    thread._channel.thread_metadata.archived = thread._channel.thread_metadata.locked = True
    wire.fail("POST", f"/channels/{thread.id}/messages", status=400, code=50083, times=ANY)
    wire.fail("PATCH", f"/channels/{thread.id}", status=403, code=160005, times=ANY)
    assert "Posted: " in text_of(answer_of(await press_in(room, thread, "Next question")))
    assert len(room.channel.threads) == 2
    # A thread that is archived and locked is where closing would bring it.
    assert "the thread is archived" in text_of(answer_of(await press_in(room, thread, "Close")))
    assert await states(room) == ["closed", "open"]


@pytest.mark.parametrize("what", [{}, {"status": 502}])
async def test_that_a_discussion_is_counted_is_said_once_though_the_answer_is_lost(
    room: Classroom, wire: FaultyDiscord, what: dict[str, Any]
) -> None:
    await turn(room, "yes")
    fault = wire.fail("POST", "/channels/*/messages", taken=True, after=2, **what)
    await room.ask("discuss")
    assert fault.met == 1
    [thread] = room.channel.threads
    await room.student.send(thread, "I think so.")
    await room.env.settle()
    assert sum(ANNOUNCED in shown for shown in announcements(room, thread)) == 1


async def test_a_thread_that_is_slow_to_take_the_notice_holds_up_no_other(room: Classroom, wire: FaultyDiscord) -> None:
    await room.ask("discuss")
    await room.ask("discuss")
    await turn(room, "yes")
    slow, other = room.channel.threads
    channels = room.client.get_channel(slow.id), room.client.get_channel(other.id)
    gate = asyncio.Event()
    fault = wire.fail("POST", f"/channels/{slow.id}/messages", status=429, retry_after=50, hold=gate)
    waiting = asyncio.create_task(room.bot.thread_began(channels[0]))  # type: ignore[arg-type]
    await until(lambda: fault.met == 1)
    async with asyncio.timeout(10):
        await room.bot.thread_began(channels[1])  # type: ignore[arg-type]
    assert ANNOUNCED in repr(announcements(room, other))
    assert ANNOUNCED not in repr(announcements(room, slow))
    gate.set()
    await waiting
    assert ANNOUNCED in repr(announcements(room, slow))


async def test_threads_are_archived_after_a_week(room: Classroom) -> None:
    forum = make_forum(room)
    await room.env.settle()
    await room.ask("discuss")
    await room.ask("discuss", where=forum)
    for thread in (*room.channel.threads, *forum.threads):
        assert thread._channel.thread_metadata is not None
        assert thread._channel.thread_metadata.auto_archive_duration == 10_080


async def test_that_a_discussion_is_counted_is_said_under_its_prompt(room: Classroom) -> None:
    forum = make_forum(room)
    await turn(room, "yes")
    await room.ask("discuss")
    await room.ask("discuss", where=forum)
    for thread in (*room.channel.threads, *forum.threads):
        prompt, announced = sorted(
            (message for message in thread.history() if message.components), key=lambda message: message.id
        )
        assert prompt.id == prompt_of(thread).id
        assert ANNOUNCED in repr(room.env.backend.get_message(thread.id, announced.id).components)
        assert len(announcements(room, thread)) == 2
