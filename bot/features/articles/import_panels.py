"""Packs that are brought in: shown first, then done."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.core.model.errors.changes import EditedMeanwhile, FormGone
from bot.core.packs.reading import ARTICLE_FILE, FACTS_FILE, Pack, parse_pack
from bot.core.packs.writing import write_pack
from bot.core.ui.form_opening import kept_form
from bot.core.ui.panels import Panel, panel_view
from bot.core.ui.purposes import CorrectArticle, ImportPack, purpose_text
from bot.core.ui.request import Interaction, Replies, reply, server_of
from bot.core.ui.rights import who_of
from bot.features.articles.forms import confirm_correction, published, show_correction
from bot.features.articles.panels import done_panel, import_panel


async def offer_import(replies: Replies, interaction: Interaction, pack: Pack) -> Panel:
    """Keeps a pack and shows what importing it would do."""
    server_id, who, prompts = server_of(interaction), who_of(interaction), replies.prompts_for(interaction)
    plan = await replies.library.packs.plan(server_id, who, pack)
    if plan.nothing:
        return Panel(prompts.render("manage", "nothing", {}))
    files = {name: content.decode() for name, content in write_pack(pack).items()}
    given = {"slug": pack.slug, "mark": plan.mark, "files": files}
    stored = {"form": purpose_text(ImportPack())}
    now = replies.library.desk.now()
    form_id = await replies.library.forms.keep(server_id, interaction.user.id, stored, given, now)
    return import_panel(prompts, plan, form_id)


async def confirm(replies: Replies, interaction: Interaction, form_id: int) -> None:
    """Does what was shown: a correction or an import. Raises FormGone, EditedMeanwhile."""
    server_id, prompts = server_of(interaction), replies.prompts_for(interaction)
    await replies.library.require_moderator(server_id, who_of(interaction))
    purpose, given = await kept_form(replies, interaction, form_id)
    await interaction.response.defer()  # a long text with many facts may take longer than Discord waits
    match purpose:
        case CorrectArticle() if "whole" in given:
            try:
                panel = await confirm_correction(replies, interaction, purpose, given)
            except EditedMeanwhile:  # what was shown isn't what would happen now
                panel = await show_correction(replies, interaction, purpose, str(given["whole"]))
        case ImportPack():
            panel = await _import(replies, interaction, given)
        case _:
            raise FormGone
    await replies.library.forms.drop(server_id, interaction.user.id, form_id)
    await reply(interaction, panel_view(prompts, panel))


async def _import(replies: Replies, interaction: Interaction, given: Mapping[str, Any]) -> Panel:
    server_id, who = server_of(interaction), who_of(interaction)
    files = given["files"]
    pack, problems = parse_pack(str(given["slug"]), files[ARTICLE_FILE], files[FACTS_FILE])
    if pack is None or problems:
        raise FormGone
    try:
        done = await replies.library.packs.apply(server_id, who, pack, str(given["mark"]))
    except EditedMeanwhile:
        return await offer_import(replies, interaction, pack)
    facts = await published(replies, server_id, done.article.id)
    return done_panel(replies.prompts_for(interaction), done, facts=facts)
