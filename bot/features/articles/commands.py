"""/articles for everybody; /article: adding, editing, correcting, choosing, archiving, restoring, packs in and out."""

from collections.abc import Awaitable, Callable
from functools import partial
from io import BytesIO

import discord

from bot.core.model.article_fields import slugify
from bot.core.model.bounds import UPLOAD_MOST
from bot.core.packs.errors import UploadTooBig
from bot.core.packs.reading import Pack
from bot.core.rules.library import Library
from bot.core.ui.commands import Commands
from bot.core.ui.kept_forms import open_form
from bot.core.ui.options import ChannelOption, chosen_article, offer_all_articles, offer_articles
from bot.core.ui.panels import Choice, Panel
from bot.core.ui.request import Interaction, Request
from bot.features.articles.buttons import EditArticleForm, ListArticles, MakeCurrent, RestoreArticle
from bot.features.articles.errors import ArticleArchived, PackForImport
from bot.features.articles.forms import AddArticle, CorrectArticle, offer_import, show_correction
from bot.features.articles.importing import ImportRules
from bot.features.articles.panels import done_panel, export_panel, problems_panel
from bot.features.articles.presses import list_articles, make_current, open_details
from bot.features.articles.rules import ArticleRules, body_mark


def add_commands(commands: Commands) -> None:
    """Add the list of articles, and the moderators' commands on them."""
    moderators = partial(commands.add, group="article", right="moderator")
    offered = {"article": offer_articles}

    @commands.add("articles")
    async def articles(interaction: Interaction) -> None:
        await list_articles(commands.request(interaction), ListArticles())

    @moderators("add", options=("file", "title"))
    async def add(interaction: Interaction, file: discord.Attachment | None = None, title: str | None = None) -> None:
        await add_article(commands.request(interaction), file, title)

    @moderators("edit", options=("article",), offers=offered)
    async def edit(interaction: Interaction, article: str | None = None) -> None:
        request = commands.request(interaction)
        await open_details(request, EditArticleForm(await moderated(request, article)))

    @moderators("correct", options={"article": "article", "file": "text_file"}, offers=offered)
    async def correct(
        interaction: Interaction, article: str | None = None, file: discord.Attachment | None = None
    ) -> None:
        request = commands.request(interaction)
        article_id = await moderated(request, article)
        if file is None:
            row = await request.get(ArticleRules).find(request.server_id, request.who, article_id)
            purpose = CorrectArticle(article_id, body_mark(row.article))
            await open_form(request, purpose, {"whole": row.article.body})
            return
        await _with_pack(request, file, lambda pack: show_correction(request, article_id, pack.article.body))

    @moderators("current", options=("article", "channel"), offers=offered)
    async def current(interaction: Interaction, article: str, channel: ChannelOption | None = None) -> None:
        request = commands.request(interaction)
        action = MakeCurrent(await moderated(request, article))
        await make_current(request, action, channel.id if channel else None)

    @moderators("archive", options=("article",), offers={"article": offer_all_articles})
    async def archive(interaction: Interaction, article: str) -> None:
        request = commands.request(interaction)
        await request.require()
        article_id = await request.get(Library).find_article(request.server_id, article, archived=True)
        try:
            done = await request.get(ArticleRules).archive(request.server_id, request.who, article_id)
            panel = await done_panel(request, done)
        except ArticleArchived as refusal:  # it can be restored
            buttons = [Choice(RestoreArticle(article_id), "restore_article", main=True)]
            panel = Panel(request.prompts.sentence(refusal, in_form=True), buttons=buttons)
        await request.reply(panel)

    @moderators("export", options=("article",), offers=offered)
    async def export(interaction: Interaction, article: str | None = None) -> None:
        request = commands.request(interaction)
        article_id = await moderated(request, article)
        request.take("files")
        await request.later()
        rules = request.get(ImportRules)
        pack = await rules.export(request.server_id, request.who, article_id)
        name = f"{slugify(pack.slug)}.zip"
        panel = export_panel(request.prompts, pack, name)
        packed = await rules.zip(request.server_id, pack)
        await request.reply(panel, discord.File(BytesIO(packed), name))

    @moderators("import", options={"file": "pack"})
    async def import_(interaction: Interaction, file: discord.Attachment) -> None:
        request = commands.request(interaction)
        await request.require()
        if not file.filename.lower().endswith(".zip"):  # a text alone would retire every fact
            raise PackForImport
        await _with_pack(request, file, lambda pack: offer_import(request, pack))


async def moderated(request: Request, article: str | None) -> int:
    """Find the article that a moderator chose, or else the current one. Raises ModeratorsOnly first of all."""
    await request.require()
    return await chosen_article(request, article)


async def add_article(request: Request, file: discord.Attachment | None, title: str | None) -> None:
    """Add the article of a file, or open a form for one. A pack whose short name is taken comes as one more article."""
    await request.require()
    if file is None:
        await open_form(request, AddArticle(), {"title": title or ""})
        return

    async def added(pack: Pack) -> Panel:
        done = await request.get(ArticleRules).add(request.server_id, request.who, pack, title=title)
        return await done_panel(request, done)

    await _with_pack(request, file, added)


async def _with_pack(request: Request, file: discord.Attachment, work: Callable[[Pack], Awaitable[Panel]]) -> None:
    """Do something with the pack of a file, or show what is wrong with it. Raises what ``read_upload`` raises."""
    await request.later()
    if file.size > UPLOAD_MOST:  # looked at before it is fetched
        raise UploadTooBig(-(-file.size // 1000), UPLOAD_MOST // 1000)
    request.take("files")
    data = await file.read()
    pack, problems = await request.get(ImportRules).read(request.server_id, request.who, file.filename, data)
    if pack is None or problems:
        await request.reply(problems_panel(request.prompts, problems))
    else:
        await request.reply(await work(pack))
