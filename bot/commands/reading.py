"""/articles, and the buttons that show a text and a source."""

from __future__ import annotations

from discord.app_commands import CommandTree

from ..answers.answers import article_pages, read_pages, source_page
from ..ui.actions import ListArticles, ReadArticle, ShowSource
from ..ui.layouts import Turns, layout
from .replies import NOBODY, Interaction, Replies, server_of, show
from .texts import Texts


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


async def read_article(replies: Replies, interaction: Interaction, action: ReadArticle) -> None:
    """Shows a page of the text itself: from the list in a reply of its own, then turned in place."""
    prompts = replies.prompts_for(interaction)
    article = await replies.library.article(server_of(interaction), action.article_id)
    pages = read_pages(prompts, article)
    page = pages[min(action.page, len(pages)) - 1]
    turns = Turns(
        back=ReadArticle(action.article_id, page.number - 1) if page.number > 1 else None,
        forward=ReadArticle(action.article_id, page.number + 1) if page.number < page.count else None,
    )
    await show(interaction, layout(prompts, page, turns))


async def show_source(replies: Replies, interaction: Interaction, action: ShowSource) -> None:
    """Shows, to the presser alone, the quote that a fact stands on."""
    prompts = replies.prompts_for(interaction)
    source = await replies.library.source(server_of(interaction), action.fact_id)
    view = layout(prompts, source_page(prompts, source))
    await interaction.response.send_message(view=view, ephemeral=True, allowed_mentions=NOBODY)
