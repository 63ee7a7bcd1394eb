"""The one kind of button: persistent, with all it needs in its ``custom_id``.

discord.py creates it anew from the ``custom_id`` when it is pressed and hands it to the client. Nothing that
is raised inside reaches discord.py, which would drop it.
"""

from __future__ import annotations

import re
from typing import Any, Protocol, Self

import discord
from discord.ui import Button, DynamicItem, Item

from bot.core.ui.actions import TEMPLATE, Action, decode, encode


class Presses(Protocol):
    """What the client offers to a button."""

    async def press(self, interaction: discord.Interaction[Any], action: Action | None) -> None:
        """Does what the button asks for, and answers whatever goes wrong."""


class ActionButton(DynamicItem[Button[Any]], template=TEMPLATE):
    """A button that does an action; ``action`` is None where this version doesn't know it."""

    def __init__(
        self,
        action: Action | None,
        label: str,
        *,
        custom_id: str | None = None,
        style: discord.ButtonStyle = discord.ButtonStyle.secondary,
        disabled: bool = False,
    ) -> None:
        self.action = action
        if custom_id is None:
            if action is None:
                raise ValueError("a button needs an action or a custom_id")
            custom_id = encode(action)
        super().__init__(Button(label=label, custom_id=custom_id, style=style, disabled=disabled))

    @classmethod
    async def from_custom_id(
        cls, interaction: discord.Interaction[Any], item: Item[Any], match: re.Match[str], /
    ) -> Self:
        """The button that was pressed."""
        return cls(decode(match["action"]), "", custom_id=match.string)

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Hands the press to the client."""
        client: Presses = interaction.client
        await client.press(interaction, self.action)
