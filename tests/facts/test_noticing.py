"""What is pointed out before a fact is published, by form and by command line, and that nothing typed is lost by it."""

from __future__ import annotations

from typing import Any

import pytest

from tests.conftest import MakeBot
from tests.kit.classroom import Classroom, answer_of, labels, text_of
from tests.kit.curating import AGAIN, every_page, restart, second_moderator, stored, values_of

HALF: dict[str, Any] = {
    "value": "2,600",
    "counts": "people who died",
    "quote": "more than 2,600 people dead",
}
QUOTE = "1,200 troops will continue to patrol the city"
LIKE: dict[str, Any] = {"value": "1,200 troops", "counts": "in the streets", "quote": QUOTE}
KEEP = "Keep it as it is"


async def test_half_a_value_is_told_and_the_whole_one_is_a_press_away(room: Classroom, make_bot: MakeBot) -> None:
    await room.type("summary")
    before = await stored(room, "fact", "history")
    noticed = await room.send(await room.ask("facts add", kind="figure"), **HALF)
    assert "The article says **more than 2,600**" in text_of(noticed)
    assert "Already in the answers: more than 2,600 people dead in Ciudad Juarez" in text_of(noticed)
    assert labels(noticed) == ["Use “more than 2,600”", KEEP, AGAIN]
    assert await stored(room, "fact", "history") == before
    await restart(room, make_bot())  # what was typed is kept over that
    saved = answer_of(await room.press(noticed, labels(noticed)[0], by=room.teacher))
    assert saved.id == noticed.id
    assert "more than 2,600 people who died" in text_of(saved)
    assert (await stored(room, "form"))["form"] == []
    assert "**more than 2,600** people who died" in await every_page(room, "figures")


async def test_a_quote_that_was_cut_grows_with_its_value(room: Classroom) -> None:
    noticed = await room.send(await room.ask("facts add", kind="figure"), **{**HALF, "quote": "2,600 people dead"})
    saved = answer_of(await room.press(noticed, "Use “more than 2,600”", by=room.teacher))
    assert "**more than 2,600 people dead**" in await room.read(saved, "Source", by=room.teacher)


async def test_whoever_has_seen_it_can_keep_it_with_one_press(room: Classroom) -> None:
    noticed = await room.send(await room.ask("facts add", kind="figure"), **HALF)
    saved = answer_of(await room.press(noticed, KEEP, by=room.teacher))
    assert "Added" in text_of(saved)
    assert "**2,600** people who died" in await every_page(room, "figures")
    # Sent already: neither button adds it twice.
    assert "Already" not in text_of(saved)
    assert (await stored(room, "form"))["form"] == []


async def test_the_form_opens_again_with_all_that_was_typed(room: Classroom) -> None:
    noticed = await room.send(await room.ask("facts add", kind="figure"), **LIKE)
    assert "Already in the answers: 1,200 troops who will continue to patrol" in text_of(noticed)
    assert "according to Enrique Torres, spokesman for the operation" in text_of(noticed)
    assert labels(noticed) == [KEEP, AGAIN]
    again = await room.press(noticed, AGAIN, by=room.teacher)
    assert values_of(again) == {"as_of": "", "speaker": ""} | LIKE
    second = await room.send(again, counts="soldiers")  # it is like the other one still
    assert second.id == noticed.id
    assert "Already in the answers" in text_of(second)
    assert "Added" in text_of(answer_of(await room.press(second, KEEP, by=room.teacher)))


async def test_what_came_meanwhile_is_shown_before_it_is_kept(room: Classroom) -> None:
    noticed = await room.send(await room.ask("facts add", kind="figure"), **LIKE)
    other = second_moderator(room)
    await room.fill(await room.ask("facts add", by=other, kind="figure"), by=other, **{**LIKE, "counts": "soldiers"})
    shown = answer_of(await room.press(noticed, KEEP, by=room.teacher))
    assert "Already in the answers: 1,200 troops soldiers" in text_of(shown)
    assert "Added" in text_of(answer_of(await room.press(shown, KEEP, by=room.teacher)))


async def test_an_edit_points_out_only_what_it_brings(room: Classroom) -> None:
    saved = await room.fill(await room.ask("facts add", kind="figure"), **LIKE)
    again = await room.send(await room.press(saved, "Edit", by=room.teacher), counts="soldiers")
    assert "Saved" in text_of(again)
    noticed = await room.send(await room.ask("facts edit", fact="people dead in Ciudad Juarez"), value="2,600")
    assert "The article says **more than 2,600**" in text_of(noticed)
    assert "Saved" in text_of(answer_of(await room.press(noticed, KEEP, by=room.teacher)))


async def test_the_review_shows_it_before_a_draft_is_approved(room: Classroom) -> None:
    await room.type("summary")
    form = await room.ask("suggest", by=room.student, kind="figure")
    thanks = await room.send(form, by=room.student, **LIKE)
    assert "Thank you" in text_of(thanks)  # what is there already is for the review to say
    review = await room.told("facts review")
    assert "Already in the answers: 1,200 troops who will continue to patrol" in text_of(review)
    assert "Use" not in "".join(labels(review))
    await room.press(review, "Approve", by=room.teacher)
    assert "**1,200 troops** in the streets" in await every_page(room, "figures")


async def test_a_student_is_told_of_half_a_value_and_the_review_can_mend_it(room: Classroom) -> None:
    form = await room.ask("suggest", by=room.student, kind="figure")
    noticed = await room.send(form, by=room.student, **HALF)
    assert labels(noticed) == ["Use “more than 2,600”", KEEP, AGAIN]
    assert "Already" not in text_of(noticed)
    await room.press(noticed, KEEP)
    review = await room.told("facts review")
    assert "The article says **more than 2,600**" in text_of(review)
    assert labels(review)[:2] == ["Approve with “more than 2,600”", "Approve"]
    after = answer_of(await room.press(review, labels(review)[0], by=room.teacher))
    assert "Nothing waits" in text_of(after)
    assert "**more than 2,600** people who died" in await every_page(room, "figures")
    assert "Proposal approved" in text_of(await room.told("facts history"))


async def test_it_is_said_in_spanish(room: Classroom, monkeypatch: pytest.MonkeyPatch) -> None:
    room.speak("es-ES", monkeypatch)
    noticed = await room.send(await room.ask("facts add", kind="figure"), **HALF)
    assert "El artículo dice **more than 2,600**" in text_of(noticed)
    assert "Ya está en las respuestas: more than 2,600" in text_of(noticed)
    assert labels(noticed) == ["Usar “more than 2,600”", "Guardarlo así", "Abrir otra vez el formulario"]
