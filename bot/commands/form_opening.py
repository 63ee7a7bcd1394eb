"""Opening forms: new ones, those of a fact or an article as it is, and refused ones with what was typed."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from discord.ui import Modal

from ..answers.prompts import Prompts
from ..errors import BodyForFile, FormGone
from ..facts import written
from ..library.shelving import body_mark, details_mark
from ..model import Article, Kind
from ..quotes import Body, unify_lines
from ..ui.forms import BODY_FIELDS, FIELD_MOST, article_form, body_form, details_form, fact_form, reject_form
from ..ui.purposes import (
    AddArticle,
    AddFact,
    ChangeClass,
    CorrectArticle,
    EditArticle,
    EditFact,
    Purpose,
    RejectFact,
    SuggestFact,
    read_purpose,
)
from .replies import Interaction, Replies, server_of
from .rights import who_of
from .setting_up import build_class


async def open_add(replies: Replies, interaction: Interaction, kind: Kind, article_id: int) -> None:
    """Opens the form for a new fact. Raises ModeratorsOnly."""
    await replies.library.require_moderator(server_of(interaction), who_of(interaction))
    await _open(replies, interaction, AddFact(kind, article_id), {})


async def open_suggest(replies: Replies, interaction: Interaction, kind: Kind, article_id: int) -> None:
    """Opens the form for a proposal. Raises MemberBlocked, ProposalsWait, ServerProposalsWait."""
    await replies.library.proposals.check_room(server_of(interaction), who_of(interaction))
    await _open(replies, interaction, SuggestFact(kind, article_id), {})


async def open_edit(replies: Replies, interaction: Interaction, fact_id: int) -> None:
    """Opens the form of a fact as it is. Raises ModeratorsOnly, NoSuchFact."""
    record = await replies.library.fact(server_of(interaction), who_of(interaction), fact_id)
    content = record.fact.content
    await _open(replies, interaction, EditFact(content.kind, fact_id, record.fact.written), written(content))


async def open_reject(replies: Replies, interaction: Interaction, fact_id: int) -> None:
    """Opens the form for why a draft is rejected. Raises ModeratorsOnly, NoSuchFact."""
    await replies.library.fact(server_of(interaction), who_of(interaction), fact_id)
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
    parts = dict(zip(BODY_FIELDS, body_parts(row.article), strict=False))
    await _open(replies, interaction, CorrectArticle(article_id, body_mark(row.article)), parts)


async def reopen(replies: Replies, interaction: Interaction, form_id: int) -> None:
    """Opens a refused form again with all that was typed. Raises FormGone."""
    purpose, given = await kept_form(replies, interaction, form_id)
    if not isinstance(purpose, SuggestFact):
        await replies.library.require_moderator(server_of(interaction), who_of(interaction))
    if isinstance(purpose, ChangeClass):
        await interaction.response.send_modal(build_class(replies, interaction, purpose, given))
        return
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


def body_parts(article: Article) -> list[str]:
    """An article's text in parts that fit a form's fields, cut between paragraphs. Raises BodyForFile."""
    body = Body(article.body)
    parts: list[str] = []
    start, end = 0, 0
    for first, last in body.paragraphs:
        if last - start > FIELD_MOST and end > start:
            parts.append(article.body[start:end])
            start = first
        end = last
    parts.append(article.body[start:])
    if len(parts) > len(BODY_FIELDS) or any(len(part) > FIELD_MOST for part in parts):
        raise BodyForFile(FIELD_MOST * len(BODY_FIELDS))
    return parts


_BLANK_LINE = re.compile(r"\n[^\S\n]*\n")


def joined_body(given: Mapping[str, Any], before: str = "") -> str:
    """The text of the parts of a form: with a blank line between them where the text has blank lines itself.

    ``before``: the text that the parts were cut from, if they were.
    """
    parts = [unify_lines(str(given.get(name) or "")).strip("\n") for name in BODY_FIELDS]
    parts = [part for part in parts if part.strip()]
    blank = any(_BLANK_LINE.search(text) for text in (before, *parts))
    return ("\n\n" if blank else "\n").join(parts)
