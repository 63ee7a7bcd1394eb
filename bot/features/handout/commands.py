"""/handout: a sheet for class, as PDF and as Markdown. Everybody may have it: they may read all that stands on it."""

from __future__ import annotations

import asyncio
from io import BytesIO

import discord
from discord import app_commands
from discord.app_commands import CommandTree

from bot.core.model.article_fields import slugify
from bot.core.model.errors.operator import ExtraMissing
from bot.core.ui.article_option import article_choices, named_article
from bot.core.ui.labels import Texts
from bot.core.ui.panels import Panel, panel_view
from bot.core.ui.request import Interaction, Replies, checked, later, reply, server_of
from bot.core.ui.unexpected import unforeseen
from bot.features.handout.contexts import HandoutReplyContext, PdfState
from bot.features.handout.errors import PaperFailed
from bot.features.handout.model import FORMATS, handout_markdown, make_handout
from bot.features.handout.paper import handout_pdf

_AT_ONCE = 2  # a class that asks all at once waits in line, and everybody else is still answered


def add_handout(tree: CommandTree, replies: Replies, texts: Texts) -> None:
    """Adds the command."""
    typesetting = asyncio.Semaphore(_AT_ONCE)

    @tree.command(**texts.command("handout"))
    @app_commands.rename(article=texts.text("options.article.name"), form=texts.text("options.format.name"))
    @app_commands.describe(
        article=texts.text("options.article.description"), form=texts.text("options.format.description")
    )
    @app_commands.choices(form=texts.choices(FORMATS))
    async def handout(interaction: Interaction, article: str | None = None, form: str | None = None) -> None:
        await later(interaction)
        await hand_out(replies, interaction, article, form, typesetting)

    handout.autocomplete("article")(article_choices(replies))


async def hand_out(
    replies: Replies, interaction: Interaction, article: str | None, form: str | None, typesetting: asyncio.Semaphore
) -> None:
    """Sends the sheet to the asker alone, in one format or in both. Where there can be no PDF, the Markdown comes."""
    prompts = replies.prompts_for(interaction)
    wanted = FORMATS if form is None else (checked("format", form, FORMATS),)
    shelf = await replies.library.shelf(server_of(interaction), await named_article(replies, interaction, article))
    handout = make_handout(shelf)
    files: dict[str, bytes] = {}
    state: PdfState = "unwanted"
    reference = None
    name = f"{slugify(shelf.card.slug)}-handout"
    if "pdf" in wanted:
        try:
            async with typesetting:
                files[f"{name}.pdf"] = await asyncio.to_thread(handout_pdf, prompts, handout)
            state = "made"
        except ExtraMissing:
            state = "missing"
        except PaperFailed as error:
            state = "failed"
            reference = unforeseen(interaction, error).reference
    if "markdown" in wanted or state != "made":
        files[f"{name}.md"] = handout_markdown(prompts, handout).encode()
    context = HandoutReplyContext(shelf.card.title, shelf.card.content_note, state, handout.left_out, reference)
    panel = Panel(prompts.render("handout", "reply", context.names()), files=list(files))
    sent = [discord.File(BytesIO(content), name) for name, content in files.items()]
    await reply(interaction, panel_view(prompts, panel), *sent)
