"""What the tests of /wonder share: going through its steps as a student."""

from __future__ import annotations

from typing import Any

import simcord

from bot.core.ui.codec import Action
from bot.features.wonder.buttons import WonderAbout, WonderAnew, WonderGo, WonderPick, WonderWords, WonderWrite
from tests.kit.classroom import Classroom, ResponseMessage, answer_of, buttons, text_of
from tests.kit.curating import fields_of, stored

HERE, WHOLE, WRITE, LIST, PICK, OUT = (
    "Wonder about this",
    "The article as a whole",
    "Write my questions",
    "Improve my list",
    "Pick",
    "Take it out",
)
TO_SORT, TO_IMPROVE, TO_PICK, TO_WORDS, WORDS = (
    "Open or closed ›",
    "Improve ›",
    "Pick ›",
    "The article’s words ›",
    "Choose the words",
)
QUOTE = "results in 100 days"
FOCUS = 13
"""The paragraph of the built-in article that has the quote, and is as short as a sentence."""
TYPED = "1. Did Calderón promise it?\n- Why 100 days?\n\nWho counts the days?\nwhy 100 days?\nWill it be enough?"
QUESTIONS = ["Did Calderón promise it?", "Why 100 days?", "Who counts the days?", "Will it be enough?"]


async def begin(room: Classroom, paragraph: int = FOCUS, by: simcord.MemberActor | None = None) -> ResponseMessage:
    """The step of writing, with a paragraph as focus; 0: the whole article."""
    message = await room.told("wonder", by=by or room.student)
    if not paragraph:
        return await press(room, message, WHOLE, by=by)
    while f"¶ {paragraph}" not in text_of(message).split("\n"):
        if f"-# ¶ {paragraph}" in text_of(message).split("\n"):
            break
        message = await press(room, message, "Next ›", by=by)
    numbers = [line for line in text_of(message).split("\n") if line.startswith("-# ¶ ")]
    return await press(room, message, HERE, nth=numbers.index(f"-# ¶ {paragraph}"), by=by)


async def press(
    room: Classroom, message: ResponseMessage, label: str, *, nth: int = 0, by: simcord.MemberActor | None = None
) -> ResponseMessage:
    """What is read after a button was pressed."""
    return answer_of(await room.press(message, label, nth=nth, by=by))


async def write(
    room: Classroom,
    message: ResponseMessage,
    text: str = TYPED,
    label: str = WRITE,
    by: simcord.MemberActor | None = None,
) -> ResponseMessage:
    """What is read after a list was sent."""
    shown = await room.press(message, label, by=by)
    assert list(fields_of(shown)) == ["questions"]
    return await room.fill(shown, by=by or room.student, questions=text)


async def to_picking(room: Classroom, message: ResponseMessage, *numbers: int) -> ResponseMessage:
    """From the list to the step of picking, with these questions picked; they count from 1."""
    message = await press(room, await press(room, message, TO_IMPROVE), TO_PICK)
    for number in numbers:
        message = await pick(room, message, number)
    return message


async def pick(room: Classroom, message: ResponseMessage, number: int) -> ResponseMessage:
    """Picks a question of the page that is shown, or takes it out."""
    ids = [b["custom_id"] for b in buttons(message) if b["label"] in (PICK, OUT)]
    return answer_of(await room.student.click(message, custom_id=ids[number - 1]))


async def send(room: Classroom, message: ResponseMessage, label: str = WORDS, **words: str) -> ResponseMessage:
    """What is read after the words of the article were sent; what is not given stays as the form shows it."""
    shown = await room.press(message, label)
    return await room.fill(shown, by=room.student, **words)


async def kept(room: Classroom) -> list[dict[str, Any]]:
    """What is kept of everybody's lists."""
    return (await stored(room, "form"))["form"]


async def suggested(room: Classroom) -> list[dict[str, Any]]:
    """The contents of all drafts."""
    return [row["content"] for row in (await stored(room, "fact"))["fact"] if row["state"] == "draft"]


def every_action(form_id: int, article_id: int = 1) -> list[Action]:
    """Each kind of button on somebody's questions."""
    return [
        WonderAbout(article_id, 2, form_id),
        WonderGo(form_id, "improve", 1),
        WonderWrite(form_id, "sort"),
        WonderPick(form_id, 0, 1),
        WonderWords(form_id),
        WonderAnew(form_id, 0),
        WonderAnew(form_id, 1),
    ]
