"""What the buttons of articles do: the list, the current article, restoring one, its details."""

from dataclasses import replace

from bot.core.rules.library import Library
from bot.core.templates.contexts import CountContext
from bot.core.ui.kept_forms import open_form
from bot.core.ui.paging import page_of
from bot.core.ui.panels import Choice, Panel, Part, turns
from bot.core.ui.request import Request
from bot.features.articles.buttons import EditArticleForm, FollowServer, ListArticles, MakeCurrent, RestoreArticle
from bot.features.articles.correcting import details_of
from bot.features.articles.forms import EditArticle
from bot.features.articles.pages import article_pages
from bot.features.articles.panels import done_panel
from bot.features.articles.rules import ArticleRules, details_mark

_CHANNELS_MOST = 8


async def list_articles(request: Request, action: ListArticles) -> None:
    """Show what the server has."""
    listed = await request.get(Library).listed(request.server_id)
    page = page_of(article_pages(request.prompts, listed), action.page)
    await request.show(page.panel(*turns(page.number, page.count, ListArticles)))


async def make_current(request: Request, action: MakeCurrent, channel_id: int | None = None) -> None:
    """Choose what answers are about, and show the channels with an article of their own."""
    server_id, prompts = request.server_id, request.prompts
    done = await request.get(ArticleRules).make_current(server_id, request.who, action.article_id, channel_id)
    panel = await done_panel(request, done, channel_id=channel_id)
    own = list((await request.desk.settings(server_id)).channels)[:_CHANNELS_MOST]
    parts = [Part(prompts.render("articles", "channels"))] if own else []
    for number in own:
        text = prompts.render("articles", "channel", CountContext(number))
        parts.append(Part(text, [Choice(FollowServer(number), "follow")], beside=True))
    await request.reply(replace(panel, parts=parts))


async def follow_server(request: Request, action: FollowServer) -> None:
    """Take away a channel's own current article."""
    await request.get(ArticleRules).follow_server(request.server_id, request.who, action.channel_id)
    text = request.prompts.render("articles", "followed", CountContext(action.channel_id))
    await request.reply(Panel(text))


async def restore(request: Request, action: RestoreArticle) -> None:
    """Restore an article."""
    done = await request.get(ArticleRules).restore(request.server_id, request.who, action.article_id)
    await request.reply(await done_panel(request, done))


async def open_details(request: Request, action: EditArticleForm) -> None:
    """Open the form of an article's details as they are. Raises ModeratorsOnly, ArticleGone."""
    row = await request.get(ArticleRules).find(request.server_id, request.who, action.article_id)
    purpose = EditArticle(action.article_id, details_mark(row.article))
    await open_form(request, purpose, details_of(row.article))
