"""Opening forms: new ones, those of a fact or an article as it is, and refused ones with what was typed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from discord.ui import Modal

from bot.core.model.errors.changes import FormGone
from bot.core.model.fact import Kind
from bot.core.model.fact_fields import written
from bot.core.templates.prompts import Prompts
from bot.core.ui.forms import article_form, body_form, details_form, fact_form, reject_form
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
    read_purpose,
)
from bot.core.ui.request import Interaction, Replies, server_of
from bot.core.ui.rights import who_of
from bot.features.articles.body_fields import parts_of
from bot.features.articles.rules import body_mark, details_mark
from bot.features.settings.commands import build_setup


async def open_add(replies: Replies, interaction: Interaction, kind: Kind, article_id: int) -> None:
    """Opens the form for a new fact. Raises ModeratorsOnly."""
    await replies.library.require_moderator(server_of(interaction), who_of(interaction))
    await _open(replies, interaction, AddFact(kind, article_id), {})


async def open_suggest(replies: Replies, interaction: Interaction, kind: Kind, article_id: int) -> None:
    """Opens the form for a proposal. Raises MemberBlocked, ProposalsWait, ServerProposalsWait."""
    await replies.library.proposals.check_room(server_of(interaction), who_of(interaction))
    await _open(replies, interaction, SuggestFact(kind, article_id), {})


async def open_edit(replies: Replies, interaction: Interaction, fact_id: int, review: int = 0) -> None:
    """Opens the form of a fact as it is; ``review`` 1: from the review. Raises ModeratorsOnly, NoSuchFact."""
    record = await replies.library.fact(server_of(interaction), who_of(interaction), fact_id)
    content = record.fact.content
    await _open(replies, interaction, EditFact(content.kind, fact_id, record.fact.written, review), written(content))


async def open_reject(replies: Replies, interaction: Interaction, fact_id: int) -> None:
    """Opens the form for why a proposal is rejected. Raises ModeratorsOnly, NoSuchFact."""
    await replies.library.require_moderator(server_of(interaction), who_of(interaction))
    await _open(replies, interaction, RejectFact(fact_id), {})


async def open_article(replies: Replies, interaction: Interaction, title: str | None) -> None:
    """Opens the form for a new article. Raises ModeratorsOnly."""
    await replies.library.require_moderator(server_of(interaction), who_of(interaction))
    await _open(replies, interaction, AddArticle(), {"title": title or ""})


async def open_details(replies: Replies, interaction: Interaction, article_id: int) -> None:
    """Opens the form of an article's details as they are. Raises ModeratorsOnly, ArticleGone."""
    row = await replies.library.articles.find(server_of(interaction), who_of(interaction), article_id)
    purpose = EditArticle(article_id, details_mark(row.article))
    await _open(replies, interaction, purpose, row.article.model_dump(exclude={"body", "remarks"}))


async def open_body(replies: Replies, interaction: Interaction, article_id: int) -> None:
    """Opens the form of an article's text as it is. Raises ModeratorsOnly, ArticleGone, BodyForFile."""
    row = await replies.library.articles.find(server_of(interaction), who_of(interaction), article_id)
    parts = parts_of(row.article.body)
    await _open(replies, interaction, CorrectArticle(article_id, body_mark(row.article)), parts)


async def reopen(replies: Replies, interaction: Interaction, form_id: int) -> None:
    """Opens a refused form again with all that was typed. Raises FormGone."""
    server_id, who = server_of(interaction), who_of(interaction)
    purpose, given = await kept_form(replies, interaction, form_id)
    if isinstance(purpose, ChangeSetup | ChangeClass):
        await replies.library.servers.settings(server_id, who)  # raises ManagersOnly
        await interaction.response.send_modal(build_setup(replies, interaction, purpose, given))
        return
    if not isinstance(purpose, SuggestFact):
        await replies.library.require_moderator(server_id, who)
    if isinstance(purpose, CorrectArticle) and "whole" in given:
        given = parts_of(str(given["whole"]))
    await _open(replies, interaction, purpose, given)


async def kept_form(replies: Replies, interaction: Interaction, form_id: int) -> tuple[Purpose, dict[str, Any]]:
    """A kept form of the person's own. Raises FormGone."""
    found = await replies.library.forms.find(server_of(interaction), interaction.user.id, form_id)
    purpose = None if found is None else read_purpose(str(found[0].get("form")))
    if found is None or purpose is None:
        raise FormGone
    return replace(purpose, kept=form_id), found[1]


async def _open(replies: Replies, interaction: Interaction, purpose: Purpose, given: Mapping[str, Any]) -> None:
    await interaction.response.send_modal(build(replies.prompts_for(interaction), purpose, given))


def build(prompts: Prompts, purpose: Purpose, given: Mapping[str, Any]) -> Modal:
    """The form for a purpose. Raises FormGone for what nobody fills in."""
    match purpose:
        case AddFact(kind):
            return fact_form(prompts, purpose, kind, "add", given)
        case SuggestFact(kind):
            return fact_form(prompts, purpose, kind, "suggest", given)
        case EditFact(kind):
            return fact_form(prompts, purpose, kind, "edit", given)
        case RejectFact():
            return reject_form(prompts, purpose, given)
        case AddArticle():
            return article_form(prompts, purpose, given)
        case EditArticle():
            return details_form(prompts, purpose, given)
        case CorrectArticle():
            return body_form(prompts, purpose, given)
        case _:
            raise FormGone
