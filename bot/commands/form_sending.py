"""A form that was sent: what it asks for is done, or it is kept and what stands in the way is shown."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from ..errors import EditedMeanwhile, FormGone, ManagersOnly, MemberBlocked, ModeratorsOnly, Refusal
from ..model import Article
from ..ui.layouts import sentence_view
from ..ui.panels import Panel, panel_view
from ..ui.purposes import (
    AddArticle,
    AddFact,
    ChangeClass,
    ChangeSetup,
    CorrectArticle,
    EditArticle,
    EditFact,
    Purpose,
    RejectFact,
    SuggestFact,
    purpose_text,
)
from .article_forms import correct_article, save_article, save_details
from .fact_panels import saved_panel, thanks_panel
from .form_opening import kept_form
from .form_panels import conflict_panel, refused_panel
from .replies import NOBODY, Interaction, Replies, server_of, show
from .reviewing import show_draft
from .rights import who_of
from .setting_up import save_class, save_setup
from .unforeseen import unforeseen

log = logging.getLogger(__name__)

# Who has no right here leaves no row behind, not even of what they typed.
_NOT_KEPT = (ModeratorsOnly, ManagersOnly, MemberBlocked, FormGone)


async def send_form(
    replies: Replies,
    interaction: Interaction,
    purpose: Purpose,
    given: Mapping[str, Any],
    *,
    place: int | None = None,
    anyway: bool = False,
) -> None:
    """Does what a form asks for. What stands in the way is shown, and nothing that was typed is lost."""
    fields = dict(given)
    if place is not None:
        fields["place"] = place
    try:
        panel = await _do(replies, interaction, purpose, fields, anyway=anyway)
    except _NOT_KEPT:
        raise
    except Refusal as refusal:
        await _keep(replies, interaction, purpose, given, refusal)
        return
    except Exception as error:  # noqa: BLE001 - logged and answered, and what was typed is kept
        await _keep(replies, interaction, purpose, given, unforeseen(interaction, error))
        return
    if purpose.kept is not None:
        await replies.library.forms.drop(server_of(interaction), interaction.user.id, purpose.kept)
    if panel is not None:
        await _answer(replies, interaction, purpose, panel)


async def _do(
    replies: Replies, interaction: Interaction, purpose: Purpose, given: dict[str, Any], *, anyway: bool
) -> Panel | None:
    """The change, and what is said of it; None where it has been said already."""
    server_id, who, library = server_of(interaction), who_of(interaction), replies.library
    prompts = replies.prompts_for(interaction)
    match purpose:
        case AddFact(kind, article_id):
            done = await library.facts.add(server_id, who, kind, article_id, given)
            return saved_panel(prompts, done, again=True)
        case SuggestFact(kind, article_id):
            done = await library.proposals.propose(server_id, who, kind, article_id, given)
            return thanks_panel(prompts, done)
        case EditFact(_, fact_id, base):
            done = await library.facts.edit(server_id, who, fact_id, given, None if anyway else base)
            return saved_panel(prompts, done)
        case RejectFact(fact_id):
            await library.proposals.reject(server_id, who, fact_id, str(given.get("reason") or ""))
            await show_draft(replies, interaction, fact_id)
            return None
        case AddArticle():
            return await save_article(replies, interaction, given)
        case EditArticle(article_id, base):
            return await save_details(replies, interaction, article_id, given, None if anyway else base)
        case CorrectArticle():
            return await correct_article(replies, interaction, purpose, given, anyway=anyway)
        case ChangeSetup():
            return await save_setup(replies, interaction, given)
        case ChangeClass():
            return await save_class(replies, interaction, given)
        case _:
            raise FormGone


async def _keep(
    replies: Replies, interaction: Interaction, purpose: Purpose, given: Mapping[str, Any], refusal: Refusal
) -> None:
    """Keeps a form that was refused, and shows why."""
    server_id, forms = server_of(interaction), replies.library.forms
    stored = {"form": purpose_text(replace(purpose, kept=None))}
    form_id = await forms.keep(server_id, interaction.user.id, stored, dict(given), replies.library.desk.now())
    await forms.drop(server_id, interaction.user.id, purpose.kept)
    prompts = replies.prompts_for(interaction)
    article, record = await _about(replies, interaction, purpose)
    if isinstance(refusal, EditedMeanwhile):
        panel = conflict_panel(prompts, form_id, record, given, article)
    else:
        panel = refused_panel(prompts, refusal, form_id, article)
    await _answer(replies, interaction, purpose, panel)


async def _about(replies: Replies, interaction: Interaction, purpose: Purpose) -> tuple[Article | None, Any]:
    """The article that a form's quote has to stand in, and the fact that it is about."""
    server_id, library = server_of(interaction), replies.library
    try:
        match purpose:
            case AddFact(_, article_id) | SuggestFact(_, article_id):
                return await library.article(server_id, article_id), None
            case EditFact(_, fact_id):
                record = await library.fact(server_id, who_of(interaction), fact_id)
                return await library.article(server_id, record.fact.article_id), record
    except Refusal:
        pass
    return None, None


async def _answer(replies: Replies, interaction: Interaction, purpose: Purpose, panel: Panel) -> None:
    """In place of the refusal that the form came from; else in a reply of its own."""
    view = panel_view(replies.prompts_for(interaction), panel)
    if purpose.kept is not None and interaction.message is not None:
        await show(interaction, view)
    else:
        await interaction.response.send_message(view=view, ephemeral=True, allowed_mentions=NOBODY)


async def send_kept(
    replies: Replies, interaction: Interaction, form_id: int, *, place: int | None = None, anyway: bool = False
) -> None:
    """Sends a kept form again: with a place for its quote, or over somebody else's change. Raises FormGone."""
    purpose, given = await kept_form(replies, interaction, form_id)
    await send_form(replies, interaction, purpose, given, place=place, anyway=anyway)


async def drop_kept(replies: Replies, interaction: Interaction, form_id: int) -> None:
    """Leaves a kept form: it goes, and nothing was changed."""
    await replies.library.forms.drop(server_of(interaction), interaction.user.id, form_id)
    text = replies.prompts_for(interaction).render("form", "dropped", {})
    await show(interaction, sentence_view(text))
