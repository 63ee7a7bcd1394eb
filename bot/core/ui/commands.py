"""Commands as Discord takes them: names, descriptions, options and choices from the labels, ready for translation."""

import logging
from collections.abc import Awaitable, Callable, Coroutine, Mapping, Sequence
from typing import Any

import discord
from discord import app_commands
from discord.app_commands import Choice, CommandTree, ContextMenu, Group, locale_str

from bot.core.model.errors.base import Refusal
from bot.core.rules.desk import Right
from bot.core.templates.prompts import Prompts
from bot.core.ui.bot import Bot
from bot.core.ui.request import Interaction, Request

log = logging.getLogger(__name__)

Offer = Callable[[Request, str], Awaitable[list[Choice[str]]]]
"""What an option offers while somebody types."""
# Discord keeps commands out of the menus of who lacks this; what somebody may do is asked again when they do it.
_MENUS: dict[Right, discord.Permissions | None] = {
    "anybody": None,
    "moderator": discord.Permissions(manage_messages=True),
    "manager": discord.Permissions(manage_guild=True),
}


class Commands:
    """The bot's commands while features add theirs."""

    def __init__(self, tree: CommandTree[Any], bot: Bot) -> None:
        self._tree = tree
        self._bot = bot
        self._prompts = bot.prompts["en"]
        self._groups: dict[str, Group] = {}

    def request(self, interaction: Interaction, *, absent: bool = False) -> Request:
        """Make the request of an interaction. Raises BotAbsent unless it serves where the bot is absent, too."""
        request = Request(self._bot, interaction)
        if not absent:
            request.require_member()
        return request

    def add(
        self,
        key: str,
        *,
        group: str | None = None,
        right: Right = "anybody",
        options: Sequence[str] | Mapping[str, str] = (),
        choices: Mapping[str, Sequence[str]] | None = None,
        offers: Mapping[str, Offer] | None = None,
    ) -> Callable[[Callable[..., Awaitable[None]]], None]:
        """Add a command. ``key``: of its labels under ``commands``, in a group after the group's own and a ``_``.

        ``options``: the callback's parameters, with the keys of their labels under ``options`` where they differ;
        ``choices``: the fixed choices of an option; ``offers``: what an option offers while somebody types.
        """
        keys = dict(options) if isinstance(options, Mapping) else {name: name for name in options}

        def decorate(callback: Callable[..., Awaitable[None]]) -> None:
            for option, label in keys.items():
                app_commands.rename(**{option: self._text(f"options.{label}.name")})(callback)
                app_commands.describe(**{option: self._text(f"options.{label}.description")})(callback)
            for option, values in (choices or {}).items():
                listed = [Choice(name=self._text(f"choices.{value}"), value=value) for value in values]
                app_commands.choices(**{option: listed})(callback)
            name = f"{group}_{key}" if group else key
            command: app_commands.Command[Any, Any, Any] = app_commands.Command(
                name=self._text(f"commands.{name}.name"),
                description=self._text(f"commands.{name}.description"),
                callback=callback,  # type: ignore[arg-type]
            )
            for option, offer in (offers or {}).items():
                command.autocomplete(option)(self._offering(offer))
            if group:
                self._group(group, right).add_command(command)
            else:
                command.default_permissions = _MENUS[right]
                self._tree.add_command(command)

        return decorate

    def message_menu(
        self, key: str, callback: Callable[[Interaction, discord.Message], Coroutine[Any, Any, None]]
    ) -> None:
        """Add a command of a message's menu."""
        self._tree.add_command(ContextMenu(name=self._text(f"commands.{key}.name"), callback=callback))

    def _group(self, key: str, right: Right) -> Group:
        """Find a group that another feature may have begun, or begin it."""
        if key not in self._groups:
            group = self._groups[key] = Group(
                name=self._text(f"commands.{key}.name"),
                description=self._text(f"commands.{key}.description"),
                default_permissions=_MENUS[right],
                guild_only=True,
            )
            self._tree.add_command(group)
        return self._groups[key]

    def _offering(self, offer: Offer) -> Callable[[Interaction, str], Any]:
        async def offered(interaction: Interaction, typed: str) -> list[Choice[str]]:
            try:
                request = self.request(interaction)
                request.take("searches")
                return await offer(request, typed)
            except Refusal:
                return []  # nobody can be told while they type
            except Exception:
                # discord.py's own line in the log would say who it was.
                log.exception("the choices of an option could not be offered")
                return []

        return offered

    def _text(self, key: str) -> locale_str:
        """Make a label that knows its own key, so that a translator finds it in another language."""
        return locale_str(self._prompts.label(key), key=key)


class LabelTranslator(app_commands.Translator):
    """Finds the label of the same key in the language that Discord asks for."""

    def __init__(self, prompts: Mapping[str, Prompts]) -> None:
        self._prompts = prompts

    async def translate(
        self, string: locale_str, locale: discord.Locale, context: app_commands.TranslationContextTypes
    ) -> str | None:
        """Find the label; None where there is no such language or the language is English, the base."""
        found = self._prompts.get(locale.value) or self._prompts.get(locale.value[:2])
        if found is None or found.locale == "en":
            return None
        return found.label(string.extras["key"])
