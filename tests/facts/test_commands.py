"""/facts add, edit and the forms behind them, as moderators use them."""

from __future__ import annotations

from typing import Any

import pytest

from bot.core.model.fact import KINDS, Kind
from bot.core.ui.codec import to_text
from bot.features.facts.forms import AddFact
from tests.conftest import MakeBot, MakeClassroom
from tests.kit.classroom import Classroom, answer_of, labels, text_of
from tests.kit.curating import (
    AGAIN,
    SHOWN,
    TYPED,
    every_page,
    fields_of,
    form_of,
    restart,
    second_moderator,
    source_of,
    stored,
    values_of,
)
from tests.kit.stores import DAY, Clock

TWICE = "Calderón has promised"
MISSING = "drug intelligence gathered from many informants"


@pytest.mark.parametrize("kind", KINDS)
async def test_one_command_and_one_form_add_a_fact_that_the_next_answer_shows(room: Classroom, kind: Kind) -> None:
    command, options, words = SHOWN[kind]
    assert words not in await every_page(room, command, **options)
    saved = await room.fill(await room.ask("facts add", kind=kind), **TYPED[kind])
    assert saved.ephemeral
    assert words in text_of(saved)
    answer = await room.type(command, **options)
    while words not in text_of(answer):
        await room.press(answer, "Next ›")
    assert f"**{TYPED[kind]['quote']}**" in await source_of(room, answer, words)
    assert f"**{TYPED[kind]['quote']}**" in await room.read(saved, "Source", by=room.teacher)
    another = await room.press(saved, labels(saved)[-1], by=room.teacher)
    assert values_of(another).keys() == values_of(await room.ask("facts add", kind=kind)).keys()


@pytest.mark.parametrize("kind", KINDS)
async def test_the_form_of_a_kind_is_within_discords_limits(room: Classroom, kind: Kind) -> None:
    form = form_of(await room.ask("facts add", kind=kind))
    assert len(form["custom_id"]) <= 100
    fields = fields_of(await room.ask("facts add", kind=kind))
    assert TYPED[kind].keys() <= fields.keys()
    assert fields["quote"]["required"]
    assert not any(field.get("value") for field in fields.values())


async def test_a_quote_that_is_not_there_stores_nothing_and_loses_nothing(room: Classroom, make_bot: MakeBot) -> None:
    await room.type("summary")
    before = await stored(room, "fact", "history")
    typed = TYPED["figure"] | {"quote": "with real results in 100 days"}
    refused = await room.fill(await room.ask("facts add", kind="figure"), **typed)
    assert "results in 100 days" in text_of(refused)  # the nearest passage, to copy from
    assert "¶ 13" in text_of(refused)
    assert await stored(room, "fact", "history") == before
    assert values_of(await room.press(refused, AGAIN, by=room.teacher)) == typed
    await restart(room, make_bot())
    again = await room.press(refused, AGAIN, by=room.teacher)
    assert values_of(again) == typed
    saved = await room.fill(again, quote="promised results in 100 days")
    assert saved.id == refused.id
    assert "until results are due" in text_of(saved)
    assert "until results are due" in await every_page(room, "figures")
    assert (await stored(room, "form"))["form"] == []


async def test_refused_again_it_still_has_what_was_typed_last(room: Classroom) -> None:
    refused = await room.fill(await room.ask("facts add", kind="summary"), **TYPED["summary"] | {"quote": MISSING})
    again = await room.press(refused, AGAIN, by=room.teacher)
    twice = await room.fill(again, text="Said otherwise.", quote="nothing like it anywhere")
    assert twice.id == refused.id
    assert "comes nearest" not in text_of(twice)
    shown = values_of(await room.press(twice, AGAIN, by=room.teacher))
    assert (shown["text"], shown["quote"]) == ("Said otherwise.", "nothing like it anywhere")
    assert len((await stored(room, "form"))["form"]) == 1


async def test_a_quote_that_stands_twice_shows_its_places_and_a_button_chooses_one(room: Classroom) -> None:
    typed = TYPED["summary"] | {"quote": TWICE, "text": "He made promises."}
    refused = await room.fill(await room.ask("facts add", kind="summary"), **typed)
    assert "to keep the military in the fight" in text_of(refused)
    assert "results in 100 days" in text_of(refused)
    places = [label for label in labels(refused) if "¶" in label]
    assert [label[label.index("¶") :] for label in places] == ["¶ 12)", "¶ 13)"]
    assert "He made promises." not in await every_page(room, "summary")
    noticed = answer_of(await room.press(refused, places[1], by=room.teacher))
    assert "Already in the answers" in text_of(noticed)
    saved = answer_of(await room.press(noticed, "Keep it as it is", by=room.teacher))
    assert saved.id == refused.id
    source = await room.read(saved, "Source", by=room.teacher)
    assert "¶ 13" in source
    assert f"**{TWICE}** results in 100 days" in source
    assert "He made promises." in await every_page(room, "summary")
    # Edited without touching the quote, it stays at its place.
    shown = await room.press(saved, "Edit", by=room.teacher)
    edited = await room.fill(shown, text="He promised a lot.")
    assert "¶ 13" in await room.read(edited, "Source", by=room.teacher)


async def test_one_of_two_passages_that_stands_twice_gets_its_place_too(room: Classroom) -> None:
    quote = f"Ciudad Juarez is a frontline in the battle.\n[…]\n{TWICE}"
    refused = await room.fill(await room.ask("facts add", kind="question"), **TYPED["question"] | {"quote": quote})
    places = [label for label in labels(refused) if "¶" in label]
    assert len(places) == 2
    saved = answer_of(await room.press(refused, places[1], by=room.teacher))
    source = await room.read(saved, "Source", by=room.teacher)
    assert "**Ciudad Juarez is a frontline in the battle.**" in source
    assert f"**{TWICE}** results in 100 days" in source


async def test_an_article_that_was_put_away_while_a_form_was_open_takes_no_fact(room: Classroom) -> None:
    await room.type("summary")
    shown = await room.ask("facts add", kind="summary")
    edited = await room.ask("facts edit", fact="fact:1")
    away = await room.told("article archive", article="juarez")
    before = await stored(room, "fact", "history")
    refused = await room.fill(shown, **TYPED["summary"])
    assert "no longer here" in text_of(refused)
    assert "no longer here" in text_of(await room.fill(edited, text="Too late."))
    assert await stored(room, "fact", "history") == before
    await room.press(away, "Undo", by=room.teacher)
    again = await room.press(refused, AGAIN, by=room.teacher)
    assert "Informants are one of the sources." in text_of(await room.fill(again))


@pytest.mark.parametrize(("kind", "field", "word"), [("figure", "value", "90 days"), ("person", "role", "teachers")])
async def test_a_value_that_is_not_in_the_quote_is_refused(room: Classroom, kind: Kind, field: str, word: str) -> None:
    before = await every_page(room, "figures")
    refused = await room.fill(await room.ask("facts add", kind=kind), **TYPED[kind] | {field: word})
    assert word in text_of(refused)
    assert await every_page(room, "figures") == before
    again = await room.press(refused, AGAIN, by=room.teacher)
    assert values_of(again)[field] == word
    saved = await room.fill(again, **{field: TYPED[kind][field]})
    assert SHOWN[kind][2] in text_of(saved)


async def test_a_message_too_long_for_a_fact_is_shown_whole_so_that_it_can_be_shortened(room: Classroom) -> None:
    long = "Informants are heard. " * 60
    message = await room.teacher.send(room.channel, long)
    asked = answer_of(await room.teacher.context_menu(room.channel, "Use as a fact", message))
    shown = await room.press(asked, "Summary point", by=room.teacher)
    assert values_of(shown)["text"] == long.strip()
    refused = await room.fill(shown, quote=TYPED["summary"]["quote"])
    assert "1,000" in text_of(refused)
    again = await room.press(refused, AGAIN, by=room.teacher)
    assert values_of(again)["text"] == long.strip()
    assert "Informants are heard." in text_of(await room.fill(again, text="Informants are heard."))
    assert "Informants are heard." in await every_page(room, "summary")


async def test_the_very_same_fact_twice_is_refused(room: Classroom) -> None:
    await room.fill(await room.ask("facts add", kind="summary"), **TYPED["summary"])
    before = await stored(room, "fact", "history")
    refused = await room.fill(await room.ask("facts add", kind="summary"), **TYPED["summary"])
    assert "there already" in text_of(refused)
    assert await stored(room, "fact", "history") == before


async def test_a_form_that_was_open_over_a_restart_arrives(room: Classroom, make_bot: MakeBot) -> None:
    shown = await room.ask("facts add", kind="question")
    edited = await room.ask("facts edit", fact="fact:1")
    await restart(room, make_bot())
    assert "Who would notice a success?" in text_of(await room.fill(shown, **TYPED["question"]))
    await room.fill(edited, text="Written over a restart.")
    assert "Written over a restart." in await every_page(room, "summary", length="brief")


async def test_a_form_of_another_version_says_so(room: Classroom) -> None:
    for custom_id in ("tf:nonsense:1", "tf:add:question:x:", f"tf:{to_text(AddFact('question', 1))}:1"):
        shown = await room.ask("facts add", kind="question")
        form: Any = shown._interaction.modal
        form["custom_id"] = custom_id
        answer = answer_of(await room.teacher.submit_modal(shown, TYPED["question"]))
        assert "has changed" in text_of(answer)


async def test_what_was_never_sent_goes_after_a_day(make_classroom: MakeClassroom, clock: Clock) -> None:
    room = await make_classroom(now=clock)
    refused = await room.fill(await room.ask("facts add", kind="summary"), **TYPED["summary"] | {"quote": MISSING})
    clock.at += DAY - 1
    await room.client.tidy()
    assert MISSING in values_of(await room.press(refused, AGAIN, by=room.teacher))["quote"]
    clock.at += 1
    await room.client.tidy()
    assert "no longer kept" in await room.read(refused, AGAIN, by=room.teacher)
    assert (await stored(room, "form"))["form"] == []


async def test_a_fact_is_found_by_its_text_while_a_moderator_types(room: Classroom) -> None:
    await room.type("summary")

    async def offered(typed: str) -> list[tuple[str, str]]:
        choices = await room.teacher.autocomplete(room.channel, "facts edit", "fact", typed)
        return [(choice["name"], str(choice["value"])) for choice in choices]

    everything = await offered("")
    assert len(everything) == 25
    assert all(len(name) <= 100 and value.startswith("fact:") for name, value in everything)
    found = await offered("CALDERON")
    assert found
    assert found == await offered("calderón")
    assert all("(" in name for name, _ in found)
    assert any(name.startswith("100 days") and name.endswith("(figure)") for name, _ in found)
    assert any("(person or organisation)" in name for name, _ in found)
    assert await offered("no fact has these words") == []
    assert await offered("%") == []
    shown = await room.ask("facts edit", fact=next(value for name, value in found if name.startswith("100 days")))
    assert values_of(shown)["value"] == "100 days"
    # Who types the words and sends them gets there too, if only one fact has them.
    assert values_of(await room.ask("facts edit", fact="the time in which RESULTS"))["value"] == "100 days"
    assert "choose it" in text_of(await room.told("facts edit", fact="Calderón"))
    assert "no such fact" in text_of(await room.told("facts edit", fact="fact:999"))


async def test_a_student_is_offered_no_fact_and_no_form(room: Classroom) -> None:
    await room.type("summary")
    room.let_see("facts", room.student)
    assert await room.student.autocomplete(room.channel, "facts edit", "fact", "Calderón") == []
    before = await stored(room)
    for command, options in (("facts edit", {"fact": "1"}), ("facts add", {"kind": "figure"}), ("facts list", {})):
        assert "Only moderators" in text_of(await room.told(command, by=room.student, **options))
    assert await stored(room) == before


@pytest.mark.parametrize("choice", ["Save mine instead", AGAIN, "Leave it as it is"])
async def test_the_second_of_two_moderators_is_shown_the_firsts_change_and_chooses(
    room: Classroom, choice: str
) -> None:
    second = second_moderator(room)
    await room.type("summary")
    mine = await room.ask("facts edit", by=second, fact="fact:1")
    await room.fill(await room.ask("facts edit", fact="fact:1"), text="The first was here.")
    conflict = await room.fill(mine, by=second, text="The second came later.")
    assert "The first was here." in text_of(conflict)
    assert "The second came later." in text_of(conflict)
    assert room.teacher.mention in text_of(conflict)
    answer = await every_page(room, "summary", length="brief")
    assert "The first was here." in answer
    result = await room.press(conflict, choice, by=second)
    if choice == AGAIN:
        assert values_of(result)["text"] == "The second came later."
        # It still knows what it was made from, so nothing is overwritten by sending it once more.
        assert "The first was here." in text_of(await room.fill(result, by=second, text="A third wording."))
    answer = await every_page(room, "summary", length="brief")
    last = choice == "Save mine instead"
    assert ("The second came later." in answer) is last
    assert ("The first was here." in answer) is not last
    if choice == "Leave it as it is":
        assert (await stored(room, "form"))["form"] == []


async def test_an_edit_that_changes_nothing_says_so(room: Classroom) -> None:
    await room.type("summary")
    before = await stored(room, "fact", "history")
    told = await room.fill(await room.ask("facts edit", fact="fact:12"))
    assert "nothing was changed" in text_of(told)
    assert await stored(room, "fact", "history") == before
