"""What a warm-up asks, and how it is posted: the one place that would change with another way to discuss."""

from __future__ import annotations

import discord

from bot.core.model.article import ArticleCard
from bot.core.model.fact import Fact
from bot.core.model.translations import in_language
from bot.core.templates.paging import MESSAGE_CHARACTERS
from bot.core.templates.prompts import Prompts
from bot.core.ui.actions import ShowSource
from bot.core.ui.panels import Choice, Panel, Part, panel_view
from bot.core.ui.request import NOBODY, Replies
from bot.features.weekly_questions.contexts import QuestionContext

WarmUpChannel = discord.TextChannel
NEEDS = ("view_channel", "send_messages")
"""The permissions that posting a question needs in its channel."""
_QUOTE_MOST = (2_000, 600, 150)


async def next_question(replies: Replies, server_id: int, article_id: int) -> Fact | None:
    """The next open question of an article that was neither discussed here nor a warm-up; None where all were.

    Raises ArticleGone, NoArticle.
    """
    return await replies.library.discussions.next_question(server_id, article_id)


async def post_question(
    client: discord.Client, replies: Replies, server_id: int, channel: WarmUpChannel, fact: Fact
) -> None:
    """Posts a question for the class. Raises discord.HTTPException."""
    prompts = await replies.prompts_of(server_id)
    card = await replies.library.card(server_id, fact.article_id)
    hidden = await replies.hides(server_id, card)
    shown = fact.model_copy(update={"content": in_language(fact.content, prompts.locale)})
    await channel.send(view=panel_view(prompts, _panel(prompts, card, shown, hidden)), allowed_mentions=NOBODY)


def _panel(prompts: Prompts, card: ArticleCard, fact: Fact, hidden: bool) -> Panel:
    """The question with its quote, which is cut only where the whole doesn't fit one message."""
    for most in _QUOTE_MOST:
        context = QuestionContext(card, fact, most, hidden).names()
        heading = prompts.render("warm_up", "heading", context)
        parts = [Part(prompts.render("warm_up", block, context)) for block in ("question", "quote")]
        footer = prompts.render("warm_up", "footer", context)
        panel = Panel(heading, parts, footer, [Choice(ShowSource(fact.id), "source")])
        if panel.characters <= MESSAGE_CHARACTERS:
            break
    return panel
