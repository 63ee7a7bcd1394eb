"""/help and /privacy."""

from __future__ import annotations

from discord.app_commands import CommandTree

from ..answers.answers import help_page, privacy_page
from ..answers.contexts import HelpContext, PrivacyContext
from ..errors import NoArticle
from ..ui.layouts import layout
from .replies import NOBODY, Interaction, Replies, server_of
from .rights import is_moderator
from .texts import Texts


def add_about(tree: CommandTree, replies: Replies, texts: Texts) -> None:
    """Adds the two commands that speak of the bot itself."""

    @tree.command(**texts.command("help"))
    async def help_(interaction: Interaction) -> None:
        prompts = replies.prompts_for(interaction)
        page = help_page(prompts, HelpContext(is_moderator(interaction), replies.public))
        await interaction.response.send_message(view=layout(prompts, page), ephemeral=True, allowed_mentions=NOBODY)

    @tree.command(**texts.command("privacy"))
    async def privacy(interaction: Interaction) -> None:
        prompts = replies.prompts_for(interaction)
        try:
            listed = await replies.library.listed(server_of(interaction))
        except NoArticle:
            listed = ()
        context = PrivacyContext(len(listed), sum(sum(e.counts.values()) for e in listed))
        await interaction.response.send_message(
            view=layout(prompts, privacy_page(prompts, context)), ephemeral=True, allowed_mentions=NOBODY
        )
