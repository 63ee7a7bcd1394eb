"""What a weekly question asks, and how it is posted."""

import discord

from bot.core.model.fact import Fact, Question
from bot.core.rules.library import Library
from bot.core.ui.actions import ShowSource
from bot.core.ui.bot import NOBODY, Bot
from bot.core.ui.class_question import make_prompt, prompt_context, translated
from bot.core.ui.panels import Choice, panel_view
from bot.core.ui.permissions import lacking

NEEDS = ("view_channel", "send_messages")
"""The permissions that posting a question needs in its channel."""


def missing_in(channel: discord.TextChannel) -> tuple[str, ...]:
    """List the permissions that the bot lacks in a channel to post questions there."""
    return tuple(lacking(channel.permissions_for(channel.guild.me), NEEDS))


async def post_question(bot: Bot, channel: discord.TextChannel, fact: Fact, nonce: str) -> discord.Message:
    """Post a question for the class, without a thread of its own: once under one nonce, however often it is sent."""
    question = fact.content
    assert isinstance(question, Question)
    library, prompts = bot.get(Library), await bot.class_prompts(channel.guild.id)
    article = await library.article(channel.guild.id, fact.article_id)
    hidden = await library.hides(channel.guild.id, article)
    context = prompt_context(article, translated(prompts, question), hidden=hidden)
    source = Choice(ShowSource(fact.id), "source")
    view = panel_view(prompts, make_prompt(prompts, context, "prompt", "talk", "prompt_footer", buttons=[source]))
    return await channel.send(view=view, nonce=nonce, allowed_mentions=NOBODY)
