"""/article: adding, editing, correcting, the current one, putting away, packs in and out."""

from __future__ import annotations

import asyncio
from io import BytesIO

import discord
from discord import app_commands
from discord.app_commands import CommandTree, Group

from bot.core.model.article_fields import slugify
from bot.core.packs.zipping import zip_pack
from bot.core.templates.contexts import CountContext
from bot.core.ui.article_option import article_choices, chosen_article
from bot.core.ui.channel_option import ChannelOption
from bot.core.ui.form_opening import open_article, open_body, open_details
from bot.core.ui.labels import Texts
from bot.core.ui.panels import Choice, Panel, Part, panel_view
from bot.core.ui.purposes import CorrectArticle
from bot.core.ui.request import Interaction, Replies, later, reply, server_of
from bot.core.ui.rights import who_of
from bot.features.articles.buttons import FollowServer, MakeCurrent, UnarchiveArticle
from bot.features.articles.errors import ArticleArchived, PackForImport
from bot.features.articles.forms import published, show_correction
from bot.features.articles.import_panels import offer_import
from bot.features.articles.option import read_attachment
from bot.features.articles.panels import done_panel, export_panel, problems_panel


def add_managing(tree: CommandTree, replies: Replies, texts: Texts) -> None:
    """Adds the moderators' commands on articles."""
    group = Group(
        **texts.command("article"), default_permissions=discord.Permissions(manage_messages=True), guild_only=True
    )
    tree.add_command(group)

    @group.command(**texts.command("article_add"))
    @app_commands.rename(**texts.names("file", "title"))
    @app_commands.describe(**texts.options("file", "title"))
    async def add(interaction: Interaction, file: discord.Attachment | None = None, title: str | None = None) -> None:
        if file is None:
            await open_article(replies, interaction, title)
        else:
            await add_file(replies, interaction, file, title)

    @group.command(**texts.command("article_edit"))
    @app_commands.rename(**texts.names("article"))
    @app_commands.describe(**texts.options("article"))
    async def edit(interaction: Interaction, article: str | None = None) -> None:
        await open_details(replies, interaction, await moderated(replies, interaction, article))

    @group.command(**texts.command("article_correct"))
    @app_commands.rename(article=texts.text("options.article.name"), file=texts.text("options.text_file.name"))
    @app_commands.describe(
        article=texts.text("options.article.description"), file=texts.text("options.text_file.description")
    )
    async def correct(
        interaction: Interaction, article: str | None = None, file: discord.Attachment | None = None
    ) -> None:
        article_id = await moderated(replies, interaction, article)
        if file is None:
            await open_body(replies, interaction, article_id)
        else:
            await correct_file(replies, interaction, article_id, file)

    @group.command(**texts.command("article_current"))
    @app_commands.rename(**texts.names("article", "channel"))
    @app_commands.describe(**texts.options("article", "channel"))
    async def current(
        interaction: Interaction,
        article: str,
        channel: ChannelOption | None = None,
    ) -> None:
        article_id = await moderated(replies, interaction, article)
        await make_current(replies, interaction, article_id, channel)

    @group.command(**texts.command("article_archive"))
    @app_commands.rename(**texts.names("article"))
    @app_commands.describe(**texts.options("article"))
    async def archive(interaction: Interaction, article: str) -> None:
        await archive_article(replies, interaction, article)

    @group.command(**texts.command("article_export"))
    @app_commands.rename(**texts.names("article"))
    @app_commands.describe(**texts.options("article"))
    async def export(interaction: Interaction, article: str | None = None) -> None:
        await export_article(replies, interaction, await moderated(replies, interaction, article))

    @group.command(**texts.command("article_import"))
    @app_commands.rename(file=texts.text("options.pack.name"))
    @app_commands.describe(file=texts.text("options.pack.description"))
    async def import_(interaction: Interaction, file: discord.Attachment) -> None:
        await import_file(replies, interaction, file)

    edit.autocomplete("article")(article_choices(replies))
    correct.autocomplete("article")(article_choices(replies))
    export.autocomplete("article")(article_choices(replies))
    current.autocomplete("article")(article_choices(replies))
    archive.autocomplete("article")(article_choices(replies, archived=True))


async def moderated(replies: Replies, interaction: Interaction, article: str | None) -> int:
    """The article that a moderator chose, or else the current one. Raises ModeratorsOnly first of all."""
    await replies.library.require_moderator(server_of(interaction), who_of(interaction))
    return await chosen_article(replies, interaction, article)


async def add_file(replies: Replies, interaction: Interaction, file: discord.Attachment, title: str | None) -> None:
    """Adds the article of a file. A pack whose short name is taken comes as one more article."""
    server_id, who, prompts = server_of(interaction), who_of(interaction), replies.prompts_for(interaction)
    await replies.library.require_moderator(server_id, who)
    await later(interaction)
    pack, problems = await read_attachment(file)
    if pack is None or problems:
        await reply(interaction, panel_view(prompts, problems_panel(prompts, problems)))
        return
    done = await replies.library.articles.add(server_id, who, pack, title=title)
    await reply(interaction, panel_view(prompts, done_panel(prompts, done, facts=len(pack.facts))))


async def correct_file(replies: Replies, interaction: Interaction, article_id: int, file: discord.Attachment) -> None:
    """Shows what the text of a file would do to an article."""
    prompts = replies.prompts_for(interaction)
    await later(interaction)
    pack, problems = await read_attachment(file)
    if pack is None or problems:
        panel = problems_panel(prompts, problems)
    else:
        panel = await show_correction(replies, interaction, CorrectArticle(article_id, 0), pack.article.body)
    await reply(interaction, panel_view(prompts, panel))


async def import_file(replies: Replies, interaction: Interaction, file: discord.Attachment) -> None:
    """Shows what importing a pack would do; it is done when the moderator says so."""
    prompts = replies.prompts_for(interaction)
    await replies.library.require_moderator(server_of(interaction), who_of(interaction))
    if not file.filename.lower().endswith(".zip"):  # a text alone would retire every fact
        raise PackForImport
    await later(interaction)
    pack, problems = await read_attachment(file)
    if pack is None or problems:
        panel = problems_panel(prompts, problems)
    else:
        panel = await offer_import(replies, interaction, pack)
    await reply(interaction, panel_view(prompts, panel))


async def make_current(
    replies: Replies,
    interaction: Interaction,
    article_id: int,
    channel: app_commands.AppCommandChannel | None = None,
) -> None:
    """Chooses what answers are about, and shows the channels with an article of their own."""
    server_id, who, prompts = server_of(interaction), who_of(interaction), replies.prompts_for(interaction)
    channel_id = None if channel is None else channel.id
    done = await replies.library.articles.make_current(server_id, who, article_id, channel_id)
    facts = await published(replies, server_id, article_id)
    panel = done_panel(prompts, done, facts=facts, channel_id=channel_id)
    own = (await replies.library.settings(server_id)).channels
    parts = [
        Part(
            prompts.render("manage", "channel", CountContext(number).names()),
            [Choice(FollowServer(number), "follow")],
            beside=True,
        )
        for number in list(own)[:8]
    ]
    if parts:
        parts.insert(0, Part(prompts.render("manage", "channels", {})))
    panel = Panel(panel.heading, parts, panel.footer, panel.buttons)
    await reply(interaction, panel_view(prompts, panel))


async def press_current(replies: Replies, interaction: Interaction, action: MakeCurrent) -> None:
    """Makes an article the server's current one."""
    await make_current(replies, interaction, action.article_id)


async def follow_server(replies: Replies, interaction: Interaction, action: FollowServer) -> None:
    """Takes away a channel's own current article."""
    server_id, who, prompts = server_of(interaction), who_of(interaction), replies.prompts_for(interaction)
    await replies.library.articles.follow_server(server_id, who, action.channel_id)
    text = prompts.render("manage", "followed", CountContext(action.channel_id).names())
    await reply(interaction, panel_view(prompts, Panel(text)))


async def archive_article(replies: Replies, interaction: Interaction, wanted: str) -> None:
    """Puts an article away; one that is away already can be brought back."""
    server_id, who, prompts = server_of(interaction), who_of(interaction), replies.prompts_for(interaction)
    await replies.library.require_moderator(server_id, who)
    article_id = await replies.library.find_article(server_id, wanted, archived=True)
    try:
        done = await replies.library.articles.archive(server_id, who, article_id)
    except ArticleArchived as refusal:
        buttons = [Choice(UnarchiveArticle(article_id), "unarchive", main=True)]
        panel = Panel(prompts.sentence(refusal, in_form=True), (), "", buttons)
    else:
        panel = done_panel(prompts, done, facts=await published(replies, server_id, article_id))
    await reply(interaction, panel_view(prompts, panel))


async def unarchive(replies: Replies, interaction: Interaction, action: UnarchiveArticle) -> None:
    """Brings an article back."""
    server_id, who, prompts = server_of(interaction), who_of(interaction), replies.prompts_for(interaction)
    done = await replies.library.articles.unarchive(server_id, who, action.article_id)
    facts = await published(replies, server_id, action.article_id)
    await reply(interaction, panel_view(prompts, done_panel(prompts, done, facts=facts)))


async def export_article(replies: Replies, interaction: Interaction, article_id: int) -> None:
    """Sends an article with its published facts as a zip file, to the moderator alone."""
    prompts = replies.prompts_for(interaction)
    await later(interaction)
    pack = await replies.library.packs.export(server_of(interaction), who_of(interaction), article_id)
    name = f"{slugify(pack.slug)}.zip"
    panel = export_panel(prompts, pack.article, len(pack.facts), name)
    packed = await asyncio.to_thread(zip_pack, pack)
    await reply(interaction, panel_view(prompts, panel), discord.File(BytesIO(packed), name))
