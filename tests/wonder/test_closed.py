"""Which questions /wonder calls closed, in English and in Spanish, and how a list is split."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from pathlib import Path

import pytest

from bot.app.settings import built_in
from bot.core.templates.prompts import Prompts
from bot.features.wonder.asking import Asked, QuestionWords, judge
from bot.features.wonder.model import split_questions
from tests.kit.classroom import Classroom, text_of
from tests.wonder.kit import begin, press, write

ENGLISH: dict[Asked, str] = {
    "open": """
        Why did he?
        What is it?
        How are they?
        Who will?
        whats going on
        who's in charge
        why 100 days
        And why now?
        So, how would you feel?
        In what way is it risky?
        To whom do they answer?
        For how long will they stay?
        Since when are they there?
        When will they leave?
        Where are the families?
        Isabel said what?
        What if they leave?
        So what if nobody stays?
        If they leave, what happens?
        When they leave, who will stay?
        Who, if anyone, is safe?
        The army came, so why is it still not safe?
        I wonder why they left
        I am wondering how it ends.
        Tell me why they left
        lol why did they leave
        Which came first, and is it over?""",
    "closed": """
        Did he?
        is it true
        “Are they?
        And did they stop?
        Haven’t they?
        havent they left
        CAN anybody?
        ¿Will it?
        Ain't it dangerous?
        Aint they afraid
        If they leave, will it be safe?
        If they leave will it be safe?
        When the soldiers leave, will it be safe?
        In 2009, did the army come?
        What if they leave, will it be safe?
        They left, didn't they?
        They really left?
        2,600 people?
        Candy?
        I wonder if they left
        I wonder whether it helps.
        Do you know why they left?
        Is it safe, and who says so?
        Could anybody tell me?""",
    "unasked": """
        lol this is boring
        This is boring.
        I am bored
        I don't know
        idk
        the army
        And?
        If they leave it is safe.
        When they leave it is safe.
        I wonder about the army""",
}
SPANISH: dict[Asked, str] = {
    "open": """
        ¿Por qué fue así?
        ¿Cómo está?
        ¿Qué pasó?
        ¿Quién dijo eso?
        ¿A quién le importa?
        ¿De qué habla el artículo?
        ¿Desde cuándo están allí?
        ¿Para qué sirve el plan?
        ¿Con cuántos soldados empezaron?
        ¿Y por qué no se van?
        ¿Pero cuál es el plan?
        Que paso en la ciudad?
        Por que se fueron
        ¿Porque se fueron?
        como viven las familias
        cuantos soldados hay?
        Si se van, ¿qué pasará?
        Cuando se vayan, ¿quién se quedará?
        ¿Y si se van?
        ¿Y si los soldados no vuelven?
        ¿Sabe alguien por qué se fueron?
        El plan, ¿a quién ayuda?
        Me pregunto por qué se fueron
        Dime qué pasó
        y entonces que?
        ¿Dejarán las calles, y cuándo?""",
    "closed": """
        ¿Dejarán los soldados las calles?
        ¿Calderón cumplió su promesa?
        ¿Fue un éxito?
        ¿Hay pruebas?
        ¿No se puede?
        ¿Y esta funciona?
        ¿Es verdad que los soldados se van?
        ¿Acaso sirve?
        ¿Está bien lo que hicieron?
        ¿Los soldados se quedarán?
        ¿Ayudará el plan?
        ¿Tú te quedarías?
        ¿La gente tiene miedo?
        ¿Se sienten seguros?
        ¿Has visto algo así?
        Si se van, ¿será seguro?
        Cuando se vayan, ¿estará segura la ciudad?
        si se van sera seguro?
        Se fueron, ¿no?
        ¿Me entiendes?
        Me pregunto si se fueron
        ¿Ya volvieron?
        ¿Solo 100 días?
        ¿Podemos ayudar nosotros?""",
    "unasked": """
        jaja esto es aburrido
        Esto es aburrido.
        no sé
        Es seguro.
        los soldados
        ¿Y?
        Los soldados que llegaron
        Si se van es seguro.""",
}


def judged(table: Mapping[Asked, str]) -> list[tuple[str, str]]:
    return [(question.strip(), asked) for asked, lines in table.items() for question in lines.strip().split("\n")]


def test_the_table_is_long_enough() -> None:
    assert min(len(judged(table)) for table in (ENGLISH, SPANISH)) >= 40


@pytest.mark.parametrize(("question", "asked"), judged(ENGLISH))
def test_questions_in_english(prompts: Prompts, question: str, asked: str) -> None:
    """As a class reads where all is English, and where either the student or the class reads Spanish."""
    english, spanish = QuestionWords.of(prompts.label), QuestionWords.of(Prompts([built_in("prompts")], "es").label)
    assert [judge(question, words) for words in (english, english | spanish)] == [asked] * 2


@pytest.mark.parametrize(("question", "asked"), judged(SPANISH))
def test_questions_in_spanish(prompts: Prompts, question: str, asked: str) -> None:
    english, spanish = QuestionWords.of(prompts.label), QuestionWords.of(Prompts([built_in("prompts")], "es").label)
    assert [judge(question, words) for words in (spanish, english | spanish)] == [asked] * 2


def test_a_list_is_split_into_questions_once_each() -> None:
    assert split_questions("1) Why?\r\n• Who?\r- why? \n\n10. 2,600 what?\n3 why\n—\n-5 degrees?") == [
        "Why?", "Who?", "2,600 what?", "3 why", "-5 degrees?",
    ]  # fmt: skip


@pytest.fixture
def spanish(tmp_path: Path) -> Prompts:
    """A language of its own: English texts, but the Spanish words that tell questions."""
    shutil.copytree(built_in("prompts") / "en", tmp_path / "es")
    words = (built_in("prompts") / "es" / "wonder.toml").read_text(encoding="utf-8").split("[question_words]")[1]
    (tmp_path / "es" / "zz.toml").write_text(f"[question_words]{words}", encoding="utf-8")
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
    typed = "¿Calderón cumplió?\n¿Por qué fue así?\n¿Hay pruebas?\n¿Y esta funciona?\nEsto es aburrido\n¿No se puede?"
    message = await write(room, await begin(room), typed)
    marks = [line for line in text_of(message).split("\n") if line.startswith(("-# open", "-# closed", "-# not a"))]
    assert [mark.split(" ")[1] for mark in marks] == ["closed", "open", "closed", "closed", "not", "closed"]
    assert marks[4] == ("-# not a question yet · what do you want to know? Begin with *Why …?*, *How …?* or *What …?*")
    english = await write(room, await press(room, message, "‹ Write"), "Did it work?\nWhy?", "Write my questions")
    assert text_of(english).count("-# closed") == 1  # the other language counts all the same
