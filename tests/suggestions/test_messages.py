"""Use as a fact: what somebody wrote in the channel becomes a fact, or a suggestion."""

from __future__ import annotations

import discord
import pytest

from tests.kit.classroom import Classroom, ResponseMessage, answer_of, buttons, text_of
from tests.kit.curating import TYPED, every_page, stored, values_of


async def used(room: Classroom, message: discord.Message, *, student: bool = False) -> ResponseMessage:
    """What is read after Use as a fact."""
    by = room.student if student else room.teacher
    return answer_of(await by.context_menu(room.channel, "Use as a fact", message))


async def test_a_moderator_makes_a_fact_of_anybodys_message(room: Classroom) -> None:
    message = await room.student.send(room.channel, "Informants are one of the sources.")
    asked = await used(room, message)
    assert asked.ephemeral
    assert "Informants are one of the sources." in text_of(asked)
    assert len(buttons(asked)) == 4
    shown = await room.press(asked, "Summary point", by=room.teacher)
    assert values_of(shown)["text"] == "Informants are one of the sources."
    assert values_of(shown)["quote"] == ""
    await room.fill(shown, quote=TYPED["summary"]["quote"])
    assert "Informants are one of the sources." in await every_page(room, "summary")
    assert str(room.student.id) not in repr(await stored(room))


async def test_a_student_proposes_a_message_of_their_own_and_of_nobody_else(room: Classroom) -> None:
    mine = await room.student.send(room.channel, "How many informants are there?")
    asked = await used(room, mine, student=True)
    shown = await room.press(asked, "Question")
    assert "Thank you" in text_of(await room.fill(shown, by=room.student, quote=TYPED["summary"]["quote"]))
    assert "How many informants" in text_of(await room.told("facts review"))
    assert "How many informants" not in await every_page(room, "questions")
    before = await stored(room)
    others = await room.other.send(room.channel, "Not mine.")
    assert "wrote yourself" in text_of(await used(room, others, student=True))
    assert await stored(room) == before


async def test_a_message_without_text_is_refused(room: Classroom) -> None:
    await room.type("summary")
    picture = await room.student.send(room.channel, attachments=[("cat.png", b"x")])
    before = await stored(room)
    for student in (False, True):
        assert "no text" in text_of(await used(room, picture, student=student))
    assert await stored(room) == before


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("Look:\n> drug intelligence gathered from informants\nWow!", "drug intelligence gathered from informants"),
        ('It says "results in 100 days", really?', "results in 100 days"),
        ("It says “results in 100 days”, really?", "results in 100 days"),
        ("Calderón has promised results in 100 days.", "Calderón has promised results in 100 days."),
        ("> nothing of the article\nand so on", ""),
    ],
)
async def test_the_words_that_a_message_quotes_become_the_quote(room: Classroom, text: str, quote: str) -> None:
    asked = await used(room, await room.other.send(room.channel, text))
    shown = await room.press(asked, "Question", by=room.teacher)
    assert values_of(shown)["quote"] == quote
    assert values_of(shown)["text"] == text
    person = await room.press(asked, "Person or organisation", by=room.teacher)
    assert values_of(person)["quote"] == quote
