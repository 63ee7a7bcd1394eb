"""The buttons under a discussion's prompt: a starter for who talks; the next question and the end for who leads."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

import discord

from bot.core.model.errors.reader import FactGone
from bot.core.model.fact import Question
from bot.core.ui.layouts import sentence_view
from bot.core.ui.panels import Panel, Part, panel_view
from bot.core.ui.request import NOBODY, Interaction, Replies, later, reply, server_of
from bot.core.ui.rights import who_of
from bot.features.discussions.buttons import AskNext, CloseDiscussion, GiveStarter
from bot.features.discussions.contexts import NothingContext, PostedContext
from bot.features.discussions.errors import DiscussionUnknown
from bot.features.discussions.model import Discussion
from bot.features.discussions.option import place_of
from bot.features.discussions.posting import post_question
from bot.features.discussions.prompts import make_prompt, prompt_context, starter, translated


async def discussion_of(replies: Replies, interaction: Interaction, discussion_id: int) -> Discussion:
    """The discussion that a button speaks of. Raises DiscussionUnknown.

    The bot may have ended after it posted a prompt and before it noted where: the press tells.
    """
    server_id, thread = server_of(interaction), interaction.channel
    found = await replies.library.discussions.get(server_id, discussion_id)
    if (
        found.state == "opening"
        and isinstance(thread, discord.Thread)
        and thread.parent_id == found.channel_id
        and interaction.message is not None
    ):
        return await replies.library.discussions.opened(server_id, found, thread.id, interaction.message.id)
    return found


async def give_starter(replies: Replies, interaction: Interaction, action: GiveStarter) -> None:
    """Shows the presser, and nobody else, a way to begin an answer, with the quote to point to. Raises FactGone."""
    prompts = replies.prompts_for(interaction)
    discussion = await discussion_of(replies, interaction, action.discussion_id)
    source = await replies.library.source(server_of(interaction), discussion.fact_id)
    if not isinstance(source.fact.content, Question):
        raise FactGone
    own = translated(prompts, source.fact.content)
    question = own.model_copy(update={"stem": starter(prompts, own)})
    prompt = make_prompt(prompts, prompt_context(source.article, question), "starter", "stem", "starter_footer")
    await reply(interaction, panel_view(prompts, Panel(prompt.heading, [Part(text) for text in prompt.texts])))


async def ask_next(replies: Replies, interaction: Interaction, action: AskNext) -> None:
    """Posts the next question in the same channel, once; for a group, for the same group."""
    server_id, who = server_of(interaction), who_of(interaction)
    await replies.library.require_moderator(server_id, who)
    discussion = await discussion_of(replies, interaction, action.discussion_id)
    await replies.library.discussions.require_next(server_id, discussion.article_id)
    await later(interaction)
    posted = await post_next(
        replies,
        interaction,
        discussion.article_id,
        discussion.channel_id,
        group_number=discussion.group_number,
        after_id=discussion.id,
    )
    await say_posted(replies, interaction, [posted])


async def post_next(
    replies: Replies, interaction: Interaction, article_id: int, channel_id: int | None, **options: Any
) -> Discussion:
    """Posts the next question that was not posted yet. Raises AllDiscussed, NoQuestions, and what posting raises."""
    server_id, who = server_of(interaction), who_of(interaction)
    while True:  # somebody else may take the same one meanwhile
        fact = await replies.library.discussions.require_next(server_id, article_id)
        posted = await post_question(
            interaction.client, replies, server_id, channel_id, fact, who=who, fresh=True, **options
        )
        if posted is not None:
            return posted


async def say_posted(
    replies: Replies, interaction: Interaction, posted: list[Discussion], *, repeated: bool = False
) -> None:
    """Says where the questions stand, and how many are left."""
    left = await replies.library.discussions.left(server_of(interaction), posted[0].article_id)
    context = PostedContext(tuple(each.thread_id or 0 for each in posted), repeated, left)
    await reply(
        interaction, sentence_view(replies.prompts_for(interaction).render("discuss", "posted", context.names()))
    )


async def close_discussion(replies: Replies, interaction: Interaction, action: CloseDiscussion) -> None:
    """Posts in the thread what was asked, once, and archives it. Raises DiscussionUnknown, BotLacks."""
    server_id, who = server_of(interaction), who_of(interaction)
    await replies.library.require_moderator(server_id, who)
    discussion = await discussion_of(replies, interaction, action.discussion_id)
    place_of(interaction.client, server_id, discussion.channel_id, closing=True)
    await later(interaction)
    thread = await _thread(interaction, discussion)
    if await replies.library.discussions.close(server_id, who, discussion):
        await thread.send(view=await _closing(replies, server_id, discussion), allowed_mentions=NOBODY)
    await replies.library.participation.end(server_id, thread.id)
    text = replies.prompts_for(interaction).render("discuss", "closed_done", NothingContext().names())
    await reply(interaction, sentence_view(text))  # first, since nothing may be written into an archived thread
    await thread.edit(archived=True)


async def _thread(interaction: Interaction, discussion: Discussion) -> discord.Thread:
    """The discussion's thread. One that was archived is not in memory. Raises DiscussionUnknown."""
    if discussion.thread_id is None:
        raise DiscussionUnknown
    try:
        found = await interaction.client.fetch_channel(discussion.thread_id)
    except discord.NotFound:
        raise DiscussionUnknown from None
    if not isinstance(found, discord.Thread) or found.guild.id != interaction.guild_id:
        raise DiscussionUnknown
    return found


async def _closing(replies: Replies, server_id: int, discussion: Discussion) -> discord.ui.LayoutView:
    prompts = await replies.prompts_of(server_id)
    asked = await replies.library.discussions.asked(server_id, discussion)
    if asked is None or not isinstance(asked[0].content, Question):
        return panel_view(prompts, Panel(prompts.render("discuss", "closed_bare", NothingContext().names())))
    hidden = await replies.hides(server_id, asked[1])
    question = translated(prompts, asked[0].content)
    context = prompt_context(asked[1], question, discussion.group_number, hidden=hidden)
    prompt = make_prompt(prompts, context, "closed", "closed_talk")
    return panel_view(prompts, Panel(prompt.heading, [Part(text) for text in prompt.texts]))


PRESSES: dict[type[Any], Callable[[Replies, Interaction, Any], Awaitable[None]]] = {
    GiveStarter: give_starter,
    AskNext: ask_next,
    CloseDiscussion: close_discussion,
}
