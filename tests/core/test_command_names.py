"""Translated names and descriptions of commands and options: Discord takes every one of them."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping
from typing import Any

import discord
import pytest
from discord import app_commands

from bot.core.ui.commands import LabelTranslator
from tests.kit.classroom import Classroom

SPANISH = ("es-ES", "es-419")


def accepted(name: str) -> bool:
    """Discord's rule for the name of a command or an option: ^[-_\\p{L}\\p{N}\\p{sc=Deva}\\p{sc=Thai}]{1,32}$."""
    fine = all(c in "-_" or unicodedata.category(c)[0] in "LN" for c in name)
    return fine and 1 <= len(name) <= 32 and name == name.lower() and unicodedata.is_normalized("NFC", name)


@pytest.mark.parametrize("name", ["Datos", "dos palabras", "", "x" * 33, "a/b", "sí!", "i\u0301"])
def test_a_name_that_discord_refuses_is_not_accepted(name: str) -> None:
    assert not accepted(name)
    assert accepted("añadir")
    assert accepted("x" * 32)


async def payloads(room: Classroom) -> list[dict[str, Any]]:
    """The commands as Discord is sent them."""
    tree = room.client.tree
    translator = LabelTranslator(room.bot.prompts)
    return [dict(await command.get_translated_payload(tree, translator)) for command in tree.get_commands()]


def named(payload: Mapping[str, Any], path: str = "") -> Iterator[tuple[str, Mapping[str, Any]]]:
    """A command with all that has a name in it, each with the path that it is under."""
    yield path, payload
    below = f"{path}/{payload['name']}"
    for part in (*payload.get("options", ()), *payload.get("choices", ())):
        yield from named(part, below)


async def test_every_translated_name_and_description_is_one_that_discord_accepts(room: Classroom) -> None:
    commands = await payloads(room)
    for locale in SPANISH:
        taken: set[tuple[str, str, int]] = set()
        for path, part in (pair for payload in commands for pair in named(payload)):
            name = part["name_localizations"][locale]
            menu, choice = part.get("type", 1) in (2, 3) and not path, "value" in part
            # Two of one group can't have one name; a message's menu is a group of its own.
            key = (path, name, 3 if menu else 1)
            assert key not in taken, key
            taken.add(key)
            if menu or choice:
                assert 1 <= len(name) <= (100 if choice else 32)
                continue
            assert accepted(name), name
            description = part["description_localizations"][locale]
            assert 1 <= len(description) <= 100
            assert description != part["description"]
            assert name != part["name"]


async def test_both_kinds_of_spanish_have_the_same_names(room: Classroom) -> None:
    for payload in await payloads(room):
        for _, part in named(payload):
            for key in ("name_localizations", "description_localizations"):
                if part.get(key):
                    assert set(part[key]) == set(SPANISH)
                    assert part[key]["es-ES"] == part[key]["es-419"]


async def test_a_command_with_its_translations_is_within_discords_8000_characters(room: Classroom) -> None:
    for payload in await payloads(room):
        total = 0
        for _, part in named(payload):
            for key in ("name", "description"):
                texts = [part.get(key, ""), *(part.get(f"{key}_localizations") or {}).values()]
                total += max(len(text) for text in texts)
            total += len(str(part.get("value", "")))
        assert total <= 8_000, payload["name"]


async def test_discord_was_told_the_spanish_names(room: Classroom) -> None:
    found = room.env.backend.find_command("facts", room.server.id, type=1)
    assert found is not None
    assert found["name_localizations"] == dict.fromkeys(SPANISH, "datos")
    review = next(option for option in found["options"] if option["name"] == "review")
    assert review["name_localizations"] == dict.fromkeys(SPANISH, "revisar")


async def test_the_translator_knows_every_locale_of_discords(room: Classroom) -> None:
    translator = LabelTranslator(room.bot.prompts)
    summary = room.client.tree.get_command("summary")
    assert isinstance(summary, app_commands.Command)
    assert summary._locale_name is not None
    told = {
        locale.value: name
        for locale in discord.Locale
        if (name := await translator.translate(summary._locale_name, locale, None))  # type: ignore[arg-type]
    }
    assert told == dict.fromkeys(SPANISH, "resumen")
