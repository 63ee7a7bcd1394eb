"""/articles, and the buttons that show a text and a source."""

from __future__ import annotations

from discord.app_commands import CommandTree

from bot.core.ui.actions import ListArticles
from bot.core.ui.labels import Texts
from bot.core.ui.layouts import Turns, layout
from bot.core.ui.request import Interaction, Replies, server_of, show
from bot.features.articles.pages import article_pages


def add_reading(tree: CommandTree, replies: Replies, texts: Texts) -> None:
    """Adds the command that lists the articles."""

    @tree.command(**texts.command("articles"))
    async def articles(interaction: Interaction) -> None:
        await list_articles(replies, interaction, ListArticles())


async def list_articles(replies: Replies, interaction: Interaction, action: ListArticles) -> None:
    """Shows what the server has."""
    prompts = replies.prompts_for(interaction)
    pages = article_pages(prompts, await replies.library.listed(server_of(interaction)))
    page = pages[min(action.page, len(pages)) - 1]
    turns = Turns(
        back=ListArticles(page.number - 1) if page.number > 1 else None,
        forward=ListArticles(page.number + 1) if page.number < page.count else None,
    )
    await show(interaction, layout(prompts, page, turns))
