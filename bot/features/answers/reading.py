"""/articles, and the buttons that show a text and a source."""

from __future__ import annotations

from discord.app_commands import CommandTree

from bot.core.ui.actions import ListArticles, ReadArticle, ShowSource
from bot.core.ui.labels import Texts
from bot.core.ui.layouts import Turns, layout
from bot.core.ui.request import Interaction, Replies, reply, server_of, show
from bot.features.answers.pages import article_pages, hidden_page, read_pages, source_page


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


async def read_article(replies: Replies, interaction: Interaction, article_id: int, number: int | None = None) -> None:
    """Shows a page of the text itself. Without a page's number: the first one, in a reply of its own.

    A text under a content note is hidden like what is said of it; the button that shows it has a page's number.
    """
    prompts = replies.prompts_for(interaction)
    article = await replies.library.readable(server_of(interaction), article_id)
    pages = read_pages(prompts, article)
    if number is None and await replies.hides(server_of(interaction), article):
        hidden = layout(prompts, hidden_page(prompts, pages[0].heading), Turns(reveal=ReadArticle(article_id, 1)))
        await reply(interaction, hidden)
        return
    page = pages[min(number or 1, len(pages)) - 1]
    turns = Turns(
        back=ReadArticle(article_id, page.number - 1) if page.number > 1 else None,
        forward=ReadArticle(article_id, page.number + 1) if page.number < page.count else None,
    )
    view = layout(prompts, page, turns)
    if number is None:
        await reply(interaction, view)
    else:
        await show(interaction, view)


async def show_source(replies: Replies, interaction: Interaction, action: ShowSource) -> None:
    """Shows, to the presser alone, the quote that a fact stands on."""
    prompts = replies.prompts_for(interaction)
    source = await replies.library.source(server_of(interaction), action.fact_id)
    view = layout(prompts, source_page(prompts, source))
    await reply(interaction, view)
