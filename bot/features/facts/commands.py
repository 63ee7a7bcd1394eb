"""/facts: adding, editing, listing, the history, the review, and who may not propose."""

from __future__ import annotations

import discord
from discord import app_commands
from discord.app_commands import CommandTree, Group

from bot.core.model.changes import FactRecord
from bot.core.model.fact import KINDS
from bot.core.ui.article_option import article_choices, chosen_article
from bot.core.ui.choices import STATES, as_kind, as_state
from bot.core.ui.form_opening import open_add, open_edit
from bot.core.ui.labels import Texts
from bot.core.ui.panels import panel_view
from bot.core.ui.request import Interaction, Replies, server_of, show
from bot.core.ui.rights import who_of
from bot.features.facts.buttons import ChangeFact, ListFacts
from bot.features.facts.option import chosen_fact, fact_choices
from bot.features.facts.panels import PAGE_FACTS, list_panel
from bot.features.history.buttons import ShowHistory
from bot.features.history.panels import show_history
from bot.features.suggestions.buttons import ReviewDraft
from bot.features.suggestions.commands import block_member
from bot.features.suggestions.review_panels import review


def add_curating(tree: CommandTree, replies: Replies, texts: Texts) -> None:
    """Adds the moderators' commands on facts."""
    group = Group(
        **texts.command("facts"), default_permissions=discord.Permissions(manage_messages=True), guild_only=True
    )
    tree.add_command(group)

    @group.command(**texts.command("facts_add"))
    @app_commands.rename(**texts.names("kind", "article"))
    @app_commands.describe(**texts.options("kind", "article"))
    @app_commands.choices(kind=texts.choices(KINDS))
    async def add(interaction: Interaction, kind: str, article: str | None = None) -> None:
        await replies.library.require_moderator(server_of(interaction), who_of(interaction))
        article_id = await chosen_article(replies, interaction, article)
        await open_add(replies, interaction, as_kind(kind), article_id)

    @group.command(**texts.command("facts_edit"))
    @app_commands.rename(**texts.names("fact"))
    @app_commands.describe(**texts.options("fact"))
    async def edit(interaction: Interaction, fact: str) -> None:
        await open_edit(replies, interaction, await chosen_fact(replies, interaction, fact))

    @group.command(
        name=texts.text("commands.facts_list.name"), description=texts.text("commands.facts_list.description")
    )
    @app_commands.rename(**texts.names("article", "kind", "state"))
    @app_commands.describe(**texts.options("article", "kind", "state"))
    @app_commands.choices(kind=texts.choices(KINDS), state=texts.choices(STATES))
    async def list_(
        interaction: Interaction, article: str | None = None, kind: str | None = None, state: str | None = None
    ) -> None:
        await replies.library.require_moderator(server_of(interaction), who_of(interaction))
        article_id = await chosen_article(replies, interaction, article)
        wanted = ListFacts(article_id, as_kind(kind) if kind else None, as_state(state), 1)
        await list_facts(replies, interaction, wanted)

    @group.command(**texts.command("facts_history"))
    async def history(interaction: Interaction) -> None:
        await show_history(replies, interaction, ShowHistory(0, 1, 1))

    @group.command(**texts.command("facts_review"))
    async def review_(interaction: Interaction) -> None:
        await review(replies, interaction, ReviewDraft(0, 1))

    @group.command(**texts.command("facts_block"))
    @app_commands.rename(**texts.names("member"))
    @app_commands.describe(**texts.options("member"))
    async def block(interaction: Interaction, member: discord.Member | None = None) -> None:
        await block_member(replies, interaction, member.id if member else None)

    add.autocomplete("article")(article_choices(replies))
    list_.autocomplete("article")(article_choices(replies))
    edit.autocomplete("fact")(fact_choices(replies))


async def list_facts(replies: Replies, interaction: Interaction, wanted: ListFacts) -> None:
    """Shows a page of an article's facts. A page past the end is the last one."""
    server_id, who, prompts = server_of(interaction), who_of(interaction), replies.prompts_for(interaction)
    await replies.library.require_moderator(server_id, who)
    card = await replies.library.card(server_id, wanted.article_id)

    async def read(page: int) -> tuple[list[FactRecord], int]:
        return await replies.library.listed_facts(
            server_id,
            who,
            article_id=wanted.article_id,
            kind=wanted.kind,
            state=wanted.state,
            offset=(page - 1) * PAGE_FACTS,
            limit=PAGE_FACTS,
        )

    page = max(1, wanted.page)
    records, total = await read(page)
    if not records and total:
        page = -(-total // PAGE_FACTS)
        records, total = await read(page)
    shown = ListFacts(wanted.article_id, wanted.kind, wanted.state, page)
    await show(interaction, panel_view(prompts, list_panel(prompts, card, shown, records, total)))


async def change_fact(replies: Replies, interaction: Interaction, action: ChangeFact) -> None:
    """Retires, restores or moves a fact, and shows the list again."""
    server_id, who, facts = server_of(interaction), who_of(interaction), replies.library.facts
    match action.step:
        case "retire":
            done = await facts.retire(server_id, who, action.fact_id)
        case "restore":
            done = await facts.restore(server_id, who, action.fact_id)
        case step:
            done = await facts.move(server_id, who, action.fact_id, up=step == "up")
    wanted = ListFacts(done.fact.article_id, action.kind, action.state, action.page)
    await list_facts(replies, interaction, wanted)
