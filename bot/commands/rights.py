"""Who is a moderator: by permissions on the whole server, not by what a channel adds or takes away."""

from __future__ import annotations

import discord

from .replies import Interaction


def is_moderator(interaction: Interaction) -> bool:
    """Whether the person may manage messages on the server."""
    member = interaction.user
    return isinstance(member, discord.Member) and member.guild_permissions.manage_messages
