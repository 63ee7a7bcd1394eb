"""What the forms on articles do: a new article, its details, its text; and a correction that was shown first."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any

from bot.core.model.errors.changes import BodyForFile, EditedMeanwhile
from bot.core.model.fact import KINDS
from bot.core.ui.panels import Panel
from bot.core.ui.purposes import CorrectArticle, purpose_text
from bot.core.ui.request import Interaction, Replies, server_of
from bot.core.ui.rights import who_of
from bot.core.ui.saying import Say, saying
from bot.features.articles.body_fields import joined_body, parts_of
from bot.features.articles.panels import correction_panel, done_panel
from bot.features.articles.rules import Shelved, body_mark

_DETAILS = ("title", "source", "link", "date", "content_note")


async def save_article(replies: Replies, interaction: Interaction, given: Mapping[str, Any]) -> Say:
    """Adds a pasted article."""
    server_id, who = server_of(interaction), who_of(interaction)
    done = await replies.library.articles.write(server_id, who, {"title": given.get("title")}, joined_body(given))
    return saying(done_panel, replies.prompts_for(interaction), done, facts=0)


async def save_details(
    replies: Replies, interaction: Interaction, article_id: int, given: Mapping[str, Any], base: int | None
) -> Say:
    """Changes an article's details."""
    server_id, who = server_of(interaction), who_of(interaction)
    fields = {name: given[name] for name in _DETAILS if name in given}
    done = await replies.library.articles.edit(server_id, who, article_id, fields, base)
    return partial(_shelved, replies, interaction, done)


async def _shelved(replies: Replies, interaction: Interaction, done: Shelved) -> Panel:
    facts = await published(replies, server_of(interaction), done.article.id)
    return done_panel(replies.prompts_for(interaction), done, facts=facts)


async def correct_article(
    replies: Replies, interaction: Interaction, purpose: CorrectArticle, given: Mapping[str, Any]
) -> Say:
    """Shows what a corrected text would do; it is done when the person says so.

    Raises EditedMeanwhile where the form showed another text than there is now.
    """
    server_id, who = server_of(interaction), who_of(interaction)
    row = await replies.library.articles.find(server_id, who, purpose.article_id)
    if purpose.base != body_mark(row.article):
        raise EditedMeanwhile(0)
    panel = await show_correction(replies, interaction, purpose, joined_body(given, row.article.body))
    return saying(lambda: panel)


async def show_correction(replies: Replies, interaction: Interaction, purpose: CorrectArticle, text: str) -> Panel:
    """Keeps a corrected text and shows what it would do. Raises NothingToChange."""
    server_id, who = server_of(interaction), who_of(interaction)
    correction = await replies.library.articles.plan(server_id, who, purpose.article_id, text)
    # What is shown now is what is confirmed: a change in between is noticed by this mark.
    shown = CorrectArticle(purpose.article_id, body_mark(correction.article.article))
    form_id = await replies.library.forms.keep(
        server_id,
        interaction.user.id,
        {"form": purpose_text(shown)},
        {"whole": text},
        replies.library.desk.now(),
    )
    return correction_panel(replies.prompts_for(interaction), correction, form_id, again=_fits(text))


def _fits(text: str) -> bool:
    """Whether a text fits into a form."""
    try:
        parts_of(text)
    except BodyForFile:
        return False
    return True


async def confirm_correction(
    replies: Replies, interaction: Interaction, purpose: CorrectArticle, given: Mapping[str, Any]
) -> Panel:
    """Does what was shown. Raises EditedMeanwhile where the text is another one by now."""
    server_id, who = server_of(interaction), who_of(interaction)
    done, lost = await replies.library.articles.correct(
        server_id, who, purpose.article_id, str(given.get("whole") or ""), purpose.base
    )
    facts = await published(replies, server_id, purpose.article_id)
    return done_panel(replies.prompts_for(interaction), done, facts=facts, lost=lost)


async def published(replies: Replies, server_id: int, article_id: int) -> int:
    """How many facts of an article are published."""
    counts = await replies.library.store.counts(server_id)
    return sum(counts.get(article_id, {}).get(kind, 0) for kind in KINDS)
