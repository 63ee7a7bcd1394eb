"""What people read whose Discord is in Spanish, and what a class reads whose server is."""

from __future__ import annotations

from typing import Any

import discord
import pytest
import simcord

from bot.core.model.errors.reader import ValueUnknown
from bot.core.templates.prompts import Prompts
from tests.conftest import MakeBot
from tests.history.test_log_channel import Log, logged
from tests.kit.classroom import Classroom, answer_of, labels, text_of
from tests.kit.curating import TYPED, fields_of, form_of, manager, restart, values_of

SPANISH = ("es-ES", "es-419")


async def choose(room: Classroom, language: str) -> str:
    """Sets the server's language, as somebody with Manage Server does. Returns what they read then."""
    office = manager(room)
    shown = await room.press(await room.told("setup", by=office), "Language, time zone and more", by=office)
    assert [option["value"] for option in fields_of(shown)["language"]["options"]] == ["en", "es", "es-419"]
    return text_of(await room.fill(shown, by=office, language=[language]))


@pytest.mark.parametrize("locale", SPANISH)
async def test_a_student_reads_spanish(room: Classroom, locale: str, monkeypatch: pytest.MonkeyPatch) -> None:
    room.speak(locale, monkeypatch)
    answer = await room.type("figures")
    assert text_of(answer).startswith("## Cifras y personas clave\n")
    assert "-# Página 1 de 2 · Cada línea se apoya" in text_of(answer)
    assert set(labels(answer)) == {"Fuente", "Siguiente ›", "Compartir con la clase"}
    # The quote stays as the article has it.
    source = await room.read(answer, "Fuente")
    assert source.startswith("### Fuente\n")
    assert "2,600 people dead last year**" in source
    assert "-# ¶ 6, texto del artículo" in source
    await room.press(answer, "Siguiente ›")
    assert "Página 2 de 2" in text_of(answer)
    listed = await room.type("articles")
    assert (await room.read(listed, "Leer")).count("comentario de quien escribe") > 1


@pytest.mark.parametrize("locale", SPANISH)
async def test_a_refusal_names_commands_options_and_choices_as_they_are_called_in_spanish(
    room: Classroom, locale: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    await room.type("summary")
    room.speak(locale, monkeypatch)
    room.let_see("facts", room.student)
    refused = text_of(await room.told("facts list", by=room.student))
    assert refused == (
        "Aquí esto solo lo puede hacer quien modera; propón un dato con `/proponer` o pide ayuda a quien modera."
    )
    assert "Aquí no hay ningún artículo llamado “nada”; solo hay uno: **U.S." in text_of(
        await room.type("summary", article="nada")
    )
    none = text_of(await room.type("figures", about="nada", show="people"))
    assert "Hay 9 personas y organizaciones: pregunta otra vez sin **palabra**." in none


async def test_a_choice_that_is_none_is_answered_with_the_choices_of_the_language(
    languages: dict[str, Prompts],
) -> None:

    refusal = ValueUnknown("stage", "x", ("all", "opening"))
    told = {name: prompts.sentence(refusal, in_form=True) for name, prompts in languages.items()}
    assert told["en"] == "“x” is not a choice for **stage**; choose all or to start."
    assert told["es"] == told["es-419"] == "“x” no se puede elegir en **etapa**; elige todo o para empezar."
    # On the command line they are what has to be typed.
    assert languages["en"].sentence(refusal) == "“x” is not a choice for **stage**; choose all or opening."


@pytest.mark.parametrize(("locale", "length"), [("es-ES", "4.000"), ("es-419", "4,000")])
async def test_a_form_and_what_is_wrong_with_it_are_in_spanish(
    room: Classroom, locale: str, length: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    await room.type("summary")
    room.speak(locale, monkeypatch)
    shown = await room.ask("suggest", by=room.student, kind="question")
    form = form_of(shown)
    assert form["title"] == "Proponer una pregunta"
    assert [row["label"] for row in form["components"]] == [
        "Texto",
        "Etapa",
        "Una forma de empezar la respuesta",
        "Una pregunta para seguir",
        "Cita",
    ]
    stages = [option["label"] for option in fields_of(shown)["stage"]["options"]]
    assert stages == ["para empezar", "para profundizar", "para terminar"]
    refused = await room.fill(shown, by=room.student, **TYPED["question"] | {"quote": "No dice esto."})
    assert "La cita no está en el artículo palabra por palabra: “No dice esto.”; cópiala del artículo." in text_of(
        refused
    )
    assert labels(refused) == ["Abrir otra vez el formulario"]
    again = await room.press(refused, "Abrir otra vez el formulario", by=room.student)
    assert values_of(again)["quote"] == "No dice esto."
    thanks = await room.fill(again, by=room.student, quote=TYPED["question"]["quote"])
    assert text_of(thanks).startswith("### Gracias\n")
    mine = await room.press(thanks, "Lo que propuse", by=room.student)
    assert "espera a que alguien que modera lo revise" in text_of(answer_of(mine))
    edit = await room.ask("article correct")
    assert form_of(edit)["title"] == "Corregir el texto del artículo"
    too_big = await room.told("article add", file=("x.txt", b"x" * 4_000_000))
    assert f"Este archivo tiene {length} kB" in text_of(too_big)


@pytest.mark.parametrize("locale", SPANISH)
async def test_a_moderators_panels_and_offers_are_in_spanish(
    room: Classroom, locale: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    await room.type("summary")
    room.speak(locale, monkeypatch)
    listed = await room.told("facts list", kind="figure", state="published")
    assert text_of(listed).startswith("## Datos\n")
    assert "-# 5 datos · solo de tipo cifra · solo en estado publicado" in text_of(listed)
    assert labels(listed)[:5] == ["Editar", "Retirar", "Subir", "Bajar", "Historial"]
    await room.press(listed, "Retirar", by=room.teacher)
    offered = await room.teacher.autocomplete(room.channel, "facts edit", "fact", "2,600")
    assert [choice["name"] for choice in offered if "retirado" in choice["name"]] == [
        "more than 2,600 people dead in Ciudad Juarez (cifra, retirado)"
    ]
    history = text_of(await room.told("facts history"))
    assert "**Dato retirado**" in history
    assert "Estado: publicado → retirado" in history
    assert text_of(await room.told("setup", by=manager(room))).startswith("## Configuración\n")


async def test_whose_language_there_is_not_reads_the_servers(
    room: Classroom, make_bot: MakeBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    room.speak("fr", monkeypatch)
    assert text_of(await room.type("summary")).startswith("## Summary\n")
    saved = await choose(room, "es")
    assert saved.startswith("### Guardado\n")  # already in the language that was chosen
    assert "**Idioma para la clase:** español" in saved
    for _ in range(2):
        assert text_of(await room.type("summary")).startswith("## Resumen\n")
        assert "Aquí no hay ningún" in text_of(await room.type("summary", article="nada"))
        shown = await room.ask("suggest", by=room.student, kind="figure")
        assert form_of(shown)["title"] == "Proponer una cifra"
        await restart(room, make_bot())  # after which nothing is remembered of the server
    room.speak("en-GB", monkeypatch)
    assert text_of(await room.type("summary")).startswith("## Summary\n")


async def test_what_the_class_reads_is_in_the_servers_language_and_ones_own_pages_in_ones_own(
    room: Classroom,
) -> None:
    await choose(room, "es")
    answer = await room.type("figures")
    assert text_of(answer).startswith("## Key figures\n")
    shared = await room.share(answer)
    assert text_of(shared).startswith("## Cifras y personas clave\n")
    assert set(labels(shared)) == {"Fuente", "Siguiente ›"}
    assert text_of(answer).startswith("## Key figures\n")
    assert labels(answer)[-1] == "Shared with the class"
    turned = answer_of(await room.press(shared, "Siguiente ›", by=room.other))
    assert turned.ephemeral
    assert "Page 2 of 2" in text_of(turned)
    assert text_of(await room.type("questions", share=True)).startswith("## Preguntas abiertas\n")


async def test_a_log_is_in_the_servers_language(room: Classroom) -> None:
    log = Log(room.env, await logged(room))
    await choose(room, "es-419")
    await log.only("**Configuración cambiada** por", "Idioma: – → español (Latinoamérica)")
    await room.fill(await room.ask("facts edit", fact="fact:1"), text="Changed.")
    await log.only("**Dato editado** por", room.teacher.mention, "Texto: “")
    listed = await room.told("facts list")
    assert text_of(listed).startswith("## Facts\n")
    await room.press(listed, "Retire", by=room.teacher)
    await log.only("**Dato retirado** por", "Estado: publicado → retirado")


async def test_a_message_command_has_a_spanish_name_and_speaks_spanish(
    room: Classroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    await room.type("summary")
    room.speak("es-419", monkeypatch)
    found = room.env.backend.find_command("Use as a fact", room.server.id, type=3)
    assert found is not None
    assert found["name_localizations"] == dict.fromkeys(SPANISH, "Usar como dato")
    message: discord.Message = await room.student.send(room.channel, "“results in 100 days” is a promise")
    result: simcord.InteractionResult = await room.student.context_menu(room.channel, "Use as a fact", message)
    asked = answer_of(result)
    assert text_of(asked).startswith("### ¿Qué tipo de dato es?\n")
    assert labels(asked) == ["Punto del resumen", "Cifra", "Persona u organización", "Pregunta"]
    opened: Any = await room.press(asked, "Pregunta")
    assert values_of(opened)["quote"] == "results in 100 days"
