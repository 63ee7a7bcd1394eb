"""/summary, /figures and /questions."""

from __future__ import annotations

from discord import app_commands
from discord.app_commands import CommandTree, Range

from bot.core.ui.article_option import article_choices, named_article
from bot.core.ui.labels import Texts
from bot.core.ui.request import Interaction, Replies
from bot.features.answers.model import ABOUT_MOST, PARTS, make_request


def add_answers(tree: CommandTree, replies: Replies, texts: Texts) -> None:
    """Adds the three commands that answer."""

    @tree.command(**texts.command("summary"))
    @app_commands.rename(**texts.names("article", "length", "share"))
    @app_commands.describe(**texts.options("article", "length", "share"))
    @app_commands.choices(length=texts.choices(PARTS["summary"][1]))
    async def summary(
        interaction: Interaction,
        article: str | None = None,
        length: str | None = None,
        share: bool | None = None,
    ) -> None:
        article_id = await named_article(replies, interaction, article)
        await replies.answer(interaction, make_request("summary", length, article_id), share)

    @tree.command(**texts.command("figures"))
    @app_commands.rename(**texts.names("article", "show", "about", "share"))
    @app_commands.describe(**texts.options("article", "show", "about", "share"))
    @app_commands.choices(show=texts.choices(PARTS["figures"][1]))
    async def figures(
        interaction: Interaction,
        article: str | None = None,
        show: str | None = None,
        about: Range[str, 1, ABOUT_MOST] | None = None,
        share: bool | None = None,
    ) -> None:
        article_id = await named_article(replies, interaction, article)
        await replies.answer(interaction, make_request("figures", show, article_id, about), share)

    @tree.command(**texts.command("questions"))
    @app_commands.rename(**texts.names("article", "stage", "share"))
    @app_commands.describe(**texts.options("article", "stage", "share"))
    @app_commands.choices(stage=texts.choices(PARTS["questions"][1]))
    async def questions(
        interaction: Interaction,
        article: str | None = None,
        stage: str | None = None,
        share: bool | None = None,
    ) -> None:
        article_id = await named_article(replies, interaction, article)
        await replies.answer(interaction, make_request("questions", stage, article_id), share)

    for command in (summary, figures, questions):
        command.autocomplete("article")(article_choices(replies))
