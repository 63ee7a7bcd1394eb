"""What the bot itself may do in the channel where it is asked, by what Discord sent with the interaction."""

from __future__ import annotations

import discord

from bot.core.templates.prompts import Prompts
from bot.core.ui.request import Interaction
from bot.features.polls.errors import PollNeeds


def require_rights(interaction: Interaction, prompts: Prompts, *names: str) -> None:
    """Raises PollNeeds with what the bot lacks of these permissions; threads have one of their own for messages."""
    rights = interaction.app_permissions
    if rights.administrator:
        return
    if isinstance(interaction.channel, discord.Thread):
        names = tuple("send_messages_in_threads" if name == "send_messages" else name for name in names)
    lacking = tuple(prompts.label(f"permissions.{name}") for name in names if not getattr(rights, name))
    if lacking:
        raise PollNeeds(lacking)
