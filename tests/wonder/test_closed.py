"""Which questions /wonder calls closed, in English and in Spanish, and how a list is split."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from bot.app.settings import built_in
from bot.core.templates.prompts import Prompts
from bot.features.wonder.model import is_closed, split_questions
from tests.kit.classroom import Classroom, text_of
from tests.wonder.kit import begin, press, write

CLOSED = ("Did he?", "is it true", "“Are they?", "And did they stop?", "Haven’t they?", "CAN anybody?", "¿Will it?")
OPEN = (
    "Why did he?",
    "What is it?",
    "How are they?",
    "Isabel said what?",
    "Candy?",
    "Who will?",
    "2,600 people?",
    "And?",
)


def test_closed_questions_begin_with_what_yes_or_no_answers(prompts: Prompts) -> None:
    closed, leading = [prompts.label(f"question_words.{name}").split() for name in ("closed", "leading")]
    for question in CLOSED:
        assert is_closed(question, closed, leading), question
    for question in OPEN:
        assert not is_closed(question, closed, leading), question


def test_a_list_is_split_into_questions_once_each() -> None:
    assert split_questions("1) Why?\r\n• Who?\r- why? \n\n10. 2,600 what?\n3 why\n—\n-5 degrees?") == [
        "Why?", "Who?", "2,600 what?", "3 why", "-5 degrees?",
    ]  # fmt: skip


@pytest.fixture
def spanish(tmp_path: Path) -> Prompts:
    """A language of its own: English texts, but Spanish words that a closed question begins with."""
    shutil.copytree(built_in("prompts") / "en", tmp_path / "es")
    (tmp_path / "es" / "zz.toml").write_text(
        '[question_words]\nclosed = "es fue hay está puede"\nleading = "y no se"\n', encoding="utf-8"
    )
    return Prompts([tmp_path], "es")


@pytest.mark.parametrize("class_speaks", [True, False])
async def test_closed_questions_in_spanish(
    room: Classroom, spanish: Prompts, monkeypatch: pytest.MonkeyPatch, class_speaks: bool
) -> None:
    """Seen where the student's Discord is in Spanish, and where the class is."""
    room.bot.prompts = {**room.bot.prompts, "es": spanish}
    if class_speaks:
        async with room.desk.store.writing() as connection:
            from bot.core.store.tables import server

            await connection.execute(server.insert().values(id=room.server.id, since=1, language="es", editor_roles=[]))
        room.desk.forget(room.server.id)
    else:
        room.speak("es-ES", monkeypatch)
    typed = "¿Fue un éxito?\n¿Por qué fue así?\n¿Hay pruebas?\n¿Y esta funciona?\n¿Cómo está?\n¿No se puede?"
    message = await write(room, await begin(room), typed)
    marks = [line for line in text_of(message).split("\n") if line.startswith(("-# open", "-# closed"))]
    assert [mark.split(" ")[1] for mark in marks] == ["closed", "open", "closed", "closed", "open", "closed"]
    english = await write(room, await press(room, message, "‹ Write"), "Did it work?\nWhy?", "Write my questions")
    assert text_of(english).count("-# closed") == 1  # the other language counts all the same
