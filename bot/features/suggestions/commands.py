"""/suggest, /facts review, /facts block, and Use as a fact in the menu of a message."""

import discord

from bot.core.model.fact import KINDS
from bot.core.templates.contexts import CountContext
from bot.core.ui.commands import Commands
from bot.core.ui.kept_forms import open_form
from bot.core.ui.options import as_kind, chosen_article, offer_articles
from bot.core.ui.request import Interaction
from bot.features.suggestions.buttons import ReviewDraft
from bot.features.suggestions.forms import SuggestFact
from bot.features.suggestions.panels import blocked_panel
from bot.features.suggestions.presses import review
from bot.features.suggestions.rules import SuggestionRules
from bot.features.suggestions.using_message import use_message


def add_commands(commands: Commands) -> None:
    """Add the commands with which everybody can suggest a fact, and moderators look at what was suggested."""

    @commands.add("suggest", options=("kind", "article"), choices={"kind": KINDS}, offers={"article": offer_articles})
    async def suggest(interaction: Interaction, kind: str, article: str | None = None) -> None:
        request = commands.request(interaction)
        article_id = await chosen_article(request, article)
        await request.get(SuggestionRules).check_room(request.server_id, request.who)
        await open_form(request, SuggestFact(as_kind(kind), article_id), {})

    @commands.add("review", group="facts", right="moderator")
    async def review_(interaction: Interaction) -> None:
        await review(commands.request(interaction), ReviewDraft(0, 1))

    @commands.add("block", group="facts", right="moderator", options=("member",))
    async def block(interaction: Interaction, member: discord.Member | None = None) -> None:
        request = commands.request(interaction)
        server_id, who, prompts, rules = request.server_id, request.who, request.prompts, request.get(SuggestionRules)
        if member is None:  # show who is blocked
            await request.reply(blocked_panel(prompts, await rules.blocked(server_id, who)))
            return
        await rules.set_blocked(server_id, who, member.id, True)
        await request.reply(prompts.render("suggestions", "block_done", CountContext(1)))

    async def use(interaction: Interaction, message: discord.Message) -> None:
        await use_message(commands.request(interaction), message.author.id, message.content)

    commands.message_menu("use_message", use)
