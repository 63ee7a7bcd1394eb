"""/wonder as a student goes through it: from a focus to the moderators' review, back and forth, over restarts."""

from __future__ import annotations

import pytest

from tests.conftest import MakeBot
from tests.kit.classroom import Classroom, labels, text_of
from tests.kit.curating import every_page, fields_of, form_of, restart, stored, values_of
from tests.wonder.kit import (
    FOCUS,
    HERE,
    LIST,
    PICK,
    QUESTIONS,
    QUOTE,
    TO_IMPROVE,
    TO_PICK,
    TO_SORT,
    TO_WORDS,
    TYPED,
    WHOLE,
    WORDS,
    WRITE,
    begin,
    kept,
    pick,
    press,
    send,
    suggested,
    to_picking,
    write,
)


async def test_a_question_goes_from_a_focus_to_the_answers(room: Classroom) -> None:
    start = await room.told("wonder", by=room.student)
    assert start.ephemeral
    assert "Step 1 of 6: **a focus**" in text_of(start)
    assert "**Content note:** It speaks of killings" in text_of(start)
    assert labels(start).count(HERE) == 7
    assert await kept(room) == []
    message = await begin(room)
    assert "Step 2 of 6: **many questions**" in text_of(message)
    assert "> Calderón has promised results in 100 days." in text_of(message)
    assert f"your focus: ¶ {FOCUS}" in text_of(message)
    assert TO_SORT not in labels(message)
    sorting = await write(room, message)
    assert "Step 3 of 6: **open or closed**" in text_of(sorting)
    assert [line for line in text_of(sorting).split("\n") if line.startswith("**") and "." in line[:5]] == [
        f"**{number}.** {question}" for number, question in enumerate(QUESTIONS, 1)
    ]
    marks = [line for line in text_of(sorting).split("\n") if line.startswith(("-# open", "-# closed"))]
    assert [mark.split(" ·")[0] for mark in marks] == ["-# closed", "-# open", "-# open", "-# closed"]
    assert "begin with *What made …?*, *How …?*" in marks[0]
    assert "begin with" not in marks[1]
    improving = await press(room, sorting, TO_IMPROVE)
    assert "Step 4 of 6: **improve**" in text_of(improving)
    shown = await room.press(improving, LIST)
    assert form_of(shown)["title"] == "Improve your questions"
    assert values_of(shown)["questions"] == "\n".join(QUESTIONS)
    improved = await room.fill(
        shown, by=room.student, questions="What made Calderón promise it?\n" + "\n".join(QUESTIONS[1:])
    )
    assert "Step 4 of 6" in text_of(improved)
    assert "**1.** What made Calderón promise it?\n-# open" in text_of(improved)
    picking = await press(room, improved, TO_PICK)
    assert "Step 5 of 6: **pick the best**" in text_of(picking)
    assert labels(picking).count(PICK) == 4
    assert TO_WORDS not in labels(picking)
    picking = await pick(room, picking, 1)
    assert "You have picked 1." in text_of(picking)
    sending = await press(room, picking, TO_WORDS)
    assert "Step 6 of 6: **the article’s words**" in text_of(sending)
    assert "What made Calderón promise it?" in text_of(sending)
    assert "Who counts" not in text_of(sending)
    shown = await room.press(sending, WORDS)
    [row] = form_of(shown)["components"]
    assert row["label"] == "Words of the article for question 1"
    assert row["description"] == "What made Calderón promise it?"
    assert values_of(shown) == {"words_1": "Calderón has promised results in 100 days."}
    thanks = await room.fill(shown, by=room.student, words_1=QUOTE)
    assert "Thank you" in text_of(thanks)
    assert thanks.ephemeral
    assert thanks.id == message.id
    assert await kept(room) == []
    [content] = await suggested(room)
    assert (content["kind"], content["stage"], content["text"]) == (
        "question",
        "core",
        "What made Calderón promise it?",
    )
    assert [passage["text"] for passage in content["quote"]["passages"]] == [QUOTE]
    assert "waits for a moderator" in await room.read(thanks, "What I proposed")
    assert "What made Calderón" not in await every_page(room, "questions")
    review = await room.told("facts review")
    assert "What made Calderón promise it?" in text_of(review)
    assert room.student.name not in str(review.components)
    assert str(room.student.id) not in str(review.components)
    await room.press(review, "Approve", by=room.teacher)
    assert "What made Calderón promise it?" in await every_page(room, "questions", stage="core")


async def test_the_article_as_a_whole_is_a_focus_too_and_three_questions_go_at_once(room: Classroom) -> None:
    sorting = await write(room, await begin(room, 0))
    assert "your focus: the article as a whole" in text_of(sorting)
    sending = await press(room, await to_picking(room, sorting, 1, 2, 4), TO_WORDS)
    shown = await room.press(sending, WORDS)
    assert values_of(shown) == {"words_1": "", "words_2": "", "words_3": ""}
    assert [row["description"] for row in form_of(shown)["components"]] == [QUESTIONS[i] for i in (0, 1, 3)]
    thanks = await room.fill(
        shown, by=room.student, words_1=QUOTE, words_2="100 days", words_3="trained by FBI and DEA advisers"
    )
    for i in (0, 1, 3):
        assert QUESTIONS[i] in text_of(thanks)
    assert [content["text"] for content in await suggested(room)] == [QUESTIONS[i] for i in (0, 1, 3)]
    assert await kept(room) == []


async def test_one_can_go_back_and_forth_and_loses_nothing(room: Classroom) -> None:
    picking = await to_picking(room, await write(room, await begin(room)), 2, 3)
    for label, step in (
        ("‹ Improve", "improve"),
        ("‹ Open or closed", "open or closed"),
        ("‹ Write", "many questions"),
    ):
        picking = await press(room, picking, label)
        assert f"**{step}**" in text_of(picking)
    assert WRITE in labels(picking)
    paragraphs = await press(room, picking, "Another focus")
    assert "Step 1 of 6" in text_of(paragraphs)
    moved = await press(room, paragraphs, HERE, nth=2)
    assert "your focus: ¶ 3" in text_of(moved)
    sorting = await press(room, moved, TO_SORT)
    for question in QUESTIONS:
        assert question in text_of(sorting)
    picking = await to_picking(room, sorting)
    assert "You have picked 2." in text_of(picking)
    picking = await pick(room, picking, 3)
    assert "You have picked 1." in text_of(picking)
    assert len(await kept(room)) == 1
    improving = await press(room, picking, "‹ Improve")
    improved = await write(room, improving, "Who counts the days?\nWhat then?", LIST)
    picking = await press(room, improved, TO_PICK)
    assert "You have picked 0." in text_of(picking)  # the one that was picked is no longer in the list
    assert labels(picking).count(PICK) == 2


async def test_a_restart_at_any_step_loses_nothing(room: Classroom, make_bot: MakeBot) -> None:
    async def again() -> None:
        await restart(room, make_bot())

    message = await room.told("wonder", by=room.student)
    await again()
    message = await press(room, message, WHOLE)
    await again()
    shown = await room.press(message, WRITE)
    await again()  # while the form is open
    message = await room.fill(shown, by=room.student, questions=TYPED)
    await again()
    message = await press(room, message, TO_IMPROVE)
    await again()
    shown = await room.press(message, LIST)
    await again()
    message = await room.fill(shown, by=room.student)
    await again()
    message = await press(room, message, TO_PICK)
    await again()
    message = await pick(room, message, 2)
    await again()
    message = await press(room, message, TO_WORDS)
    await again()
    refused = await send(room, message, words_1="results in 200 days")
    assert "not in the article word for word" in text_of(refused)
    await again()
    shown = await room.press(refused, "Change the words")
    assert values_of(shown) == {"words_1": "results in 200 days"}
    await again()
    assert "Thank you" in text_of(await room.fill(shown, by=room.student, words_1=QUOTE))
    assert [content["text"] for content in await suggested(room)] == ["Why 100 days?"]
    assert await kept(room) == []


@pytest.mark.parametrize("step", ["write", "sort", "improve", "choose", "send"])
async def test_the_command_goes_on_where_one_was(room: Classroom, make_bot: MakeBot, step: str) -> None:
    """What Discord shows to one person alone is gone when they restart their Discord."""
    message = await begin(room)
    if step != "write":
        message = await write(room, message)
    if step == "improve":
        message = await press(room, message, TO_IMPROVE)
    if step in ("choose", "send"):
        message = await to_picking(room, message, 2)
    if step == "send":
        message = await press(room, message, TO_WORDS)
    await restart(room, make_bot())
    again = await room.told("wonder", by=room.student)
    assert again.id != message.id
    assert again.components == message.components
    assert "Step 1 of 6" in text_of(await room.told("wonder", by=room.other))


async def test_start_over_asks_first(room: Classroom) -> None:
    message = await write(room, await begin(room))
    asked = await press(room, message, "Start over")
    assert len(await kept(room)) == 1
    assert "Step 3 of 6" in text_of(await press(room, asked, "Go on with mine"))
    asked = await press(room, message, "Start over")
    assert "Step 1 of 6" in text_of(await press(room, asked, "Yes, start over"))
    assert await kept(room) == []


async def test_words_that_are_refused_are_kept_with_a_way_on(room: Classroom) -> None:
    sending = await press(room, await to_picking(room, await write(room, await begin(room)), 2, 3), TO_WORDS)
    before = (await stored(room, "fact"))["fact"]
    missing = await send(room, sending, words_2="has promised outcomes in 100 days")
    assert "> Who counts the days?" in text_of(missing)
    assert "not in the article word for word" in text_of(missing)
    assert "**has promised results in 100 days**" in text_of(missing)
    outside = await send(room, missing, "Change the words", words_2="trained by FBI and DEA advisers")
    assert f"not in ¶ {FOCUS}, your focus" in text_of(outside)
    empty = await send(room, outside, "Change the words", words_2=" ")
    assert "There is no quote" in text_of(empty)
    assert (await stored(room, "fact"))["fact"] == before
    assert len(await kept(room)) == 1
    shown = await room.press(empty, "Change the words")
    assert fields_of(shown)["words_1"]["value"] == "Calderón has promised results in 100 days."
    assert "Thank you" in text_of(await room.fill(shown, by=room.student, words_2=QUOTE))
    assert len(await suggested(room)) == 2


async def test_words_that_stand_twice_are_those_in_the_focus(room: Classroom) -> None:
    """ "Calderón has promised" stands in two paragraphs of the article."""
    sending = await press(room, await to_picking(room, await write(room, await begin(room)), 2), TO_WORDS)
    assert "Thank you" in text_of(await send(room, sending, words_1="Calderón has promised"))
    [content] = await suggested(room)
    assert content["quote"]["passages"][0]["paragraph"] == FOCUS
    sending = await press(room, await to_picking(room, await write(room, await begin(room, 0)), 3), TO_WORDS)
    twice = await send(room, sending, words_1="Calderón has promised")
    assert "is in the article 2 times" in text_of(twice)
    assert len(await suggested(room)) == 1
