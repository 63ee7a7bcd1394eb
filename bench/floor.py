"""The floor: a bare discord.py bot that builds the same components anew from constants for each answer."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import discord
from discord import app_commands, ui

from bot.core.ui.paging import Page


class Press(ui.DynamicItem[ui.Button[Any]], template=r"press:(?P<id>\d+)"):
    """A button that outlives a restart, as the bot's do."""

    def __init__(self, number: int, label: str) -> None:
        super().__init__(ui.Button(label=label, custom_id=f"press:{number}"))


def _build(page: Page) -> ui.LayoutView:
    view = ui.LayoutView(timeout=None)
    box: ui.Container[ui.LayoutView] = ui.Container(accent_colour=discord.Colour(0x2F6F8F))
    view.add_item(box)
    box.add_item(ui.TextDisplay(page.heading))
    box.add_item(ui.Separator(visible=False))
    group = ""
    for number, item in enumerate(page.items):
        if item.group and item.group != group:
            box.add_item(ui.TextDisplay(item.group))
        group = item.group
        box.add_item(ui.Section(item.text, accessory=Press(number, "Source")))
    box.add_item(ui.Separator())
    box.add_item(ui.TextDisplay(page.footer))
    turns = [Press(1_000_000, "Next ›")] if page.count > 1 else []
    box.add_item(ui.ActionRow(*turns, Press(1_000_001, "Share with the class")))
    view.stop()
    return view


def bare_bot(pages: Mapping[str, Page]) -> discord.Client:
    """A client with a command for each page, which it answers with that page."""
    client = discord.AutoShardedClient(
        intents=discord.Intents(guilds=True),
        max_messages=None,
        member_cache_flags=discord.MemberCacheFlags.none(),
        chunk_guilds_at_startup=False,
        allowed_mentions=discord.AllowedMentions.none(),
    )
    tree = app_commands.CommandTree(client)
    for name, page in pages.items():
        _add(tree, name, page)
    return client


def _add(tree: app_commands.CommandTree[Any], name: str, page: Page) -> None:
    @tree.command(name=name, description="An answer")
    async def answer(
        interaction: discord.Interaction[Any],
        article: str | None = None,
        part: str | None = None,
        share: bool | None = None,
    ) -> None:
        await interaction.response.send_message(view=_build(page), ephemeral=True)
