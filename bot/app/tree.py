"""The tree of commands: in servers only, with one place where everything that goes wrong is answered."""

from __future__ import annotations

import hashlib
import json
import logging
from typing import Any

import discord
from discord import app_commands
from discord.app_commands import AppCommandContext, AppInstallationType, CommandTree

from bot.core.model.errors.base import Refusal
from bot.core.model.errors.reader import CommandChanged
from bot.core.ui.labels import Texts
from bot.core.ui.layouts import sentence_view
from bot.core.ui.request import NOBODY, Interaction, Replies
from bot.core.ui.unexpected import unforeseen
from bot.features.about.commands import add_about
from bot.features.answers.commands import add_answers
from bot.features.answers.reading import add_reading
from bot.features.articles.commands import add_managing
from bot.features.discussions.commands import add_discussing
from bot.features.facts.commands import add_curating
from bot.features.facts.using_message import add_using_message
from bot.features.handout.commands import add_handout
from bot.features.participation.commands import add_participation
from bot.features.polls.commands import add_polling
from bot.features.settings.commands import add_setting_up
from bot.features.suggestions.commands import add_proposing
from bot.features.weekly_questions.commands import add_scheduling
from bot.features.wonder.commands import add_wondering

log = logging.getLogger(__name__)

# What discord.py raises where Discord still has the commands of an earlier version.
_CHANGED = (
    app_commands.CommandSignatureMismatch,
    app_commands.CommandNotFound,
    app_commands.TransformerError,
)


class Tree(CommandTree[Any]):
    """The bot's commands."""

    def __init__(self, client: discord.Client, replies: Replies) -> None:
        super().__init__(
            client,
            allowed_contexts=AppCommandContext(guild=True),
            allowed_installs=AppInstallationType(guild=True),
        )
        self._replies = replies
        texts = Texts(replies.prompts["en"])
        for add in (
            add_answers,
            add_reading,
            add_handout,
            add_proposing,
            add_about,
            add_curating,
            add_managing,
            add_discussing,
            add_polling,
            add_scheduling,
            add_setting_up,
            add_using_message,
            add_wondering,
            add_participation,
        ):
            add(self, replies, texts)

    async def interaction_check(self, interaction: Interaction, /) -> bool:
        """Before each command: everybody may go on; what they may do is asked where it is done."""
        await self._replies.prepare(interaction)
        return True

    async def on_error(self, interaction: Interaction, error: app_commands.AppCommandError, /) -> None:
        """Answers whatever a command raised."""
        await answer_error(self._replies, interaction, error)

    async def payload_hash(self) -> str:
        """A hash of the commands with all their translations, as Discord would be sent them."""
        commands = sorted(self.get_commands(), key=lambda command: command.name)
        translator = self.translator
        payload = [
            await command.get_translated_payload(self, translator) if translator else command.to_dict(self)
            for command in commands
        ]
        return hashlib.sha256(json.dumps(payload, sort_keys=True).encode()).hexdigest()


async def answer_error(replies: Replies, interaction: Interaction, error: BaseException) -> None:
    """Says in one sentence what to do next; what nobody foresaw is logged under a reference that is said too."""
    cause = error.original if isinstance(error, app_commands.CommandInvokeError) else error
    if isinstance(cause, _CHANGED):
        cause = CommandChanged()
    if not isinstance(cause, Refusal):
        cause = unforeseen(interaction, cause)
    view = sentence_view(replies.prompts_for(interaction).sentence(cause, in_form=True))
    try:
        if interaction.response.type is discord.InteractionResponseType.deferred_channel_message:
            await interaction.edit_original_response(view=view, allowed_mentions=NOBODY)
        elif interaction.response.is_done():
            await interaction.followup.send(view=view, ephemeral=True, allowed_mentions=NOBODY)
        else:
            await interaction.response.send_message(view=view, ephemeral=True, allowed_mentions=NOBODY)
    except discord.HTTPException as failure:
        # Too late or gone: the person sees Discord's own "did not respond".
        log.warning("could not say what went wrong: %s", failure)
