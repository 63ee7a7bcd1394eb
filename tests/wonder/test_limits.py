"""/wonder at its limits and one over them."""

from __future__ import annotations

import itertools

import pytest

from bot.app.features import all_features
from bot.core.model.article import Article
from bot.core.model.base import ID_MOST
from bot.core.model.fact import QUOTE_MOST, TEXT_MOST
from bot.core.packs.reading import Pack
from bot.core.rules.library import Library
from bot.core.ui.buttons import custom_id
from bot.features.suggestions.rules import OPEN_PER_MEMBER
from bot.features.wonder.buttons import WonderFocus
from bot.features.wonder.feature import feature as wonder
from tests.kit.classroom import Classroom, answer_of, labels, text_of
from tests.kit.curating import form_of, stored, suggest
from tests.kit.stock import told_once
from tests.wonder.kit import (
    PICK,
    QUESTIONS,
    QUOTE,
    TO_IMPROVE,
    TO_PICK,
    TO_WORDS,
    WORDS,
    WRITE,
    begin,
    every_action,
    kept,
    pick,
    press,
    send,
    suggested,
    to_picking,
    write,
)


def test_every_button_has_a_custom_id_that_reads_back() -> None:
    largest, features = ID_MOST - 1, all_features()
    actions = [*every_action(largest), WonderFocus(largest, largest, None), WonderFocus(largest, 1, largest)]
    assert {type(action) for action in actions} == set(wonder.presses)
    for action in actions:
        text = custom_id(action)
        assert len(text) <= 100
        assert features.action(text.removeprefix("tp:")) == action
    assert features.action("wgo:1:retire:1") is None
    assert features.action(f"wpick:1:{ID_MOST}:1") is None


async def test_a_fourth_question_is_refused_and_the_three_stay(room: Classroom) -> None:
    picking = await to_picking(room, await write(room, await begin(room)), 1, 2, 3)
    before = await kept(room)
    assert "You have picked 3 questions, which is the most" in text_of(await pick(room, picking, 4))
    assert await kept(room) == before
    assert labels(picking).count("Take it out") == 3
    sending = await press(room, picking, TO_WORDS)
    assert len(form_of(await room.press(sending, WORDS))["components"]) == 3


async def test_a_long_question_is_kept_but_goes_only_when_it_is_shorter(room: Classroom) -> None:
    most, over = "Why " + "x" * (TEXT_MOST - 5) + "?", "How " + "y" * (TEXT_MOST - 4) + "?"
    picking = await to_picking(room, await write(room, await begin(room), f"{most}\n{over}"))
    assert "has 1,001 characters and 1,000 is the most" in text_of(await pick(room, picking, 2))
    sending = await press(room, await pick(room, picking, 1), TO_WORDS)
    assert len(form_of(await room.press(sending, WORDS))["components"][0]["description"]) == 100
    assert "Thank you" in text_of(await send(room, sending, words_1=QUOTE))
    assert [content["text"] for content in await suggested(room)] == [most]


@pytest.mark.parametrize("letter", ["*", "\U0001f600"])
async def test_the_longest_list_fits_every_step_and_its_form(room: Classroom, letter: str) -> None:
    """The fixtures hold every message to Discord's 4,000 characters, 40 components and unique ids."""
    many = "\n".join(f"{n} Is {letter * 190}?" for n in range(10, 30))[:4_000]
    message = await write(room, await begin(room, 6), many)
    assert "Page 1 of 4" in text_of(message)
    for label in (TO_IMPROVE, TO_PICK):
        for _ in range(3):
            message = await press(room, message, "Next ›")
        assert "Page 4 of 4" in text_of(message)
        message = await press(room, message, label)
    assert "Page 1 of 4" in text_of(message)
    for number in (1, 2, 3):
        message = await pick(room, message, number)
    sending = await press(room, message, TO_WORDS)
    shown = await room.press(await press(room, message, "‹ Pick"), TO_WORDS)
    for row in form_of(await room.press(answer_of(shown), WORDS))["components"]:
        assert len(row["description"].encode("utf-16-le")) // 2 <= 100
    improving = await press(room, await press(room, sending, "‹ Pick"), "‹ Improve")
    form = form_of(await room.press(improving, "Improve my list"))
    assert form["components"][0]["component"]["value"] == many


async def test_a_thousand_short_questions_turn_pages(room: Classroom) -> None:
    many = "\n".join("".join(word) for word in itertools.islice(itertools.product("abcdefghijkl", repeat=3), 1_000))
    message = await write(room, await begin(room, 0), many)
    assert "Page 1 of 167" in text_of(message)
    picking = await to_picking(room, message)
    assert labels(picking).count(PICK) == 6


async def test_a_focus_of_a_long_article_is_found_by_turning_pages(room: Classroom) -> None:
    body = "\n\n".join([*(f"Paragraph number {n}." for n in range(1, 30)), "y" * QUOTE_MOST, "z" * (QUOTE_MOST + 1)])
    await room.desk.get(Library).welcome(room.server.id)
    await room.desk.store.add_article(
        room.server.id, "long", Article(title="Long", body=body), Pack("x", Article(title="x", body="x")).facts,
        at=1, action="article added",
    )  # fmt: skip
    await room.told("article current", article="2")
    for paragraph, shown in ((30, "y" * QUOTE_MOST), (31, "")):  # what is too long for a quote is not offered as one
        message = await begin(room, paragraph)
        assert f"your focus: ¶ {paragraph}" in text_of(message)
        sending = await press(room, await to_picking(room, await write(room, message), 2), TO_WORDS)
        [row] = form_of(await room.press(sending, WORDS))["components"]
        assert row["component"].get("value", "") == shown
        await press(room, await press(room, sending, "Start over"), "Yes, start over")
    await room.told("article current", article="1")


async def test_a_list_without_a_question_is_refused(room: Classroom) -> None:
    message = await begin(room)
    before = await kept(room)
    shown = await room.press(message, WRITE)
    refused = await room.fill(shown, by=room.student, questions=" \n - \n ??? \n")
    assert "There is no question yet" in text_of(refused)
    assert await kept(room) == before
    message = await write(room, message, "\x00Why\x07 ,\u202e really\ud800?")
    assert "**1.** Why ," in text_of(message)


async def test_five_suggestions_wait_at_most_and_the_rest_stays(room: Classroom) -> None:
    for kind in ("summary", "figure", "person"):
        await suggest(room, kind)
    picking = await to_picking(room, await write(room, await begin(room)), 1, 2, 3)
    partly = await send(room, await press(room, picking, TO_WORDS), words_1=QUOTE, words_2=QUOTE, words_3=QUOTE)
    assert "### Sent" in text_of(partly)
    assert f"You have {OPEN_PER_MEMBER} proposals that wait" in text_of(partly)
    assert "> Who counts the days?" in text_of(partly)
    assert len((await stored(room, "suggestion"))["suggestion"]) == OPEN_PER_MEMBER
    before = await kept(room)
    assert before[0]["given"]["questions"] == QUESTIONS[2:]
    assert f"You have {OPEN_PER_MEMBER} proposals" in told_once(await room.press(partly, "Change the words"))
    again = await room.told("wonder", by=room.student)
    assert f"You have {OPEN_PER_MEMBER} proposals" in told_once(await room.press(again, WORDS))
    assert await kept(room) == before
    await room.press(await room.told("facts review"), "Approve", by=room.teacher)
    shown = await room.press(again, WORDS)
    assert "Thank you" in text_of(await room.fill(shown, by=room.student))
    assert len((await stored(room, "suggestion"))["suggestion"]) == OPEN_PER_MEMBER + 1
