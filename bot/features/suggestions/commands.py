"""/suggest, /facts review, /facts block, and Use as a fact in the menu of a message."""

import discord

from bot.core.model.fact import KINDS
from bot.core.model.quotes import Body
from bot.core.model.unseen import trimmed
from bot.core.rules.library import Library
from bot.core.templates.contexts import CountContext
from bot.core.ui.commands import Commands
from bot.core.ui.kept_forms import keep, open_form
from bot.core.ui.options import as_kind, chosen_article, offer_articles
from bot.core.ui.panels import Choice, Panel
from bot.core.ui.request import Interaction
from bot.features.suggestions.buttons import FromMessage, ReviewDraft
from bot.features.suggestions.contexts import MessageContext
from bot.features.suggestions.errors import MessageEmpty, MessageOfAnother
from bot.features.suggestions.forms import SuggestFact, UseMessage
from bot.features.suggestions.panels import blocked_panel
from bot.features.suggestions.presses import review
from bot.features.suggestions.quotations import quote_in
from bot.features.suggestions.rules import SuggestionRules


def add_commands(commands: Commands) -> None:
    """Add the commands with which everybody can suggest a fact, and moderators look at what was suggested."""

    @commands.add("suggest", options=("kind", "article"), choices={"kind": KINDS}, offers={"article": offer_articles})
    async def suggest(interaction: Interaction, kind: str, article: str | None = None) -> None:
        request = commands.request(interaction)
        article_id, known = await chosen_article(request, article), as_kind(kind)
        await request.get(SuggestionRules).check_room(request.server_id, request.who)
        await open_form(request, SuggestFact(known, article_id), {})

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
        """Keep a message's text and ask for the kind of fact. Of students only their own messages."""
        request = commands.request(interaction)
        server_id, who, prompts = request.server_id, request.who, request.prompts
        if not await request.desk.may(server_id, who, "moderator"):
            if message.author.id != request.member_id:
                raise MessageOfAnother
            await request.get(SuggestionRules).check_room(server_id, who)
        text = trimmed(message.content)
        if not text:
            raise MessageEmpty
        library = request.get(Library)
        article_id = await library.current(server_id, request.channel_id)
        article = await library.article(server_id, article_id)
        given = {
            "text": text,
            "quote": quote_in(text, Body.of(article)),
            "own": message.author.id == request.member_id,
        }
        form_id = await keep(request, UseMessage(article_id), given, asked=False)
        context = MessageContext(text)
        buttons = [Choice(FromMessage(kind, form_id), f"kind_{kind}") for kind in KINDS]
        footer = prompts.render("suggestions", "message_help", context)
        await request.reply(Panel(prompts.render("suggestions", "message", context), (), footer, buttons))

    commands.message_menu("use_message", use)
