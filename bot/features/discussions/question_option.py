"""The option ``question``: what it offers while a moderator types, and what it takes."""

from __future__ import annotations

import logging
from collections.abc import Callable, Coroutine
from typing import Any

from discord.app_commands import Choice

from bot.core.model.errors.reader import ArticleUnknown
from bot.core.model.fact import Fact
from bot.core.templates.differences import said
from bot.core.ui.article_option import named_article
from bot.core.ui.choices import CHOICE_CHARACTERS, MOST_CHOICES, short
from bot.core.ui.request import Interaction, Replies, server_of
from bot.core.ui.rights import who_of
from bot.features.discussions.errors import QuestionUnknown

log = logging.getLogger(__name__)


def question_choices(replies: Replies) -> Callable[[Interaction, str], Coroutine[Any, Any, list[Choice[str]]]]:
    """Offers the open questions that have what was typed so far, those not discussed here first."""

    async def choices(interaction: Interaction, typed: str) -> list[Choice[str]]:
        prompts = replies.prompts_for(interaction)
        try:
            server_id, who = server_of(interaction), who_of(interaction)
            article = getattr(interaction.namespace, "article", None)
            article_id = await named_article(replies, interaction, article) if article else None
            found = await replies.library.discussions.offered(server_id, who, typed, article_id, MOST_CHOICES)
        except ArticleUnknown:
            return []  # it is being typed still
        except Exception:
            log.exception("the questions could not be offered")  # as in article_option
            return []
        offered = []
        for fact, asked in found:
            end = prompts.label(f"choices.{getattr(fact.content, 'stage', 'core')}")
            end = f" ({end}, {prompts.label('choices.discussed')})" if asked else f" ({end})"
            text = short(said(fact.content), CHOICE_CHARACTERS - len(end))
            offered.append(Choice(name=text + end, value=str(fact.id)))
        return offered

    return choices


async def find_question(
    replies: Replies, interaction: Interaction, wanted: str | None, article: str | None
) -> Fact | None:
    """The question that was chosen, or typed by a part that only one has; None where none was.

    Raises QuestionUnknown, also where it is about another article than the one that was chosen.
    """
    if wanted is None or not wanted.strip():
        return None
    server_id, discussions = server_of(interaction), replies.library.discussions
    article_id = await named_article(replies, interaction, article) if article else None
    if wanted.isascii() and wanted.isdigit() and len(wanted) < 10:
        fact = await discussions.question(server_id, int(wanted))
        if article_id not in (None, fact.article_id):
            raise QuestionUnknown
        return fact
    found = await discussions.offered(server_id, who_of(interaction), wanted, article_id, 2)
    if len(found) != 1:
        raise QuestionUnknown
    return found[0][0]
