"""Who somebody is, as Discord says with this very interaction: by permissions on the whole server."""

from __future__ import annotations

import discord

from bot.core.model.people import Who
from bot.core.ui.request import Interaction


def who_of(interaction: Interaction) -> Who:
    """The person: their permissions on the server, not what a channel adds or takes away, and their roles."""
    member = interaction.user
    if not isinstance(member, discord.Member):
        return Who(member.id)
    rights = member.guild_permissions
    return Who(
        member.id,
        manages_messages=rights.manage_messages,
        manages_server=rights.manage_guild,
        roles=frozenset(role.id for role in member.roles),
    )
