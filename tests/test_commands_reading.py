"""/summary, /figures, /questions and their buttons, as a student uses them."""

from __future__ import annotations

from .classroom import Classroom, text_of


async def test_figures_give_numbers_before_people(room: Classroom) -> None:
    answer = await room.type("figures")
    text = text_of(answer)
    assert answer.ephemeral
    assert "**more than 2,600** people dead in Ciudad Juarez\n-# last year" in text
    assert text.index("more than 2,600") < text.index("**Calderón** has promised")
    assert "**Content note:**" in text


async def test_source_shows_the_quote_inside_its_paragraph(room: Classroom) -> None:
    answer = await room.type("figures")
    source = await room.press(answer, "Source")
    assert source.response is not None
    assert source.response.ephemeral
    text = text_of(source.response)
    assert "**in Ciudad Juarez that left more than 2,600 people dead last year**" in text
    assert text.startswith("> Until recently, U.S. law enforcement agencies")
    assert "-# ¶ 6, reported text" in text
