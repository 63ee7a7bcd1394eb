"""TODO."""

from __future__ import annotations

from collections.abc import Sequence

from bot.core.model.article import Listed
from bot.core.templates.paging import Item, Page, paginate
from bot.core.templates.prompts import Prompts
from bot.features.answers.pages import _footer
from bot.features.articles.contexts import ArticleContext


def article_pages(prompts: Prompts, listed: Sequence[Listed]) -> list[Page]:
    """What a server has, each with what there is to ask about it."""
    items = [
        Item(
            prompts.render("articles", "item", ArticleContext(entry.card, entry.counts).names()),
            article_id=entry.card.id,
        )
        for entry in listed
    ]
    heading = prompts.render("articles", "heading", {})
    return paginate(heading, items, lambda page, pages: _footer(prompts, "articles", page, pages))
