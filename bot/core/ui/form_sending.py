"""A form that was sent: what it asks for is done, or it is kept and what stands in the way is shown."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from typing import Any

from bot.core.model.article import Article
from bot.core.model.errors.base import Refusal
from bot.core.model.errors.changes import (
    DoneUnseen,
    EditedMeanwhile,
    FormGone,
    ManagersOnly,
    MemberBlocked,
    ModeratorsOnly,
)
from bot.core.model.errors.facts import ControlCharacter, TooLong
from bot.core.ui.form_opening import kept_form
from bot.core.ui.form_panels import conflict_panel, refused_panel
from bot.core.ui.layouts import sentence_view
from bot.core.ui.panels import Panel, panel_view
from bot.core.ui.purposes import (
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
from bot.core.ui.request import Interaction, Replies, reply, server_of, show
from bot.core.ui.rights import who_of
from bot.core.ui.saying import Say, saying
from bot.core.ui.unexpected import unforeseen
from bot.features.articles.forms import correct_article, save_article, save_details
from bot.features.articles.rules import body_mark, details_mark
from bot.features.facts.panels import saved_panel
from bot.features.facts.rules import Done
from bot.features.settings.commands import save_class, save_setup
from bot.features.suggestions.panels import thanks_panel
from bot.features.suggestions.review_panels import show_draft

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
        if anyway:
            purpose = await _as_it_is_now(replies, interaction, purpose)
        done = await _do(replies, interaction, purpose, fields)
    except _NOT_KEPT:
        raise
    except Refusal as refusal:
        if isinstance(purpose, RejectFact) and not isinstance(refusal, TooLong | ControlCharacter):
            raise  # it can't be rejected any more, however often the form is sent
        await _keep(replies, interaction, purpose, fields, refusal)
        return
    except Exception as error:  # noqa: BLE001 - logged and answered, and what was typed is kept
        await _keep(replies, interaction, purpose, fields, unforeseen(interaction, error))
        return
    # From here on it is done: whatever goes wrong now must not have it sent again.
    await replies.library.forms.drop(server_of(interaction), interaction.user.id, purpose.kept)
    try:
        panel = await done()
    except Exception as error:
        raise DoneUnseen(unforeseen(interaction, error).reference) from error
    if panel is not None:
        await _answer(replies, interaction, purpose, panel)


async def _as_it_is_now(replies: Replies, interaction: Interaction, purpose: Purpose) -> Purpose:
    """The purpose of a form that is to be saved over what somebody else changed: it was shown that."""
    server_id, who, library = server_of(interaction), who_of(interaction), replies.library
    match purpose:
        case EditFact(_, fact_id):
            return replace(purpose, base=(await library.fact(server_id, who, fact_id)).fact.written)
        case EditArticle(article_id):
            return replace(
                purpose, base=details_mark((await library.articles.find(server_id, who, article_id)).article)
            )
        case CorrectArticle(article_id):
            return replace(purpose, base=body_mark((await library.articles.find(server_id, who, article_id)).article))
        case _:
            return purpose


async def _do(replies: Replies, interaction: Interaction, purpose: Purpose, given: dict[str, Any]) -> Say:
    """Makes the change. Returns what makes the answer; that gives None where it has been said already."""
    server_id, who, library = server_of(interaction), who_of(interaction), replies.library
    prompts = replies.prompts_for(interaction)
    match purpose:
        case AddFact(kind, article_id):
            done = await library.facts.add(server_id, who, kind, article_id, given)
            return saying(saved_panel, prompts, done, again=True)
        case SuggestFact(kind, article_id):
            done = await library.proposals.propose(server_id, who, kind, article_id, given)
            return saying(thanks_panel, prompts, done)
        case EditFact(_, fact_id, base):
            done = await library.facts.edit(server_id, who, fact_id, given, base)
            return partial(_edited, replies, interaction, purpose, done)
        case RejectFact(fact_id):
            await library.proposals.reject(server_id, who, fact_id, str(given.get("reason") or ""))
            return partial(show_draft, replies, interaction, fact_id)
        case AddArticle():
            return await save_article(replies, interaction, given)
        case EditArticle(article_id, base):
            return await save_details(replies, interaction, article_id, given, base)
        case CorrectArticle():
            return await correct_article(replies, interaction, purpose, given)
        case ChangeSetup():
            return await save_setup(replies, interaction, given)
        case ChangeClass():
            return await save_class(replies, interaction, given)
        case _:
            raise FormGone


async def _edited(replies: Replies, interaction: Interaction, purpose: EditFact, done: Done) -> Panel | None:
    """What was saved; in the review, the next draft in place of this one."""
    if not purpose.review:
        return saved_panel(replies.prompts_for(interaction), done)
    await show_draft(replies, interaction, done.fact.id)
    return None


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
    try:
        if isinstance(refusal, EditedMeanwhile):
            panel = conflict_panel(prompts, form_id, record, given, article)
        else:
            panel = refused_panel(prompts, refusal, form_id, article)
    except Exception:
        log.exception("a refusal could not be shown in full")  # the way back to the form is what matters
        panel = refused_panel(prompts, refusal, form_id, None)
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
            case EditArticle(article_id) | CorrectArticle(article_id):
                return (await library.articles.find(server_id, who_of(interaction), article_id)).article, None
    except Refusal:
        pass
    return None, None


async def _answer(replies: Replies, interaction: Interaction, purpose: Purpose, panel: Panel) -> None:
    """In place of the refusal that the form came from; else in a reply of its own."""
    view = panel_view(replies.prompts_for(interaction), panel)
    if purpose.kept is not None and interaction.message is not None:
        await show(interaction, view)
    else:
        await reply(interaction, view)


async def send_kept(
    replies: Replies, interaction: Interaction, form_id: int, *, place: int | None = None, anyway: bool = False
) -> None:
    """Sends a kept form again: with a place for its quote, or over somebody else's change. Raises FormGone."""
    purpose, given = await kept_form(replies, interaction, form_id)
    await send_form(replies, interaction, purpose, given, place=place, anyway=anyway)


async def drop_kept(replies: Replies, interaction: Interaction, form_id: int) -> None:
    """Leaves a kept form: it goes, and nothing was changed. Raises FormGone where it was sent meanwhile."""
    await kept_form(replies, interaction, form_id)
    await replies.library.forms.drop(server_of(interaction), interaction.user.id, form_id)
    text = replies.prompts_for(interaction).render("form", "dropped", {})
    await show(interaction, sentence_view(text))
