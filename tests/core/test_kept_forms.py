"""What is done stays done though it can't be shown, and every way back to a form has what was typed in it."""

from __future__ import annotations

from dataclasses import replace

import pytest
import simcord

from bot.core.packs.zipping import zip_pack
from bot.core.rules import long_work
from bot.features.facts import forms
from tests.kit.classroom import Classroom, answer_of, labels, shown_values, text_of
from tests.kit.curating import TYPED, manager, stored, values_of
from tests.kit.faults import ANY, CALLBACK, FaultyDiscord
from tests.kit.stores import MILL


async def test_what_was_saved_and_could_not_be_shown_is_not_sent_again(
    room: Classroom, monkeypatch: pytest.MonkeyPatch, errors_logged: pytest.LogCaptureFixture
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise RuntimeError("no panel")

    shown = await room.ask("facts add", kind="figure")
    monkeypatch.setattr(forms, "saved_panel", broken)
    told = await room.fill(shown, **TYPED["figure"])
    assert "It was stored" in text_of(told)
    assert labels(told) == []  # nothing to open and send again
    assert text_of(told).split("`")[-2] in errors_logged.text
    rows = await stored(room, "fact", "form")
    assert [row for row in rows["fact"] if row["content"].get("counts") == TYPED["figure"]["counts"]]
    assert rows["form"] == []


async def test_a_set_up_that_was_refused_opens_again_with_what_was_chosen(room: Classroom) -> None:
    await room.type("summary")
    office = manager(room)
    shown = await room.press(await room.told("setup", by=office), "Change", by=office)
    everyone: simcord.RoleHandle = room.server.default_role
    refused = await room.fill(shown, by=office, editor_roles=[everyone], answers=["public"], log_channel=[])
    assert "Everybody has this role" in text_of(refused)
    again = await room.press(refused, "Open the form again", by=office)
    assert values_of(again) == {"editor_roles": [everyone.id], "answers": ["public"], "log_channel": []}
    saved = await room.fill(again, by=office, editor_roles=[], answers=["public"], log_channel=[])
    assert "for everybody" in text_of(saved)


async def test_a_class_that_was_refused_opens_again_with_what_was_typed(room: Classroom) -> None:
    await room.type("summary")
    office = manager(room)
    label = "Language, time zone and more"
    shown = await room.press(await room.told("setup", by=office), label, by=office)
    refused = await room.fill(shown, by=office, time_zone="Madird", hide_behind_note=["yes"])
    assert "no time zone called" in text_of(refused)
    again = await room.press(refused, "Open the form again", by=office)
    assert again.modal is not None
    assert shown_values(again.modal)["time_zone"] == "Madird"
    assert shown_values(again.modal)["hide_behind_note"] == ["yes"]
    saved = await room.fill(again, by=office, time_zone="europe/madrid")
    assert "Europe/Madrid" in text_of(saved)


async def test_a_correction_can_be_mended_from_its_preview(room: Classroom) -> None:
    shown = await room.ask("article correct")
    assert shown.modal is not None
    text = shown_values(shown.modal)["body_1"]
    preview = await room.fill(shown, body_1=text.replace("the US,", "teh US,"))
    again = await room.press(preview, "Open the form again", by=room.teacher)
    assert again.modal is not None
    assert "teh US," in shown_values(again.modal)["body_1"]
    mended = await room.fill(again, body_1=text.replace("the US,", "the U.S.,"))
    assert mended.id == preview.id
    assert "teh" not in text_of(mended)
    assert "Corrected" in text_of(answer_of(await room.press(mended, "Correct the text", by=room.teacher)))
    assert (await stored(room, "form"))["form"] == []


async def test_a_withdrawn_suggestion_that_is_brought_back_waits_again(room: Classroom) -> None:
    form = await room.ask("suggest", by=room.student, kind="question")
    await room.fill(form, by=room.student, **TYPED["question"])
    asked = answer_of(await room.press(await room.type("privacy"), "Forget me"))
    await room.press(asked, "Yes, forget me")
    history = await room.told("facts history")
    assert "Proposal withdrawn" in text_of(history)
    assert str(room.student.id) not in text_of(history)
    assert "Nothing waits" in text_of(await room.told("facts review"))
    await room.press(history, "Undo", by=room.teacher)
    review = await room.told("facts review")
    assert "proposed by a student" in text_of(review)
    assert "no longer stands" not in text_of(review)
    assert "Nobody can be blocked" in text_of(
        answer_of(await room.press(review, "Block whoever proposed it", by=room.teacher))
    )
    await room.press(review, "Approve", by=room.teacher)
    assert TYPED["question"]["text"] in text_of(await room.type("questions"))


@pytest.mark.parametrize("how", ["import", "correct", "confirm"])
async def test_of_what_was_only_shown_nothing_is_said_to_be_stored(
    room: Classroom, wire: FaultyDiscord, how: str
) -> None:
    await room.type("summary")
    file = ("mill.zip", zip_pack(MILL))
    shown = await room.told("article import", file=file)
    before = await stored(room, "article", "fact", "history")
    if how == "confirm":  # somebody else was quicker, so that it is shown anew
        await room.told("article add", file=("mill.zip", zip_pack(replace(MILL, facts=MILL.facts[1:]))))
        before = await stored(room, "article", "fact", "history")
    wire.fail("PATCH", "/webhooks/*", status=400)
    match how:
        case "import":
            told = text_of(await room.told("article import", file=file))
        case "correct":
            told = text_of(await room.told("article correct", file=("new.txt", b"Another text."), article="1"))
        case _:
            told = text_of((await room.press(shown, "Add", by=room.teacher)).followups[-1])
    room.acknowledge_errors()
    assert "Something went wrong and nothing was changed" in told
    assert await stored(room, "article", "fact", "history") == before


async def test_a_form_that_can_no_longer_be_answered_is_an_everyday_thing(
    room: Classroom, wire: FaultyDiscord, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(long_work, "INLINE", 0)  # so that it is said that an answer comes, before anything is done
    shown = await room.ask("article correct")
    assert shown.modal is not None
    text = shown_values(shown.modal)["body_1"]
    wire.fail(*CALLBACK, status=400, code=50083, times=ANY)  # a thread that was archived meanwhile
    with pytest.raises(AssertionError, match="nothing was answered"):
        await room.fill(shown, body_1=text.replace("the US,", "the U.S.,"))
    assert (await stored(room, "form"))["form"] == []
    assert [record for record in caplog.records if record.levelname != "INFO"] == []
