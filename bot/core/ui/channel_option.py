"""The option ``channel``: where a class talks, a text channel or a forum."""

from __future__ import annotations

import discord
from discord import app_commands
from discord.app_commands import AppCommandChannel, Transform

from bot.core.ui.request import Interaction


class _ClassChannel(app_commands.Transformer):
    """Takes the channel as Discord describes it. The library's own type for forums names media channels too."""

    @property
    def type(self) -> discord.AppCommandOptionType:
        """What Discord is told the option is."""
        return discord.AppCommandOptionType.channel

    @property
    def channel_types(self) -> list[discord.ChannelType]:
        """The kinds of channel that Discord offers."""
        return [discord.ChannelType.text, discord.ChannelType.forum]

    async def transform(self, _interaction: Interaction, value: AppCommandChannel, /) -> AppCommandChannel:
        """The channel as it is."""
        return value


ChannelOption = Transform[AppCommandChannel, _ClassChannel]
