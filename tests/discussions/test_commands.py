"""/discuss as a teacher uses it: which question is posted, where, for how many groups, and what keeps it from that."""

from __future__ import annotations

from typing import Any

import pytest
import simcord

from bot.core.rules.servers import ServerRules
from tests.discussions.kit import (
    NEEDS,
    QUESTIONS,
    deny,
    discussions,
    make_forum,
    press_in,
    prompt_of,
    raw,
    read_thread,
    tags_on,
)
from tests.kit.classroom import Classroom, answer_of, buttons, labels, text_of
from tests.kit.curating import TYPED, stored
from tests.kit.stock import told_once


async def discuss(room: Classroom, **options: Any) -> str:
    """What the teacher reads."""
    answer = answer_of(await room.ask("discuss", **options))
    assert answer.ephemeral
    return text_of(answer)


def posted(channel: simcord.ChannelHandle) -> list[str]:
    """What stands in the channel itself, message by message."""
    return [text_of(raw(channel, message)) for message in channel.history() if message.components]


async def test_a_question_is_posted_with_a_thread_in_which_it_stands_with_its_quote(room: Classroom) -> None:
    told = await discuss(room)
    [thread] = room.channel.threads
    assert f"<#{thread.id}>" in told
    assert "6 questions about this article not discussed yet" in told
    [card] = posted(room.channel)
    assert card.startswith("**Content note:** It speaks of killings")
    assert "### To start" in card
    assert "What changed?" in card
    assert thread.name is not None
    assert thread.name.startswith("What changed?")
    [prompt] = read_thread(thread)
    assert prompt.startswith("**Content note:** It speaks of killings")
    assert "> born of frustration over the exploding death toll in Ciudad Juarez\n-# ¶ 4" in prompt
    assert "*Begin with:* The article suggests that the reason was" in prompt
    assert "*Look again* at ¶ 4 and ¶ 6." in prompt
    assert labels(raw(thread, prompt_of(thread))) == ["Source", "Give me a starter", "Next question", "Close"]
    source = answer_of(await press_in(room, thread, "Source", room.student))
    assert source.ephemeral
    assert "**born of frustration" in text_of(source)
    beside = next(m for m in room.channel.history() if m.components)
    custom_id = buttons(raw(room.channel, beside))[0]["custom_id"]
    assert "**born of frustration" in text_of(answer_of(await room.student.click(beside, custom_id=custom_id)))
    assert (await discussions(room))[0]["state"] == "open"


async def test_questions_come_in_order_until_all_have_been_discussed(room: Classroom) -> None:
    for i, question in enumerate(QUESTIONS):
        told = await discuss(room)
        assert question in posted(room.channel)[i]
    assert "All questions about this article have been asked now" in told
    told = await discuss(room)
    assert "All 7 questions about **U.S. to embed agents" in told
    assert "choose one in `/discuss` with **question**" in told
    assert len(posted(room.channel)) == 7
    first = (await discussions(room))[0]["fact_id"]
    assert "Posted" in await discuss(room, question=str(first))
    assert QUESTIONS[0] in posted(room.channel)[7]


async def test_the_list_offers_what_was_not_discussed_first(room: Classroom) -> None:
    await discuss(room)
    offered = await room.teacher.autocomplete(room.channel, "discuss", "question", "")
    assert [choice["name"][:12] for choice in offered] == [q[:12] for q in (*QUESTIONS[1:], QUESTIONS[0])]
    assert offered[-1]["name"].endswith("(to start, discussed before)")
    assert offered[-1]["value"].isdigit()
    assert all(len(choice["name"]) <= 100 for choice in offered)
    [soldiers] = await room.teacher.autocomplete(room.channel, "discuss", "question", "SOLDIERS leave")
    assert "Posted" in await discuss(room, question=soldiers["value"])
    assert "Will the soldiers leave" in posted(room.channel)[1]
    assert "Posted" in await discuss(room, question="vetted (checked)")  # typed and not chosen
    assert "Will the vetted" in posted(room.channel)[2]
    for typed in ("the", "zebra", "99", "1"):  # of several, of none, no fact, no question
        assert "no such open question" in await discuss(room, question=typed)
    assert len(posted(room.channel)) == 3
    await room.ask("article add", file=("new.txt", b"Mills\n\nThe mill closed."))
    assert await room.teacher.autocomplete(room.channel, "discuss", "question", "", article="2") == []
    assert await room.teacher.autocomplete(room.channel, "discuss", "question", "", article="nope") == []
    assert len(await room.teacher.autocomplete(room.channel, "discuss", "question", "", article="1")) == 7
    assert "no such open question" in await discuss(room, question=soldiers["value"], article="2")
    assert "no open questions about" in await discuss(room, article="2")


async def test_each_group_has_a_thread_and_a_question_of_one_stage(room: Classroom) -> None:
    first = await room.teacher.autocomplete(room.channel, "discuss", "question", "soldiers leave")
    told = await discuss(room, question=first[0]["value"], groups=4)
    assert "fewer questions" not in told
    names = [thread.name or "" for thread in room.channel.threads]
    assert [name[:9] for name in names] == ["Group 1: ", "Group 2: ", "Group 3: ", "Group 4: "]
    assert names[0].startswith("Group 1: Will the soldiers leave")
    assert len({name[9:] for name in names}) == 4
    prompts = [read_thread(thread)[0] for thread in room.channel.threads]
    assert all(f"### To go deeper · Group {i}" in prompt for i, prompt in enumerate(prompts, 1))
    assert [row["group_number"] for row in await discussions(room)] == [1, 2, 3, 4]


async def test_with_fewer_questions_than_groups_they_repeat_and_that_is_said(room: Classroom) -> None:
    await discuss(room)  # one of the two opening questions: the other one comes first now
    told = await discuss(room, groups=8)
    assert "fewer questions of this stage than groups" in told
    names = [(thread.name or "")[9:] for thread in room.channel.threads][1:]
    assert [name[:8] for name in names] == ["Which U.", "What cha"] * 4
    assert told.count("<#") == 8
    found = room.env.backend.find_command("discuss", room.server.id, type=1)
    assert found is not None
    groups = next(option for option in found["options"] if option["name"] == "groups")
    assert (groups["min_value"], groups["max_value"]) == (2, 8)
    assert "type a number" not in told


async def test_in_a_forum_it_is_a_post_with_the_stages_tag(room: Classroom) -> None:
    forum = make_forum(room, "homework", "Opening", "to go deeper")
    await room.env.settle()
    told = await discuss(room, where=forum, groups=2)
    assert room.channel.threads == []
    assert [tags_on(forum, thread) for thread in forum.threads] == [["Opening"], ["Opening"]]
    assert all(f"<#{thread.id}>" in told for thread in forum.threads)
    thread = forum.threads[0]
    [prompt] = read_thread(thread)
    assert prompt.startswith("**Content note:**")
    assert "*Look again* at" in prompt
    rows = await discussions(room)
    assert [(row["channel_id"], row["thread_id"]) for row in rows] == [(forum.id, t.id) for t in forum.threads]
    assert [row["message_id"] for row in rows] == [prompt_of(t).id for t in forum.threads]
    await press_in(room, thread, "Next question")
    assert tags_on(forum, forum.threads[2]) == ["to go deeper"]
    assert "Closed" in text_of(answer_of(await press_in(room, thread, "Close")))
    assert "### Closed: what we asked" in read_thread(thread)[1]


@pytest.mark.parametrize(("required", "tags"), [(True, ["homework"]), (False, [])])
async def test_a_forum_that_demands_a_tag_gets_one(room: Classroom, required: bool, tags: list[str]) -> None:
    forum = make_forum(room, "homework", "tests", required=required)
    await room.env.settle()
    assert "Posted" in await discuss(room, where=forum)
    assert tags_on(forum, forum.threads[0]) == tags


async def test_in_a_thread_it_goes_to_the_channel_of_the_thread(room: Classroom) -> None:
    await discuss(room)
    result = await room.teacher.slash(room.channel.threads[0], "discuss")
    assert "Posted" in text_of(answer_of(result))
    assert len(posted(room.channel)) == 2
    voice = room.server.create_voice_channel("talk")
    refused = await room.teacher.slash(voice, "discuss")
    assert "needs a text channel or a forum" in told_once(refused)


@pytest.mark.parametrize("lacking", NEEDS)
async def test_a_permission_that_the_bot_lacks_is_named_before_anything_is_posted(
    room: Classroom, lacking: str
) -> None:
    channel = room.server.create_text_channel("quiet")
    deny(room, channel, lacking)
    await room.env.settle()
    sentence = told_once(await room.ask("discuss", where=channel, groups=3))
    name = lacking.replace("_", " ").title().replace(" In ", " in ")
    assert f"The bot lacks a permission in <#{channel.id}>: give it {name} there" in sentence
    assert channel.history() == []
    assert channel.threads == []
    assert await discussions(room) == []


@pytest.mark.parametrize(
    ("lacking", "name"),
    [
        ("view_channel", "View Channel"),
        ("send_messages", "Create Posts"),
        ("send_messages_in_threads", "Send Messages in Threads"),
    ],
)
async def test_in_a_forum_it_is_named_as_discord_calls_it_there(room: Classroom, lacking: str, name: str) -> None:
    forum = make_forum(room)
    deny(room, forum, lacking)
    await room.env.settle()
    assert f"give it {name} there" in told_once(await room.ask("discuss", where=forum))
    deny(room, forum, "create_public_threads", "read_message_history", "manage_threads")  # a forum needs none
    await room.env.settle()
    assert "Posted" in await discuss(room, where=forum)


async def test_several_that_are_lacking_are_named_together(room: Classroom) -> None:
    deny(room, room.channel, "send_messages", "send_messages_in_threads")
    await room.env.settle()
    assert "lacks permissions" in (told := told_once(await room.ask("discuss")))
    assert "Send Messages, Send Messages in Threads there" in told


async def test_a_retired_question_is_not_asked(room: Classroom) -> None:
    await room.told("help")
    offered = await room.teacher.autocomplete(room.channel, "discuss", "question", "What changed")
    number = offered[0]["value"]
    shown = await room.told("facts list", kind="question")
    await room.press(shown, "Retire", by=room.teacher)
    assert await room.teacher.autocomplete(room.channel, "discuss", "question", "What changed") == []
    assert "no such open question" in await discuss(room, question=number)
    await discuss(room)
    assert QUESTIONS[1] in posted(room.channel)[0]


async def test_an_article_that_was_put_away_is_not_discussed(room: Classroom) -> None:
    await discuss(room)
    await room.ask("article add", file=("new.txt", b"Mills\n\nThe mill closed."))
    await room.ask("article current", article="2")
    await room.ask("article archive", article="1")
    assert "no article called" in await discuss(room, article="1")
    assert "no such open question" in await discuss(room, question="26")
    assert await room.teacher.autocomplete(room.channel, "discuss", "question", "") == []
    pressed = await press_in(room, room.channel.threads[0], "Next question")
    assert "article is no longer here" in told_once(pressed)
    assert "Closed" in text_of(answer_of(await press_in(room, room.channel.threads[0], "Close")))
    assert "was put away" in read_thread(room.channel.threads[0])[1]
    assert len(await discussions(room)) == 1


async def test_a_new_question_is_asked_after_all_others_of_its_stage(room: Classroom) -> None:
    for _ in QUESTIONS:
        await discuss(room)
    await room.fill(await room.ask("facts add", kind="question"), **TYPED["question"])
    assert "Posted" in await discuss(room)
    assert "Who would notice a success?" in posted(room.channel)[7]


async def test_what_discord_refuses_is_not_taken_for_posted(room: Classroom) -> None:
    room.env.inject_error("POST", f"/channels/{room.channel.id}/messages", status=400)
    assert "nothing was posted: Discord gave no reason that helps" in told_once(await room.ask("discuss"))
    assert await discussions(room) == []
    await discuss(room)
    assert QUESTIONS[0] in posted(room.channel)[0]


async def test_what_may_be_posted_is_not_posted_again(room: Classroom) -> None:
    room.env.inject_error("POST", f"/channels/{room.channel.id}/messages", status=503)
    assert "nobody knows whether all of it is in" in told_once(await room.ask("discuss"))
    assert [row["state"] for row in await discussions(room)] == ["opening"]
    await discuss(room)
    assert QUESTIONS[1] in posted(room.channel)[-1]


async def test_nothing_else_is_written_and_erasing_takes_discussions_away(room: Classroom) -> None:
    await room.type("summary")
    before = await stored(room)
    await discuss(room)
    after = await stored(room)
    assert {name for name in after if after[name] != before[name]} == {"asked", "counter", "discussion"}
    counts = await room.desk.get(ServerRules).erase(room.server.id)
    assert (counts["asked"], counts["discussion"]) == (1, 1)
    rows = await stored(room)
    assert rows["asked"] == rows["discussion"] == []
