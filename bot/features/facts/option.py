"""The option ``fact``: what it offers while a moderator types, and what it takes."""

from __future__ import annotations

import logging
from collections.abc import Callable, Coroutine
from typing import Any

from discord.app_commands import Choice

from bot.core.model.errors.changes import NoSuchFact
from bot.core.model.search import folded
from bot.core.templates.differences import said
from bot.core.ui.choices import CHOICE_CHARACTERS, MOST_CHOICES, short
from bot.core.ui.request import Interaction, Replies, server_of
from bot.core.ui.rights import who_of

log = logging.getLogger(__name__)


# In front of the number of a fact that was chosen: what somebody types is a word of it, and may be a number too.
_CHOSEN = "fact:"


def fact_choices(replies: Replies) -> Callable[[Interaction, str], Coroutine[Any, Any, list[Choice[str]]]]:
    """Offers the facts that have what was typed so far in their text, with their kind and state."""

    async def choices(interaction: Interaction, typed: str) -> list[Choice[str]]:
        prompts = replies.prompts_for(interaction)
        try:
            found = await replies.library.search_facts(server_of(interaction), who_of(interaction), typed, MOST_CHOICES)
        except Exception:
            log.exception("the facts could not be offered")  # as in article_option
            return []
        offered = []
        for fact in found:
            kind = prompts.label(f"kinds.{fact.content.kind}")
            state = "" if fact.state == "published" else f", {prompts.label(f'states.{fact.state}')}"
            end = f" ({kind}{state})"
            text = short(said(fact.content), CHOICE_CHARACTERS - len(end))
            offered.append(Choice(name=text + end, value=f"{_CHOSEN}{fact.id}"))
        return offered

    return choices


async def chosen_fact(replies: Replies, interaction: Interaction, wanted: str) -> int:
    """The id of the fact that was chosen, or typed by a part that only one has. Raises NoSuchFact."""
    await replies.library.require_moderator(server_of(interaction), who_of(interaction))
    number = wanted.removeprefix(_CHOSEN)
    if number != wanted and number.isascii() and number.isdigit() and len(number) < 10:
        return int(number)
    found = await replies.library.search_facts(server_of(interaction), who_of(interaction), folded(wanted), 2)
    if len(found) != 1:
        raise NoSuchFact
    return found[0].id
