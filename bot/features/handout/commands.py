"""/handout: a sheet for class, as PDF and as Markdown. Everybody may have it: they may read all that stands on it."""

import asyncio
from io import BytesIO

import discord

from bot.core.model.errors.operator import ExtraMissing
from bot.core.rules.library import Library
from bot.core.ui.bot import Bot
from bot.core.ui.commands import Commands
from bot.core.ui.options import checked, named_article, offer_articles
from bot.core.ui.panels import Panel
from bot.core.ui.refusals import unexpected
from bot.core.ui.request import Interaction
from bot.features.handout.contexts import HandoutReplyContext, PdfState
from bot.features.handout.errors import FontsLack, PaperFailed
from bot.features.handout.model import FORMATS, handout_markdown, make_handout
from bot.features.handout.paper import handout_pdf

_AT_ONCE = 2  # a class that asks all at once waits in line, and everybody else is still answered


def add_commands(commands: Commands) -> None:
    """Add the command."""

    @commands.add(
        "handout",
        options={"article": "article", "form": "format"},
        choices={"form": FORMATS},
        offers={"article": offer_articles},
    )
    async def handout(interaction: Interaction, article: str | None = None, form: str | None = None) -> None:
        """Send the sheet to the asker alone, in one format or both. Where there can be no PDF, the Markdown comes."""
        request = commands.request(interaction)
        await request.later()
        prompts = request.prompts
        wanted = FORMATS if form is None else (checked("format", form, FORMATS),)
        shelf = await request.get(Library).shelf(request.server_id, await named_article(request, article))
        sheet = make_handout(shelf)
        files: dict[str, bytes] = {}
        state: PdfState = "unwanted"
        letters: tuple[str, ...] = ()
        reference = None
        if "pdf" in wanted:
            try:
                async with request.bot.part(Line).turn:
                    files[f"{sheet.name}.pdf"] = await asyncio.to_thread(handout_pdf, prompts, sheet)
                state = "made"
            except ExtraMissing:
                state = "missing"
            except FontsLack as lacking:
                state = "uncovered"
                letters = lacking.letters
            except PaperFailed as error:
                state = "failed"
                reference = unexpected(request, error).reference
        if "markdown" in wanted or state != "made":
            files[f"{sheet.name}.md"] = handout_markdown(prompts, sheet).encode()
        context = HandoutReplyContext(
            shelf.card.title, shelf.card.content_note, state, sheet.left_out, letters, reference
        )
        panel = Panel(prompts.render("handout", "reply", context), files=list(files))
        await request.reply(panel, *(discord.File(BytesIO(content), name) for name, content in files.items()))


class Line:
    """Where those wait whose sheets are typeset next: a few are at once."""

    def __init__(self, _bot: Bot) -> None:
        self.turn = asyncio.Semaphore(_AT_ONCE)
