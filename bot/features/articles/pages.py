"""The list of articles in pages, for everybody."""

from collections.abc import Sequence

from bot.core.model.article import Listed
from bot.core.templates.prompts import Prompts
from bot.core.ui.actions import OpenArticle
from bot.core.ui.paging import Item, Page, paginate
from bot.core.ui.panels import Choice
from bot.features.articles.contexts import ArticleContext


def article_pages(prompts: Prompts, listed: Sequence[Listed]) -> list[Page]:
    """List what a server has, each with what there is to ask about it."""
    items = [
        Item(
            prompts.render("articles", "item", ArticleContext(entry.card, entry.counts)),
            button=Choice(OpenArticle(entry.card.id), "read"),
        )
        for entry in listed
    ]
    return paginate(prompts, "articles", prompts.render("articles", "heading"), items)
