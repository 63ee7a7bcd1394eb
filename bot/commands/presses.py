"""What each button does."""

from __future__ import annotations

from ..errors import ButtonUnknown
from ..ui.actions import Action, ListArticles, Nothing, OpenArticle, ReadArticle, ShareAnswer, ShowSource, TurnPage
from .reading import list_articles, read_article, show_source
from .replies import Interaction, Replies


async def press(replies: Replies, interaction: Interaction, action: Action | None) -> None:
    """Does what a button asks for. Raises a Refusal, ButtonUnknown among them."""
    match action:
        case ShowSource():
            await show_source(replies, interaction, action)
        case TurnPage():
            await replies.turn(interaction, action)
        case ShareAnswer(request):
            await replies.share(interaction, request)
        case OpenArticle(article_id):
            await read_article(replies, interaction, article_id)
        case ReadArticle(article_id, page):
            await read_article(replies, interaction, article_id, page)
        case ListArticles():
            await list_articles(replies, interaction, action)
        case Nothing() | None:
            raise ButtonUnknown
