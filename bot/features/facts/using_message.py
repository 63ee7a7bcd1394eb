"""The message command "Use as a fact": a message's text becomes the text of a fact, or of a proposal."""

from __future__ import annotations

import re

import discord
from discord import app_commands
from discord.app_commands import CommandTree

from bot.core.model.errors.base import Refusal
from bot.core.model.errors.changes import FormGone
from bot.core.model.errors.facts import QuoteTwice
from bot.core.model.fact import KINDS, Kind
from bot.core.model.quotes import Body
from bot.core.ui.form_opening import build, kept_form
from bot.core.ui.labels import Texts
from bot.core.ui.panels import Choice, Panel, panel_view
from bot.core.ui.purposes import AddFact, SuggestFact, UseMessage, purpose_text
from bot.core.ui.request import Interaction, Replies, channel_of, reply, server_of
from bot.core.ui.rights import who_of
from bot.features.suggestions.buttons import FromMessage
from bot.features.suggestions.contexts import MessageContext
from bot.features.suggestions.errors import MessageEmpty, MessageOfAnother

_QUOTED = re.compile(r"^>\s?(.+)$|[“\"«„](.+?)[”\"»“]", re.MULTILINE)


def add_using_message(tree: CommandTree, replies: Replies, texts: Texts) -> None:
    """Adds the command of a message's menu."""

    async def use(interaction: Interaction, message: discord.Message) -> None:
        await use_message(replies, interaction, message)

    tree.add_command(app_commands.ContextMenu(name=texts.text("commands.use_message.name"), callback=use))


async def use_message(replies: Replies, interaction: Interaction, message: discord.Message) -> None:
    """Keeps a message's text and asks for the kind of fact. Of students only their own messages."""
    server_id, who, prompts = server_of(interaction), who_of(interaction), replies.prompts_for(interaction)
    if not await replies.library.is_moderator(server_id, who):
        if message.author.id != interaction.user.id:
            raise MessageOfAnother
        await replies.library.proposals.check_room(server_id, who)
    text = message.content.strip()
    if not text:
        raise MessageEmpty
    article_id = await replies.library.current(server_id, channel_of(interaction))
    article = await replies.library.article(server_id, article_id)
    form_id = await replies.library.forms.keep(
        server_id,
        interaction.user.id,
        {"form": purpose_text(UseMessage(article_id))},
        {"text": text, "quote": quote_in(text, Body(article.body)), "own": message.author.id == interaction.user.id},
        replies.library.desk.now(),
    )
    context = MessageContext(text).names()
    buttons = [Choice(FromMessage(kind, form_id), f"kind_{kind}") for kind in KINDS]
    footer = prompts.render("form", "message_help", context)
    panel = Panel(prompts.render("form", "message", context), (), footer, buttons)
    await reply(interaction, panel_view(prompts, panel))


def quote_in(text: str, body: Body) -> str:
    """The words of a message that stand in the article: all of it, or what it sets off as a quotation; else none."""
    quoted = [next(filter(None, match), "") for match in _QUOTED.findall(text)]
    for words in (text, *quoted):
        try:
            return body.find(words).text
        except QuoteTwice:
            return words  # the form asks which place is meant
        except Refusal:
            continue
    return ""


async def from_message(replies: Replies, interaction: Interaction, action: FromMessage) -> None:
    """Opens the form of a kind with the message's text. Raises FormGone."""
    server_id, who = server_of(interaction), who_of(interaction)
    purpose, given = await kept_form(replies, interaction, action.form_id)
    if not isinstance(purpose, UseMessage):
        raise FormGone
    moderator = await replies.library.is_moderator(server_id, who)
    if not (moderator or given.get("own")):
        raise MessageOfAnother  # they were a moderator when they chose it
    kind: Kind = action.kind
    form = (AddFact if moderator else SuggestFact)(kind, purpose.article_id, action.form_id)
    main = "counts" if kind == "figure" else "text"
    fields = {main: given.get("text"), "quote": given.get("quote")}
    await interaction.response.send_modal(build(replies.prompts_for(interaction), form, fields))
