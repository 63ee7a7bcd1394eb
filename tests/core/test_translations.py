"""Facts in the reader's language: shown, looked for, kept when a fact is edited as long as they fit, imported."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from bot.core.model.article import Article
from bot.core.model.fact import Content, Figure
from bot.core.model.fact_fields import build_content
from bot.core.model.grounds import Grounds
from bot.core.model.people import Who
from bot.core.model.translations import bare, carried, in_language
from bot.core.packs.reading import Pack
from bot.core.packs.zipping import zip_pack
from bot.features.articles.importing import ImportRules
from bot.features.settings.rules import SettingRules
from tests.conftest import MakeBot
from tests.kit.classroom import Classroom, answer_of, labels, text_of
from tests.kit.curating import every_page, restart, source_of, stored
from tests.kit.stores import MILL, ONE, every_row, filled, open_copy

GROUNDS = Grounds(Article(title="A price", body="It cost 90 dollars then, said Ana, and B or C later."))
GIVEN = {"value": "90 dollars", "counts": "the cost", "as_of": "then", "speaker": "Ana", "quote": "90 dollars"}
SPANISH = {"counts": "el coste", "as_of": "entonces", "speaker": "Ana R."}
KILLED = "personas muertas en Ciudad Juárez"


def figure(**fields: object) -> Figure:
    """The figure with these fields in place."""
    content = build_content("figure", {**GIVEN, **fields}, GROUNDS)
    assert isinstance(content, Figure)
    return content


def test_a_reader_gets_their_language_and_else_the_original() -> None:
    content = figure(es=SPANISH, **{"zh-Hant": {"counts": "x"}})
    for locale in ("es", "es-419", "es-ES"):
        assert in_language(content, locale) == content.model_copy(update=SPANISH)
    for locale in ("en", "zh", "fr"):
        assert in_language(content, locale) == content
    partly = in_language(content, "zh-Hant")
    assert isinstance(partly, Figure)
    assert (partly.counts, partly.as_of, partly.value) == ("x", "then", "90 dollars")


def test_a_translation_is_cleaned_like_the_field_and_an_empty_one_is_none() -> None:
    assert figure(es={"counts": " a\r\n b ", "as_of": ""}).translations == {"es": {"counts": "a b"}}
    assert figure(es={"counts": " "}, pt={}).translations is None


def test_what_has_no_translation_is_stored_as_it_always_was() -> None:
    assert "translations" not in figure().model_dump(mode="json", exclude_none=True)
    assert bare(figure(es=SPANISH)) == figure()


@pytest.mark.parametrize(
    ("after", "kept", "gone"),
    [
        ({}, {"es": SPANISH, "pt": {"counts": "o custo"}}, ()),
        ({"quote": "cost 90 dollars"}, {"es": SPANISH, "pt": {"counts": "o custo"}}, ()),
        ({"as_of": "later"}, {"es": {"counts": "el coste", "speaker": "Ana R."}, "pt": {"counts": "o custo"}}, ("es",)),
        ({"as_of": ""}, {"es": {"counts": "el coste", "speaker": "Ana R."}, "pt": {"counts": "o custo"}}, ("es",)),
        ({"counts": "a price"}, {"es": {"as_of": "entonces", "speaker": "Ana R."}}, ("es", "pt")),
        ({"counts": "a", "as_of": "b", "speaker": "c"}, None, ("es", "pt")),
    ],
)
def test_the_translation_of_a_field_goes_when_the_field_changes(
    after: dict[str, str], kept: dict[str, dict[str, str]] | None, gone: tuple[str, ...]
) -> None:
    content, languages = carried(figure(es=SPANISH, pt={"counts": "o custo"}), figure(**after))
    assert content.translations == kept
    assert languages == gone


async def test_a_spanish_reader_reads_spanish_facts_with_their_english_quotes(
    room: Classroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    english = await every_page(room, "figures")
    room.speak("es-419", monkeypatch)
    answer = await room.type("figures")
    assert f"**more than 2,600** {KILLED}\n-# el año pasado" in text_of(answer)
    assert "según Enrique Torres, portavoz de la operación" in text_of(answer)
    source = text_of(answer_of(await room.press(answer, "Fuente")))
    assert KILLED in source
    assert "**in Ciudad Juarez that left more than 2,600 people dead last year**" in source
    assert "nuevo plan de Calderón" in await every_page(room, "summary", length="plain")
    assert "*Empieza así:* El artículo sugiere" in await every_page(room, "questions")
    # What was in memory in one language is not shown in the other.
    room.speak("en-US", monkeypatch)
    assert await every_page(room, "figures") == english
    assert KILLED not in english


async def test_the_class_reads_its_servers_language_and_who_turns_pages_their_own(room: Classroom) -> None:
    await room.type("summary")
    manager = Who(room.teacher.id, manages_server=True)
    await room.desk.get(SettingRules).set_up_class(
        room.server.id, manager, language="es", time_zone="", hide_behind_note=False
    )
    posted = await room.type("figures", share=True)
    assert KILLED in text_of(posted)
    assert "people dead in Ciudad Juarez" in text_of(await room.type("figures"))
    turned = answer_of(await room.press(posted, "Siguiente ›"))
    assert turned.ephemeral
    assert "Municipal police" in text_of(turned)
    await room.press(turned, "‹ Back")
    assert "people dead in Ciudad Juarez" in text_of(turned)


async def test_about_finds_the_word_in_the_translation_and_in_the_original(
    room: Classroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "Nothing here mentions" in text_of(await room.type("figures", about="muertas"))
    room.speak("es-ES", monkeypatch)
    for word in ("MUERTAS", "people dead", "ano pasado"):
        answer = text_of(await room.type("figures", about=word))
        assert KILLED in answer
        assert "soldados" not in answer
    # The curator's own word, which neither the quote nor the translation has.
    assert "el plazo en el que se prometen resultados" in text_of(await room.type("figures", about="time in which"))


async def test_an_edit_keeps_the_translations_that_fit_and_says_which_went(
    room: Classroom, make_bot: MakeBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    await room.type("summary")
    shown = await room.ask("facts edit", fact="people dead in Ciudad Juarez")
    saved = await room.fill(shown, as_of="the year before")
    assert "The translation into Spanish of what you changed was taken out" in text_of(saved)
    assert labels(saved)[0] == "Edit"
    await restart(room, make_bot())
    room.speak("es-ES", monkeypatch)
    assert f"**more than 2,600** {KILLED}\n-# the year before" in text_of(await room.type("figures"))
    room.speak("en-US", monkeypatch)
    # What is put back is not translated anew; Undo brings the translation back with what it said.
    again = await room.fill(await room.press(saved, "Edit", by=room.teacher), as_of="this year")
    assert "translation" not in text_of(again)
    history = text_of(await room.told("facts history"))
    assert "As of (es)" in history
    assert "“el año pasado” → –" in history
    await room.press(again, "Undo", by=room.teacher)
    await room.press(saved, "Undo", by=room.teacher)
    room.speak("es-ES", monkeypatch)
    assert "el año pasado" in text_of(await room.type("figures"))


async def test_the_same_fact_typed_again_is_there_already_whatever_it_is_translated_into(room: Classroom) -> None:
    await room.type("summary")
    before = await stored(room, "fact", "history")
    fields: dict[str, Any] = {
        "value": "100 days", "counts": "the time in which results are promised", "speaker": "Calderón",
        "quote": "Calderón has promised results in 100 days.",
    }  # fmt: skip
    refused = await room.fill(await room.ask("facts add", kind="figure"), **fields)
    assert "is there already" in text_of(refused)
    assert await stored(room, "fact", "history") == before
    saved = await room.fill(await room.ask("facts add", kind="figure"), **(fields | {"counts": "the time in which"}))
    assert "Added" in text_of(saved)


async def test_a_moderator_finds_a_fact_by_a_word_of_its_translation(room: Classroom) -> None:
    await room.type("summary")
    [found] = await room.teacher.autocomplete(room.channel, "facts edit", "fact", "personas muertas")
    assert "2,600" in found["name"]


async def test_an_import_brings_translations_and_changes_nothing_else(room: Classroom, juarez: Pack) -> None:
    without = replace(juarez, slug="other", facts=tuple(bare(fact) for fact in juarez.facts))
    await room.told("article add", file=("other.zip", zip_pack(without)))
    shown = await room.told("article import", file=("other.zip", zip_pack(replace(juarez, slug="other"))))
    assert "0 added · 40 changed · 0 restored · 0 retired · 0 as they are" in text_of(shown)
    assert "another order" not in text_of(shown)
    await room.press(shown, "Import", by=room.teacher)
    exported = await room.told("article export", article="other")
    assert await exported.attachments[0].read() == zip_pack(replace(juarez, slug="other"))
    plain = await room.type("summary", article="other", length="plain")
    assert "**Calderón has promised results in 100 days.**" in await source_of(room, plain, "results in 100 days")


async def test_facts_alike_but_for_their_translations_are_told_apart(template: Path, tmp_path: Path) -> None:
    """Two facts share a quote; what changes of each stays with it, also where their order changed."""
    store = await open_copy(template, tmp_path / "store.db")
    desk = await filled(store)
    grounds = Grounds(MILL.article)

    def fact(text: str, **more: object) -> Content:
        return build_content("summary", {"text": text, "quote": "Nobody was asked.", **more}, grounds)

    who = Who(1, operator=True)
    first, second = fact("One."), fact("Two.")
    await desk.get(ImportRules).apply(ONE, who, replace(MILL, facts=(first, second)))
    ids = {row["content"]["text"]: row["id"] for row in (await every_row(store))["fact"] if row["state"] == "published"}
    spanish = (fact("Two.", es={"text": "Dos."}), fact("One.", es={"text": "Uno."}))
    await desk.get(ImportRules).apply(ONE, who, replace(MILL, facts=spanish))
    after = [row for row in (await every_row(store))["fact"] if row["state"] == "published"]
    assert {row["content"]["text"]: row["id"] for row in after} == ids
    assert {row["content"]["translations"]["es"]["text"] for row in after} == {"Dos.", "Uno."}
    await store.close()
