"""TODO."""

from __future__ import annotations

from bot.core.templates.article_text import hidden_page, read_pages
from bot.core.templates.source import source_page
from bot.core.ui.actions import ReadArticle, ShowSource
from bot.core.ui.layouts import Turns, layout
from bot.core.ui.request import Interaction, Replies, reply, server_of, show


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
