"""The commands' names, descriptions and choices as Discord takes them, ready for translation."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import discord
from discord import app_commands
from discord.app_commands import Choice, locale_str

from bot.core.templates.prompts import Prompts


class Texts:
    """Labels as strings that know their own key, so that a translator finds them in another language."""

    def __init__(self, prompts: Prompts) -> None:
        self._prompts = prompts

    def text(self, key: str) -> locale_str:
        """The label under a dotted key."""
        return locale_str(self._prompts.label(key), key=key)

    def command(self, name: str) -> dict[str, Any]:
        """The name and the description of a command, for its decorator."""
        return {"name": self.text(f"commands.{name}.name"), "description": self.text(f"commands.{name}.description")}

    def options(self, *names: str) -> dict[str, locale_str]:
        """The descriptions of options by their names."""
        return {name: self.text(f"options.{name}.description") for name in names}

    def names(self, *names: str) -> dict[str, locale_str]:
        """The names of options as people see them."""
        return {name: self.text(f"options.{name}.name") for name in names}

    def choices(self, values: tuple[str, ...]) -> list[Choice[str]]:
        """The choices of an option."""
        return [Choice(name=self.text(f"choices.{value}"), value=value) for value in values]


class LabelTranslator(app_commands.Translator):
    """Finds the label of the same key in the language that Discord asks for."""

    def __init__(self, prompts: Mapping[str, Prompts]) -> None:
        self._prompts = prompts

    async def translate(
        self, string: locale_str, locale: discord.Locale, context: app_commands.TranslationContextTypes
    ) -> str | None:
        """The label, or None where there is no such language or the language is English, the base."""
        found = self._prompts.get(locale.value) or self._prompts.get(locale.value[:2])
        if found is None or found.locale == "en":
            return None
        return found.label(string.extras["key"])
