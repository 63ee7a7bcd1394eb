"""/help and /privacy."""

from __future__ import annotations

from discord.app_commands import CommandTree

from bot.core.model.errors.reader import NoArticle
from bot.core.ui.labels import Texts
from bot.core.ui.layouts import layout
from bot.core.ui.panels import Choice, Panel, Part, panel_view
from bot.core.ui.request import Interaction, Replies, reply, server_of
from bot.core.ui.rights import who_of
from bot.features.about.contexts import HelpContext
from bot.features.about.pages import help_page
from bot.features.privacy.buttons import ForgetMe
from bot.features.privacy.contexts import PrivacyContext
from bot.features.suggestions.buttons import ShowMine


def add_about(tree: CommandTree, replies: Replies, texts: Texts) -> None:
    """Adds the two commands that speak of the bot itself."""

    @tree.command(**texts.command("help"))
    async def help_(interaction: Interaction) -> None:
        prompts = replies.prompts_for(interaction)
        server_id, who = server_of(interaction), who_of(interaction)
        moderator = await replies.library.is_moderator(server_id, who)
        settings = await replies.library.settings(server_id)
        public = replies.public if settings.answers_public is None else settings.answers_public
        page = help_page(prompts, HelpContext(moderator, public))
        await reply(interaction, layout(prompts, page))

    @tree.command(**texts.command("privacy"))
    async def privacy(interaction: Interaction) -> None:
        prompts = replies.prompts_for(interaction)
        try:
            listed = await replies.library.listed(server_of(interaction))
        except NoArticle:
            listed = ()
        server_id, who = server_of(interaction), who_of(interaction)
        _, proposals = await replies.library.proposals.mine(server_id, who, 1)
        context = PrivacyContext(
            len(listed),
            sum(sum(entry.counts.values()) for entry in listed),
            proposals,
            await replies.library.is_moderator(server_id, who),
            replies.erase_after_days,
        ).names()
        buttons = [Choice(ShowMine(), "mine"), Choice(ForgetMe(0), "forget", danger=True)]
        heading = prompts.render("privacy", "heading", context)
        panel = Panel(heading, [Part(prompts.render("privacy", "item", context))], "", buttons)
        await reply(interaction, panel_view(prompts, panel))
