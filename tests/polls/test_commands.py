"""/poll as moderators and students use it: asking, voting, closing, and what is refused."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import pytest
from PIL import Image

from tests.conftest import MakeClassroom
from tests.kit.classroom import Classroom, labels, text_of, walk
from tests.kit.curating import stored
from tests.kit.stores import DAY, Clock
from tests.polls.kit import QUESTION, ask_poll, channel_messages, files, newest, press, results, texts

COUNTED = "Your vote was counted. Nobody can see what you chose, not even moderators"
ALREADY = "Your vote was counted already and can’t be changed, because the bot never keeps what you chose"


async def test_an_anonymous_poll_counts_each_vote_once_and_shows_the_counts_at_the_close(room: Classroom) -> None:
    poll = await ask_poll(room, options="Yes; No; Both, in a way", anonymous=True)
    assert labels(poll) == ["Yes", "No", "Both, in a way", "Close"]
    assert f"## {QUESTION}" in text_of(poll)
    assert COUNTED in await press(room, poll, "No", room.student)
    assert ALREADY in await press(room, poll, "Yes", room.student)
    assert ALREADY in await press(room, poll, "No", room.student)
    assert COUNTED in await press(room, poll, "No", room.other)
    assert COUNTED in await press(room, poll, "Yes", room.teacher)
    assert texts(room) == [text_of(poll)]  # no count is seen, nor how many voted
    assert await press(room, poll, "Close") == "The poll is closed."
    closed, result = channel_messages(room)
    assert labels(closed) == []
    assert "This poll is closed" in text_of(closed)
    assert "3 votes" in text_of(result)
    assert "**Yes** 1\n`██████`\n**No** 2\n`████████████`\n**Both, in a way** 0\n`·`" in text_of(result)
    assert labels(result) == []


async def test_a_closed_poll_takes_no_vote_and_no_second_close(room: Classroom) -> None:
    poll = await ask_poll(room, anonymous=True)
    assert labels(poll) == ["Yes", "No", "Not sure", "Close"]
    ids = {part["label"]: part["custom_id"] for part in walk(poll.components) if part["type"] == 2}
    await press(room, poll, "Close")
    for label in ("Yes", "Close"):
        message = await room.post_button(ids[label])  # one that stands there still for somebody
        result = await room.teacher.click(message, custom_id=ids[label])
        assert result.response is not None
        assert "This poll is closed" in text_of(result.response)
    assert len(results(room)) == 1


async def test_a_poll_of_discords_own_stands_alone_and_its_votes_are_read_from_it(room: Classroom) -> None:
    panel = await ask_poll(room, options="Stay; Leave")
    native = channel_messages(room)[0]
    assert native.poll.question == QUESTION
    assert [answer.text for answer in native.poll.answers] == ["Stay", "Leave"]
    assert native.components == []
    assert not native.content
    assert labels(panel) == ["Close"]
    for actor, answer in ((room.student, 1), (room.other, 2), (room.teacher, 2)):
        await actor.set_poll_votes(native.message, answers=[answer])
    assert await press(room, panel, "Close") == "The poll is closed."
    assert channel_messages(room)[0].poll.finalized
    assert "**Stay** 1\n`██████`\n**Leave** 2\n`████████████`" in results(room)[0]
    assert len(results(room)) == 1


@pytest.mark.parametrize("anonymous", [True, False])
async def test_a_poll_before_and_after_shows_the_shift(room: Classroom, anonymous: bool) -> None:
    def native() -> Any:
        return [each for each in channel_messages(room) if each.poll is not None][-1]

    async def cast(*chosen: int) -> None:
        for actor, answer in zip((room.student, room.other, room.teacher), chosen, strict=False):
            if anonymous:
                await press(room, newest(room, "Yes"), ("Yes", "No")[answer], actor)
            else:
                await actor.set_poll_votes(native().message, answers=[answer + 1])

    first = await ask_poll(room, options="Yes; No", anonymous=anonymous, before_and_after=True)
    assert labels(first)[-2:] == ["Close", "Ask again"]
    assert "before the discussion" in text_of(first)
    await cast(0, 0, 1)
    assert "The poll is in the channel" in await press(room, first, "Ask again")
    assert results(room) == []  # both come together
    second = newest(room, "Close")
    assert second.id != first.id
    assert "after the discussion" in text_of(second)
    assert "was asked again already" in await press(room, newest(room, "Ask again"), "Ask again")
    await cast(1, 0)
    await press(room, second, "Close")
    [result] = results(room)
    assert "Before and after the discussion: 3 and 2 votes" in result
    assert "**Yes** 2 → 1 (−1)\n`░░░░░░░░░░░░`\n`██████`\n**No** 1 → 1\n`░░░░░░`\n`██████`" in result


async def test_a_first_poll_that_was_closed_shows_its_result_and_can_still_be_asked_again(room: Classroom) -> None:
    first = await ask_poll(room, options="Yes; No", anonymous=True, before_and_after=True)
    await press(room, first, "Yes", room.student)
    await press(room, first, "Close")
    assert "1 vote before the discussion" in results(room)[0]
    await press(room, newest(room, "Ask again"), "Ask again")
    second = newest(room, "Yes")
    assert COUNTED in await press(room, second, "No", room.student)  # a poll of its own, with a vote of its own
    await press(room, second, "Close")
    assert "**Yes** 1 → 0 (−1)" in results(room)[1]
    assert "**No** 0 → 1 (+1)" in results(room)[1]
    assert len(results(room)) == 2


async def test_the_result_has_a_picture_that_shows_the_counts_and_says_them_in_words(room: Classroom) -> None:
    pictures = []
    for chosen in ("Yes", "No"):
        poll = await ask_poll(room, options="Yes; No", anonymous=True)
        await press(room, poll, chosen, room.student)
        await press(room, poll, "Close")
        result = channel_messages(room)[-1]
        [file] = files(result)
        yes, no = ("1", "0") if chosen == "Yes" else ("0", "1")
        words = f"Bar chart of the votes. Yes: {yes}; No: {no}"
        [item] = [part for part in walk(result.components) if part["type"] == 12]
        assert item["items"][0]["description"] == words
        assert file.description == words
        assert file.filename == "poll.png"
        picture = Image.open(BytesIO(await file.read()))
        picture.load()
        assert picture.format == "PNG"
        pictures.append(picture.convert("RGB").tobytes())
    assert pictures[0] != pictures[1]


async def test_without_the_extra_the_result_is_text_alone(room: Classroom, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.features.polls.panels.can_draw", lambda: False)
    poll = await ask_poll(room, anonymous=True)
    await press(room, poll, "Yes", room.student)
    await press(room, poll, "Close")
    result = channel_messages(room)[-1]
    assert "**Yes** 1" in text_of(result)
    assert files(result) == []
    assert not [part for part in walk(result.components) if part["type"] == 12]


async def test_a_question_of_the_article_can_be_chosen(room: Classroom) -> None:
    offered = await room.teacher.autocomplete(room.channel, "poll", "question", "")
    assert 1 <= len(offered) <= 25
    assert all(1 <= len(choice["name"]) <= 100 for choice in offered)
    assert await room.teacher.autocomplete(room.channel, "poll", "question", "no such words") == []
    poll = await ask_poll(room, offered[0]["value"], anonymous=True)
    asked = text_of(poll).splitlines()[0].removeprefix("## ")
    assert asked[:30] == offered[0]["name"][:30]
    assert "## 4 711" not in text_of(await ask_poll(room, "4711", anonymous=True))
    assert texts(room)[-1].startswith("## 4711")  # a number that is no question is what was typed


LIMITS: list[tuple[dict[str, Any], str | None]] = [
    ({"question": "q" * 300}, None),
    ({"question": "q" * 301}, "The question has 301 characters and Discord takes 300 at most"),
    ({"question": "😀" * 150}, None),
    ({"question": "😀" * 150 + "q"}, "The question has 301 characters"),
    ({"question": " \u200b "}, "The poll asks nothing yet"),
    ({"question": "q", "options": f"{'a' * 55}; b"}, None),
    ({"question": "q", "options": f"{'a' * 56}; b"}, "has 56 characters and Discord takes 55 at most"),
    ({"question": "q", "options": "; ".join("abcdefghij")}, None),
    ({"question": "q", "options": "; ".join("abcdefghijk")}, "takes 2 to 10 answers and this one has 11; put a `;`"),
    ({"question": "q", "options": "a; b"}, None),
    ({"question": "q", "options": "a;; "}, "takes 2 to 10 answers and this one has 1"),
    ({"question": "q", "options": "Yes; No; yes"}, "The answer “yes” stands there twice"),
]


@pytest.mark.parametrize("anonymous", [True, False])
async def test_discords_limits_on_a_poll_are_held_at_the_limit_and_one_over(room: Classroom, anonymous: bool) -> None:
    for given, refusal in LIMITS:
        before, rows = len(channel_messages(room)), await stored(room, "poll")
        said = text_of(await room.told("poll", anonymous=anonymous, **given))
        if refusal is None:
            assert "The poll is in the channel" in said, given
            await press(room, newest(room, "Close"), "Close")
        else:
            assert refusal in said
            assert "\n" not in said
            assert len(channel_messages(room)) == before
            assert await stored(room, "poll") == rows


async def test_the_biggest_poll_fits_every_message(room: Classroom) -> None:
    answers = "; ".join("*" * 54 + str(i) for i in range(10))
    first = await ask_poll(room, "_" * 300, options=answers, anonymous=True, before_and_after=True)
    for actor in (room.student, room.other):
        await press(room, first, "*" * 54 + "3", actor)
    await press(room, first, "Close")
    await press(room, newest(room, "Ask again"), "Ask again")
    await press(room, newest(room, "Close"), "Close")
    assert len(results(room)) == 2  # every message is held to Discord's limits when the test ends
    [described] = [part for part in walk(channel_messages(room)[-1].components) if part["type"] == 12]
    assert described["items"][0]["description"].endswith("9: 0 before, 0 after")


async def test_polls_close_by_themselves(make_classroom: MakeClassroom, clock: Clock) -> None:
    room = await make_classroom(now=clock)
    await ask_poll(room, "One?", anonymous=True)
    await press(room, newest(room, "Yes"), "Yes", room.student)
    await ask_poll(room, "Two?")
    native = channel_messages(room)[1]
    await room.student.set_poll_votes(native.message, answers=[2])
    assert await room.client.tick() == 0
    clock.at += DAY
    room.env.backend.expire_poll(room.channel.id, native.id)  # as Discord does by itself
    assert await room.client.tick() == 1
    assert "**No** 1" in results(room)[0]
    clock.at += 6 * DAY - 1
    assert await room.client.tick() == 0
    clock.at += 1
    assert "This poll is closed" in await press(room, newest(room, "Yes"), "No", room.other)
    assert await room.client.tick() == 1
    assert "**Yes** 1" in results(room)[1]
    assert await room.client.tick() == 0
    assert len(results(room)) == 2


async def test_a_poll_whose_message_was_deleted_is_closed_without_a_word(
    make_classroom: MakeClassroom, clock: Clock
) -> None:
    room = await make_classroom(now=clock)
    poll = await ask_poll(room, "One?", anonymous=True)
    await ask_poll(room, "Two?")
    native = channel_messages(room)[1]
    for message in (poll, native):
        room.env.backend.delete_message(room.channel.id, message.id)
    await room.env.settle()
    clock.at += 7 * DAY
    assert await room.client.tick() == 0
    assert results(room) == []
    assert {row["state"] for row in (await stored(room, "poll"))["poll"]} == {"closed"}
