"""The tree of commands: in servers only; whatever a command raises is answered in one place."""

import hashlib
import json
import logging
from typing import Any

import discord
from discord import app_commands
from discord.app_commands import AppCommandContext, AppInstallationType, CommandTree

from bot.core.ui.bot import Bot
from bot.core.ui.commands import Commands
from bot.core.ui.deliveries import Deliveries
from bot.core.ui.refusals import answer_error
from bot.core.ui.request import Interaction, Request

log = logging.getLogger(__name__)


class Tree(CommandTree[Any]):
    """The bot's commands."""

    def __init__(self, client: discord.Client, bot: Bot) -> None:
        super().__init__(
            client,
            allowed_contexts=AppCommandContext(guild=True),
            allowed_installs=AppInstallationType(guild=True),
        )
        self._bot = bot
        bot.features.add_commands(Commands(self, bot))

    async def interaction_check(self, interaction: Interaction, /) -> bool:
        """Let everybody go on, once; what they may do is asked where it is done."""
        command = interaction.type is discord.InteractionType.application_command  # and no typing of an option
        if command and not self._bot.part(Deliveries).take(interaction.id):
            return False
        request = Request(self._bot, interaction)
        try:
            await request.prepare()
        except Exception as error:
            if command:
                await answer_error(request, error)
            else:
                log.warning("nothing could be offered", exc_info=error)
            return False
        return True

    async def on_error(self, interaction: Interaction, error: app_commands.AppCommandError, /) -> None:
        """Answer whatever a command raised."""
        await answer_error(Request(self._bot, interaction), error)

    async def payload_hash(self) -> str:
        """Hash the commands with all their translations, as Discord would be sent them."""
        commands = sorted(self.get_commands(), key=lambda command: command.name)
        translator = self.translator
        payload = [
            await command.get_translated_payload(self, translator) if translator else command.to_dict(self)
            for command in commands
        ]
        return hashlib.sha256(json.dumps(payload, sort_keys=True).encode()).hexdigest()
