"""The option ``question`` of a poll: the article's published questions, or what somebody types."""

from __future__ import annotations

import logging
from collections.abc import Callable, Coroutine
from typing import Any

from discord.app_commands import Choice

from bot.core.model.errors.reader import FactGone, NoArticle
from bot.core.model.fact import Question
from bot.core.model.search import folded
from bot.core.ui.choices import CHOICE_CHARACTERS, MOST_CHOICES, short
from bot.core.ui.request import Interaction, Replies, channel_of, server_of

log = logging.getLogger(__name__)


def question_choices(replies: Replies) -> Callable[[Interaction, str], Coroutine[Any, Any, list[Choice[str]]]]:
    """Offers the questions of the article that is current here which have what was typed, ids as values."""

    async def choices(interaction: Interaction, typed: str) -> list[Choice[str]]:
        word, server_id = folded(typed), server_of(interaction)
        try:
            article_id = await replies.library.current(server_id, channel_of(interaction))
            shelf = await replies.library.shelf(server_id, article_id)
        except NoArticle:
            return []
        except Exception:
            log.exception("the questions could not be offered")  # as in article_option
            return []
        found = [(fact.id, fact.content.text) for fact in shelf.facts if isinstance(fact.content, Question)]
        fitting = [each for each in found if word in folded(each[1])]
        return [Choice(name=short(text, CHOICE_CHARACTERS), value=str(i)) for i, text in fitting[:MOST_CHOICES]]

    return choices


async def find_question(replies: Replies, interaction: Interaction, wanted: str) -> str:
    """The question that was chosen, by its number, or else what was typed."""
    if wanted.isascii() and wanted.isdigit() and len(wanted) < 10:
        try:
            source = await replies.library.source(server_of(interaction), int(wanted))
        except FactGone:
            return wanted
        if isinstance(source.fact.content, Question):
            return source.fact.content.text
    return wanted
