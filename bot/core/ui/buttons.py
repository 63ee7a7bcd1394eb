"""The one kind of button: persistent, with all that it needs in its ``custom_id``.

What a button does is an ``Action``: ids and choices only, so that it outlives a restart. discord.py makes the button
anew from its ``custom_id`` when it is pressed and hands it to the client. Nothing that is raised inside reaches
discord.py, which would drop it.
"""

import re
from typing import Any, Self

import discord
from discord.ui import Button, DynamicItem, Item

from bot.core.ui.codec import Action, to_text

PREFIX = "tp:"
CUSTOM_ID_MOST = 100
TEMPLATE = re.compile(r"tp:(?P<action>.+)", re.DOTALL)


def custom_id(action: Action) -> str:
    """Return the ``custom_id`` of a button that does this."""
    return PREFIX + to_text(action)


class ActionButton(DynamicItem[Button[Any]], template=TEMPLATE):
    """A button as Discord has it."""

    def __init__(
        self,
        custom_id: str,
        label: str = "",
        style: discord.ButtonStyle = discord.ButtonStyle.secondary,
        disabled: bool = False,
    ) -> None:
        super().__init__(Button(label=label, custom_id=custom_id, style=style, disabled=disabled))

    @classmethod
    async def from_custom_id(
        cls, interaction: discord.Interaction[Any], item: Item[Any], match: re.Match[str], /
    ) -> Self:
        """Make the button that was pressed."""
        return cls(match.string)

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Hand the press to the client, which does what the text asks for, and answers whatever goes wrong."""
        await interaction.client.press(interaction, self.custom_id.removeprefix(PREFIX))
