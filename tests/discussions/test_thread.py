"""In a discussion's thread: starters for students, the next question and the end for who leads, and restarts."""

from __future__ import annotations

import asyncio

import pytest

from bot.core.model.errors.changes import ModeratorsOnly
from bot.core.model.people import OPERATOR, Who
from bot.features.discussions.errors import QuestionUnknown
from bot.features.discussions.posting import post_question
from bot.features.discussions.rules import DiscussionRules
from bot.features.facts.rules import FactRules
from tests.conftest import MakeBot
from tests.discussions.kit import (
    QUESTIONS,
    deny,
    discussions,
    forget_where,
    is_archived,
    press_in,
    prompt_of,
    raw,
    read_thread,
)
from tests.kit.classroom import Classroom, answer_of, text_of
from tests.kit.curating import TYPED, manager, restart, stored
from tests.kit.stock import told_once


async def test_a_starter_is_for_the_presser_alone_and_has_the_quote(room: Classroom) -> None:
    await room.ask("discuss")
    [thread] = room.channel.threads
    shown = answer_of(await press_in(room, thread, "Give me a starter", room.student))
    assert shown.ephemeral
    assert "The article suggests that the reason was … because …" in text_of(shown)
    assert "> born of frustration" in text_of(shown)
    assert "¶ 4" in text_of(shown)
    assert len(read_thread(thread)) == 1


async def test_a_question_without_a_stem_has_a_neutral_starter(room: Classroom) -> None:
    for stage, starter in (
        ("opening", "The first thing that I notice is"),
        ("core", "The article says …, so I think"),
        ("closing", "What stays with me is"),
    ):
        text = f"Why {stage}?"
        shown = await room.ask("facts add", kind="question")
        await room.fill(shown, **TYPED["question"] | {"text": text, "stage": [stage], "stem": "", "follow_up": ""})
        await room.ask("discuss", question=text)
        thread = room.channel.threads[-1]
        assert "Begin with" not in read_thread(thread)[0]
        assert starter in text_of(answer_of(await press_in(room, thread, "Give me a starter", room.student)))


async def test_the_next_question_comes_in_the_same_channel_and_once_from_each_thread(room: Classroom) -> None:
    await room.ask("discuss", groups=2)
    one, two = room.channel.threads
    told = text_of(answer_of(await press_in(room, two, "Next question")))
    third = room.channel.threads[2]
    assert f"<#{third.id}>" in told
    assert (third.name or "").startswith(f"Group 2: {QUESTIONS[2]}")
    again = told_once(await press_in(room, two, "Next question"))
    assert f"there already, in <#{third.id}>" in again
    assert len(room.channel.threads) == 3
    await press_in(room, one, "Next question")
    assert (room.channel.threads[3].name or "").startswith(f"Group 1: {QUESTIONS[3][:20]}")


async def test_after_the_last_question_that_is_said(room: Classroom) -> None:
    for _ in QUESTIONS:
        await room.ask("discuss")
    assert "All 7 questions" in told_once(await press_in(room, room.channel.threads[-1], "Next question"))
    assert len(room.channel.threads) == 7


async def test_closing_posts_what_was_asked_once_and_archives(room: Classroom) -> None:
    await room.ask("discuss")
    [thread] = room.channel.threads
    await room.student.send(thread, "Because they had to.")
    closed = answer_of(await press_in(room, thread, "Close"))
    assert closed.ephemeral
    assert "the thread is archived" in text_of(closed)
    assert is_archived(thread)
    recap = read_thread(thread)[1]
    assert "### Closed: what we asked" in recap
    assert "What changed?" in recap
    assert "*To take along:* Does the article say" in recap
    assert [row["state"] for row in (await stored(room, "discussion"))["discussion"]] == ["closed"]
    # Somebody writes in it, which opens it again: closing again archives it and says nothing twice.
    assert thread._channel.thread_metadata is not None
    thread._channel.thread_metadata.archived = False
    await press_in(room, thread, "Close")
    assert is_archived(thread)
    assert len(read_thread(thread)) == 2
    row = (await discussions(room))[0]
    assert (row["state"], row["closed_at"]) == ("closed", 1_767_225_600)


async def test_what_closing_needs_is_named(room: Classroom) -> None:
    await room.ask("discuss")
    [thread] = room.channel.threads
    deny(room, room.channel, "send_messages_in_threads", "send_messages", "create_public_threads")
    await room.env.settle()
    assert "give it Send Messages in Threads there" in told_once(await press_in(room, thread, "Close"))
    assert len(read_thread(thread)) == 1
    assert (await discussions(room))[0]["state"] == "open"
    deny(room, room.channel, "send_messages", "create_public_threads", "manage_threads")  # the thread is its own
    await room.env.settle()
    assert "Closed" in text_of(answer_of(await press_in(room, thread, "Close")))


async def test_students_neither_go_on_nor_close(room: Classroom) -> None:
    await room.ask("discuss")
    [thread] = room.channel.threads
    before = await stored(room)
    room.let_see("discuss", room.student)
    only = room.bot.prompts["en"].sentence(ModeratorsOnly(), in_form=True)
    assert told_once(await room.ask("discuss", by=room.student)) == only
    for label in ("Next question", "Close"):
        assert told_once(await press_in(room, thread, label, room.student)) == only
    assert await room.student.autocomplete(room.channel, "discuss", "question", "") == []
    assert await stored(room) == before
    assert len(read_thread(thread)) == 1
    assert not is_archived(thread)


async def test_a_member_with_manage_server_alone_leads_discussions(room: Classroom) -> None:
    office = manager(room)
    room.let_see("discuss", office)
    await room.ask("discuss", by=office)
    assert len(room.channel.threads) == 1


async def test_a_question_that_was_retired_meanwhile_gives_no_starter_but_can_be_closed(room: Classroom) -> None:
    await room.ask("discuss")
    [thread] = room.channel.threads
    await room.press(await room.told("facts list", kind="question"), "Retire", by=room.teacher)
    assert "no longer among the answers" in told_once(await press_in(room, thread, "Give me a starter", room.student))
    await press_in(room, thread, "Close")
    assert "What changed?" in read_thread(thread)[1]


async def test_the_buttons_work_after_a_restart(room: Classroom, make_bot: MakeBot) -> None:
    await room.ask("discuss")
    [thread] = room.channel.threads
    await restart(room, make_bot())
    assert "A way to begin" in text_of(answer_of(await press_in(room, thread, "Give me a starter", room.student)))
    assert "Posted" in text_of(answer_of(await press_in(room, thread, "Next question")))
    assert "Closed" in text_of(answer_of(await press_in(room, thread, "Close")))


async def test_what_ended_between_posting_and_noting_is_posted_once(room: Classroom, make_bot: MakeBot) -> None:
    await room.ask("discuss")
    [thread] = room.channel.threads
    whole = await discussions(room)
    await forget_where(room)
    await restart(room, make_bot())
    await room.env.advance_time(60)
    assert len(room.channel.threads) == 1
    await room.ask("discuss")
    assert QUESTIONS[1] in read_thread(room.channel.threads[1])[0]
    # The first press in the thread tells where it stands: all of it works from then on.
    assert await room.desk.get(DiscussionRules).find(room.server.id, thread.id) is None
    await press_in(room, thread, "Give me a starter", room.student)
    assert (await discussions(room))[0] == whole[0]
    assert "Closed" in text_of(answer_of(await press_in(room, thread, "Close")))
    assert is_archived(thread)


async def test_what_ended_before_posting_is_passed_over_and_can_be_chosen(room: Classroom, make_bot: MakeBot) -> None:
    await room.type("questions")
    desk = room.desk.get(DiscussionRules)
    fact = await desk.require_next(room.server.id, 1)
    await desk.begin(room.server.id, OPERATOR, fact, room.channel.id)
    await restart(room, make_bot())
    await room.env.advance_time(60)
    assert room.channel.threads == []
    await room.ask("discuss")
    assert QUESTIONS[1] in read_thread(room.channel.threads[0])[0]
    await room.ask("discuss", question=str(fact.id))
    assert QUESTIONS[0] in read_thread(room.channel.threads[1])[0]


async def test_a_close_that_ended_before_archiving_is_finished_by_the_next(room: Classroom, make_bot: MakeBot) -> None:
    await room.ask("discuss")
    [thread] = room.channel.threads
    room.env.inject_error("PATCH", f"/channels/{thread.id}", status=400)
    told = text_of(answer_of(await press_in(room, thread, "Close")))
    assert "is closed, but its thread could not be archived: Discord gave no reason that helps" in told
    assert not is_archived(thread)
    await restart(room, make_bot())
    await press_in(room, thread, "Close")
    assert is_archived(thread)
    assert len(read_thread(thread)) == 2


async def test_a_thread_that_was_deleted_is_told_of(room: Classroom) -> None:
    await room.ask("discuss")
    [thread] = room.channel.threads
    buttons = raw(thread, prompt_of(thread)).components[0]["components"][-1]["components"]
    forged = next(button["custom_id"] for button in buttons if button["label"] == "Close")
    found = room.client.get_channel(thread.id)
    assert found is not None
    await found.delete()  # type: ignore[union-attr]
    await room.env.settle()
    message = await room.post_button(forged)
    told = told_once(await room.teacher.click(message, custom_id=forged))
    assert told == "The discussion is closed. Its thread is no longer there."
    assert [row["state"] for row in await discussions(room)] == ["closed"]
    forged = "tp:close:99"
    message = await room.post_button(forged)
    assert "no longer known here" in told_once(await room.teacher.click(message, custom_id=forged))


async def test_two_servers_count_and_ask_for_themselves(room: Classroom) -> None:
    other = Classroom(room.env, "Other")
    await room.ask("discuss")
    await room.ask("discuss")
    await other.ask("discuss")
    assert QUESTIONS[0] in read_thread(other.channel.threads[0])[0]
    rows = await discussions(room)
    assert [(row["server_id"], row["id"]) for row in rows] == [
        (room.server.id, 1),
        (room.server.id, 2),
        (other.server.id, 3),
    ]
    desk = room.desk.get(DiscussionRules)
    [here, *_], there = room.channel.threads, other.channel.threads[0]
    assert await desk.find(other.server.id, here.id) is None
    assert (await desk.find(other.server.id, there.id)) is not None
    # A number that only the first server has is nobody's in the second.
    message = await other.post_button("tp:close:2")
    assert "no longer known here" in told_once(await other.teacher.click(message, custom_id="tp:close:2"))
    assert (await discussions(room)) == rows
    # Nor is anything posted into a channel of another server, whoever asks for it.
    fact = await desk.require_next(other.server.id, 2)
    refused = await asyncio.gather(
        post_question(room.bot, other.server.id, room.channel.id, fact), return_exceptions=True
    )
    assert type(refused[0]).__name__ == "TalkChannelUnfit"


async def test_a_weekly_question_posts_a_question_without_anybody_asking(room: Classroom) -> None:
    await room.type("questions")
    desk = room.desk.get(DiscussionRules)
    fact = await desk.next_question(room.server.id, 1)
    assert fact is not None
    done = await post_question(room.bot, room.server.id, room.channel.id, fact, fresh=True)
    assert done is not None
    assert await desk.find(room.server.id, room.channel.threads[0].id) == done
    assert await post_question(room.bot, room.server.id, room.channel.id, fact, fresh=True) is None
    assert len(room.channel.threads) == 1


async def test_of_many_who_ask_at_once_one_gets_each_question(room: Classroom) -> None:
    await room.type("questions")
    desk, server, who = room.desk.get(DiscussionRules), room.server.id, Who(1, manages_messages=True)
    fact = await desk.require_next(server, 1)
    begun = await asyncio.gather(*(desk.begin(server, who, fact, room.channel.id, fresh=True) for _ in range(8)))
    assert sum(each is not None for each in begun) == 1
    assert len(await discussions(room)) == 1


async def test_a_question_that_is_retired_in_that_moment_is_not_posted(room: Classroom) -> None:
    await room.type("questions")
    desk, server = room.desk, room.server.id
    fact = await desk.get(DiscussionRules).require_next(server, 1)
    await desk.get(FactRules).retire(server, OPERATOR, fact.id)
    with pytest.raises(QuestionUnknown):
        await desk.get(DiscussionRules).begin(server, OPERATOR, fact, room.channel.id)
    assert await discussions(room) == []
