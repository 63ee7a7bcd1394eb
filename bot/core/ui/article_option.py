"""The option ``article``: what it offers while somebody types, and what it takes."""

from __future__ import annotations

import logging
from collections.abc import Callable, Coroutine
from typing import Any

from discord.app_commands import Choice

from bot.core.model.search import folded
from bot.core.ui.choices import MOST_CHOICES, short
from bot.core.ui.request import Interaction, Replies, channel_of, server_of
from bot.core.ui.rights import who_of

log = logging.getLogger(__name__)


async def named_article(replies: Replies, interaction: Interaction, wanted: str | None) -> int | None:
    """The id of the article that was chosen or typed; None for the server's current one. Raises ArticleUnknown.

    With nothing chosen, a channel with an article of its own is answered from that.
    """
    if wanted is None or not wanted.strip():
        settings = await replies.library.settings(server_of(interaction))
        return settings.channels.get(channel_of(interaction) or 0)
    return await replies.library.find_article(server_of(interaction), wanted)


def article_choices(
    replies: Replies, *, archived: bool = False
) -> Callable[[Interaction, str], Coroutine[Any, Any, list[Choice[str]]]]:
    """Offers the server's articles whose title or short name has what was typed so far, ids as values."""

    async def choices(interaction: Interaction, typed: str) -> list[Choice[str]]:
        word = folded(typed)
        try:
            server_id = server_of(interaction)
            # What was put away is for moderators, whoever Discord shows the command to.
            away = archived and await replies.library.is_moderator(server_id, who_of(interaction))
            cards = await replies.library.cards(server_id, archived=away)
        except Exception:
            # Nobody can be told while they type. discord.py's own line in the log would say who it was.
            log.exception("the articles could not be offered")
            return []
        fitting = [c for c in cards if word in folded(c.title) or word in folded(c.slug)]
        return [Choice(name=short(card.title), value=str(card.id)) for card in fitting[:MOST_CHOICES]]

    return choices


async def chosen_article(replies: Replies, interaction: Interaction, wanted: str | None) -> int:
    """The article that was chosen, or else the one that is current here. Raises NoArticle, ArticleUnknown."""
    found = await named_article(replies, interaction, wanted)
    if found is not None:
        return found
    return await replies.library.current(server_of(interaction), channel_of(interaction))
