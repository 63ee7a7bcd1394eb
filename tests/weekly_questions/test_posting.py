"""Weekly questions are posted when they are due, at most once, and the log channel hears of what came to nothing."""

from __future__ import annotations

import re
from typing import Any

import pytest
from sqlalchemy import update

from bot.core.packs.reading import Pack
from bot.core.store import tables
from bot.features.weekly_questions.claims import Claims, Plan
from tests.conftest import MakeBot, MakeClassroom
from tests.kit.classroom import Classroom, answer_of, text_of
from tests.kit.curating import TYPED, another_process, manager, restart, stored
from tests.kit.stores import DAY, Clock
from tests.settings.test_commands import deny
from tests.weekly_questions.kit import HOUR, MONDAY, WEEK, Week, ids, logged_week, stamps


@pytest.fixture
async def week(make_classroom: MakeClassroom, clock: Clock) -> Week:
    found = await logged_week(await make_classroom(now=clock), clock)
    await found.room.client.tick()
    found.new(found.log)
    return found


async def states(week: Week) -> list[str]:
    return [row["state"] for row in (await stored(week.room, "weekly_date"))["weekly_date"]]


def asked(juarez: Pack) -> list[str]:
    """The article's questions in the order in which they are asked."""
    order = ("opening", "core", "closing")
    questions = [content for content in juarez.facts if content.kind == "question"]
    return [q.text for q in sorted(questions, key=lambda q: order.index(q.stage))]


async def test_a_question_comes_to_the_second_once_and_the_next_one_a_week_later(week: Week, juarez: Pack) -> None:
    first, second, *_ = asked(juarez)
    await week.add()
    assert await week.at(MONDAY - 1) == []
    week.clock.at = MONDAY
    assert await week.room.client.tick() == 1
    [post] = week.messages()
    assert first in text_of(post).replace("\\", "")
    assert "To start" in text_of(post)
    assert "Content note" in text_of(post)
    assert (post.ping_user_ids, post.ping_role_ids, post.mention_everyone) == ([], [], False)
    [source] = ids(post)
    handle = week.room.channel.last_message
    assert handle is not None
    shown = answer_of(await week.room.student.click(handle, custom_id=source))
    quoted, _, again = text_of(post).partition("*Look again* at")
    paragraphs = re.findall(r"¶ (\d+)", again)
    assert len(paragraphs) == 2
    assert re.findall(r"^> .+\n-# ¶ (\d+)$", quoted, re.MULTILINE) == paragraphs
    assert re.findall(r"¶ (\d+)", text_of(shown)) == paragraphs
    for later in (1, 59, HOUR, DAY):
        assert await week.at(MONDAY + later) == []
    [text] = await week.at(MONDAY + WEEK)
    assert second in text.replace("\\", "")
    assert await states(week) == ["posted", "posted"]
    assert [text for text in await week.logged() if "not posted" in text] == []


@pytest.mark.parametrize(("late", "posted"), [(59 * 60, True), (HOUR - 1, True), (HOUR, False), (61 * 60, False)])
async def test_what_fell_due_while_the_bot_was_down(
    week: Week, make_bot: MakeBot, clock: Clock, late: int, posted: bool
) -> None:
    await week.add()
    await week.logged()
    clock.at = MONDAY + late
    await restart(week.room, make_bot(now=clock))
    found = await week.at(clock.at)
    assert len(found) == posted
    logged = await week.logged()
    assert len(logged) == (not posted)
    if not posted:
        assert "The bot was not running" in logged[0]
        assert stamps(MONDAY)[0] in logged[0]
    assert await week.at(clock.at + 120) == []
    assert await week.logged() == []
    assert len(await week.at(MONDAY + WEEK)) == 1  # it goes on


async def test_many_dates_that_were_missed_are_one_line_and_the_last_is_still_posted(
    week: Week, make_bot: MakeBot, clock: Clock
) -> None:
    await week.add()
    await week.logged()
    clock.at = MONDAY + 4 * WEEK + 60
    await restart(week.room, make_bot(now=clock))
    assert len(await week.at(clock.at)) == 1
    [line] = await week.logged()
    assert "the last of 4 dates" in line
    assert stamps(MONDAY + 3 * WEEK)[0] in line


async def test_a_restart_after_posting_posts_nothing_again(week: Week, make_bot: MakeBot, clock: Clock) -> None:
    await week.add()
    assert len(await week.at(MONDAY)) == 1
    await restart(week.room, make_bot(now=clock))
    assert await week.at(MONDAY + 1) == []
    assert await week.at(MONDAY + 600) == []
    assert [text for text in await week.logged() if "posted" in text] == []


async def test_killed_between_posting_and_noting_it_posts_nothing_again_and_says_so(
    week: Week, make_bot: MakeBot, clock: Clock, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    await week.add()
    await week.logged()

    async def dies(claim: Any) -> None:
        raise OSError("the disk is gone")

    monkeypatch.setattr(week.room.desk.get(Claims), "posted", dies)
    assert len(await week.at(MONDAY)) == 1
    assert "the disk is gone" in caplog.text
    assert await states(week) == ["claimed"]
    await restart(week.room, make_bot(now=clock))
    assert await week.at(MONDAY + 1) == []
    assert await week.logged() == []
    assert await week.at(MONDAY + 300) == []
    [line] = await week.logged()
    assert "perhaps not posted" in line
    assert "look in the channel" in line
    assert stamps(MONDAY)[0] in line
    assert await states(week) == ["lost"]
    assert await week.at(MONDAY + 900) == []
    assert await week.logged() == []
    assert len(await week.at(MONDAY + WEEK)) == 1


async def test_a_claim_that_was_never_posted_is_left_alone_and_noted(week: Week, make_bot: MakeBot) -> None:
    """The process died between claiming and posting."""
    await week.add()
    await week.logged()
    desk = week.room.desk
    week.clock.at = MONDAY
    [weekly_question] = await desk.get(Claims).due(MONDAY)
    assert await desk.get(Claims).claim(weekly_question, Plan(1))
    await restart(week.room, make_bot(now=week.clock))
    assert await week.at(MONDAY + 1) == []
    assert await week.at(MONDAY + 301) == []
    [line] = await week.logged()
    assert "perhaps not posted" in line


async def test_an_error_of_discords_that_leaves_it_open_is_not_tried_again(
    week: Week, caplog: pytest.LogCaptureFixture
) -> None:
    await week.add()
    await week.logged()
    week.room.env.inject_error("POST", f"/channels/{week.room.channel.id}/messages", status=501, times=None)
    assert await week.at(MONDAY) == []
    assert "a weekly question could not be posted" in caplog.text
    week.room.env.backend.faults.clear()
    assert await week.at(MONDAY + 60) == []
    assert await week.logged() == []
    assert await week.at(MONDAY + 300) == []
    [line] = await week.logged()
    assert "perhaps not posted" in line


async def test_what_discord_refuses_is_told_once_and_its_question_comes_next_time(week: Week, juarez: Pack) -> None:
    await week.add()
    await week.logged()
    week.room.env.inject_error("POST", f"/channels/{week.room.channel.id}/messages", status=400, times=2)
    for number in (0, 1):
        assert await week.at(MONDAY + number * WEEK) == []
        assert len(await week.logged()) == 1 - number
    [text] = await week.at(MONDAY + 2 * WEEK)
    assert asked(juarez)[0] in text.replace("\\", "")
    week.room.env.inject_error("POST", f"/channels/{week.room.channel.id}/messages", status=400, times=1)
    assert await week.at(MONDAY + 3 * WEEK) == []
    [line] = await week.logged()  # told anew, since it went well in between
    assert "Discord refused" in line


async def test_a_permission_that_went_is_named_once_and_it_goes_on(week: Week) -> None:
    await week.add()
    await week.logged()
    deny(week.room, week.room.channel, send_messages=True)
    await week.room.env.settle()
    assert await week.at(MONDAY) == []
    [line] = await week.logged()
    assert "lacks permissions" in line
    assert "Send Messages" in line
    assert f"<#{week.room.channel.id}>" in line
    assert await week.at(MONDAY + WEEK) == []
    assert await week.logged() == []
    deny(week.room, week.room.channel)
    await week.room.env.settle()
    assert len(await week.at(MONDAY + 2 * WEEK)) == 1


async def test_a_channel_that_is_gone_pauses_it(week: Week) -> None:
    room = week.room
    channel = room.server.create_text_channel("short-lived")
    await week.add(channel=channel)
    await week.logged()
    room.env.backend.delete_channel(channel.id)
    await room.env.settle()
    assert await week.at(MONDAY) == []
    [line] = await week.logged()
    assert "no longer there" in line
    assert "paused" in text_of(await room.told("schedule list"))
    assert await week.at(MONDAY + WEEK) == []
    assert await week.logged() == []


async def test_when_every_question_was_asked_the_log_hears_it_once_and_a_new_one_is_asked(
    week: Week, juarez: Pack
) -> None:
    await week.add()
    await week.logged()
    texts = []
    for number in range(len(asked(juarez))):
        texts += await week.at(MONDAY + number * WEEK)
    plain = [text.replace("\\", "") for text in texts]
    assert all(question in text for question, text in zip(asked(juarez), plain, strict=True))
    after = MONDAY + len(texts) * WEEK
    assert await week.at(after) == []
    [line] = await week.logged()
    assert "Every question has been asked" in line
    assert await week.at(after + WEEK) == []
    assert await week.logged() == []
    await week.room.fill(await week.room.ask("facts add", kind="question"), **TYPED["question"])
    [text] = await week.at(after + 2 * WEEK)
    assert "Who would notice a success?" in text


async def test_an_article_that_was_put_away_is_told_once(week: Week) -> None:
    await week.add(article="1")
    await week.room.told("article archive", article="1")
    await week.logged()
    assert await week.at(MONDAY) == []
    [line] = await week.logged()
    assert "no article" in line
    assert await week.at(MONDAY + WEEK) == []
    assert await week.logged() == []


async def test_paused_skipped_and_removed_ones_do_not_come(week: Week) -> None:
    room = week.room
    await week.add("8:30")
    await week.add("8:31")
    await week.add("8:32")
    await room.told("schedule pause", schedule="1")
    await room.told("schedule skip", schedule="2")
    await room.told("schedule remove", schedule="3")
    await week.logged()
    for late in range(0, 300, 60):
        assert await week.at(MONDAY + late) == []
    assert await week.at(MONDAY + WEEK) == []
    assert len(await week.at(MONDAY + WEEK + 60)) == 1
    assert await week.logged() == []
    shown = await room.told("schedule list")
    await room.press(shown, "Resume", by=room.teacher)
    assert await week.at(MONDAY + WEEK + 120) == []  # what fell due meanwhile is over, and nothing to tell of
    assert len(await week.logged()) == 1
    assert len(await week.at(MONDAY + 2 * WEEK)) == 1


async def test_dates_follow_the_time_zone_of_setup(week: Week) -> None:
    room, office = week.room, manager(week.room)
    await week.add()
    shown = await room.press(await room.told("setup", by=office), "Language, time zone and more", by=office)
    await room.fill(shown, by=office, time_zone="America/New_York")
    listed = text_of(await room.told("schedule list"))
    eastern = MONDAY + 5 * HOUR
    assert "America/New" in listed
    # On 8 March the clocks of New York go forward, those of UTC don't.
    assert all(stamp in listed for stamp in stamps(eastern, eastern + WEEK, eastern + 2 * WEEK))
    assert await week.at(MONDAY) == []
    assert len(await week.at(eastern)) == 1
    await week.at(MONDAY + 8 * WEEK)
    assert stamps(eastern + 8 * WEEK, eastern + 9 * WEEK - HOUR)[1] in text_of(await room.told("schedule list"))


async def test_two_in_one_minute_ask_two_questions(week: Week, juarez: Pack) -> None:
    other = week.room.server.create_text_channel("other-class")
    await week.add()
    await week.add(channel=other)
    texts = await week.at(MONDAY, week.room.channel, other)
    assert len(texts) == 2
    for question, text in zip(asked(juarez)[:2], texts, strict=True):
        assert question in text.replace("\\", "")


async def test_another_process_on_the_same_database_leaves_nothing_to_post(week: Week) -> None:
    await week.add()
    await week.logged()
    await week.at(MONDAY - 30)  # this process knows what comes
    other = another_process(week.room)
    await other.store.open()
    other._now = week.clock
    week.clock.at = MONDAY
    [weekly_question] = await other.get(Claims).due(MONDAY)
    claim = await other.get(Claims).claim(weekly_question, Plan(1))
    assert claim is not None
    await other.get(Claims).posted(claim)
    await other.store.close()
    assert await week.at(MONDAY) == []
    assert await week.at(MONDAY + 600) == []
    assert await week.logged() == []


async def test_each_server_has_its_own(week: Week) -> None:
    other = Classroom(week.room.env, "Other")
    await other.type("summary")
    await week.add()
    await other.told("schedule add", day="monday", time="8:30")
    texts = await week.at(MONDAY, week.room.channel, other.channel)
    assert len(texts) == 2
    assert texts[0] == texts[1]  # both begin with the first question
    told = text_of(await other.told("schedule remove", schedule="2"))
    assert "Removed" in told
    assert len(await week.at(MONDAY + WEEK, week.room.channel, other.channel)) == 1


async def test_a_server_that_is_not_available_waits_and_is_posted_late(week: Week) -> None:
    await week.add()
    await week.logged()
    guild = week.room.client.get_guild(week.room.server.id)
    assert guild is not None
    guild.unavailable = True
    assert await week.at(MONDAY) == []
    assert await week.logged() == []
    guild.unavailable = False
    assert len(await week.at(MONDAY + 120)) == 1


async def test_the_store_is_asked_once_a_minute(week: Week, monkeypatch: pytest.MonkeyPatch) -> None:
    weekly = week.room.desk.get(Claims)
    due, asks = weekly.due, []

    async def counted(until: int) -> Any:
        asks.append(until)
        return await due(until)

    await week.at(MONDAY - 300)
    monkeypatch.setattr(weekly, "due", counted)
    for second in range(1, 121):
        await week.at(MONDAY - 300 + second)
    assert len(asks) == 2


async def test_of_many_that_are_due_at_once_none_waits_for_a_second_look(week: Week) -> None:
    room = week.room
    others = [Classroom(room.env, f"Other {number}") for number in range(2)]
    for each in (room, *others):
        await each.type("summary")
        for _ in range(10):
            await each.told("schedule add", day="monday", time="8:30")
    channels = [each.channel for each in (room, *others)]
    texts = await week.at(MONDAY, *channels)
    assert len(texts) == 3 * 7  # an article has seven questions
    assert len(await states(week)) == 30


@pytest.mark.parametrize("size", [1, 1_000])
async def test_the_longest_question_fits_one_message(week: Week, size: int) -> None:
    """Every character of it escaped."""
    room, store = week.room, week.room.desk.store
    quote = {"passages": [{"text": "*" * size, "start": 0, "end": size, "paragraph": 1}]}
    content = {
        "kind": "question",
        "text": "*" * size,
        "stage": "opening",
        "stem": "*" * 180,
        "follow_up": "*" * 180,
        "speaker": "*" * 120,
        "quote": quote,
    }
    async with store.writing() as connection:
        await connection.execute(update(tables.fact).where(tables.fact.c.kind == "question").values(content=content))
        await connection.execute(update(tables.article).values(title="*" * 200, content_note="*" * 150))
    room.desk.forget_all()
    await week.add()
    [text] = await week.at(MONDAY)
    assert "\\*" * min(size, 500) in text
    assert len(text) <= 4_000


async def test_permissions_are_those_of_the_channel(week: Week) -> None:
    closed = week.room.server.create_text_channel("closed")
    deny(week.room, closed, view_channel=True)
    await week.room.env.settle()
    told = await week.add(channel=closed)
    assert "View Channel" in told
    assert (await stored(week.room, "weekly_question"))["weekly_question"] == []


async def test_a_class_discusses_what_no_weekly_question_has_asked(week: Week, juarez: Pack) -> None:
    first, second, *_ = asked(juarez)
    await week.add()
    [weekly] = await week.at(MONDAY)
    assert first in weekly.replace("\\", "")
    await week.room.told("discuss")
    channels = week.room.env.backend.messages.values()
    texts = [text_of(message) for found in channels for message in found.values() if message.components]  # type: ignore[arg-type]
    assert any(second in text.replace("\\", "") for text in texts)
    assert sum(first in text.replace("\\", "") for text in texts) == 1
