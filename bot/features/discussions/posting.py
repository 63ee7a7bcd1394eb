"""Posting a question with its thread, from a command, a button or a schedule."""

from __future__ import annotations

import discord
from discord.ui import LayoutView

from bot.core.model.fact import Fact, Question
from bot.core.model.people import OPERATOR, Who
from bot.core.templates.prompts import Prompts
from bot.core.ui.actions import ShowSource
from bot.core.ui.panels import Choice, Panel, Part, panel_view
from bot.core.ui.request import NOBODY, Replies
from bot.features.discussions.buttons import AskNext, CloseDiscussion, GiveStarter
from bot.features.discussions.contexts import PromptContext
from bot.features.discussions.errors import PostRefused, QuestionUnknown
from bot.features.discussions.model import Discussion
from bot.features.discussions.option import Place, place_of, tags_of
from bot.features.discussions.prompts import make_prompt, prompt_context, thread_name, translated


async def post_question(
    client: discord.Client,
    replies: Replies,
    server_id: int,
    channel_id: int | None,
    fact: Fact,
    *,
    who: Who = OPERATOR,
    group_number: int | None = None,
    after_id: int | None = None,
    fresh: bool = False,
) -> Discussion | None:
    """Posts a question and opens its thread. ``fresh``: only where it was not posted before, else None.

    Nothing is posted before the discussion is written down, and nothing is tried again, so that nothing is posted
    twice. Raises ModeratorsOnly, TalkChannelUnfit, BotLacks, QuestionUnknown, FactGone, NextAsked, PostRefused.
    """
    place = place_of(client, server_id, channel_id)
    source = await replies.library.source(server_id, fact.id)
    if not isinstance(source.fact.content, Question):
        raise QuestionUnknown
    prompts = await replies.prompts_of(server_id)
    hidden = await replies.hides(server_id, source.article)
    question = translated(prompts, source.fact.content)
    context = prompt_context(source.article, question, group_number, hidden=hidden)
    discussions = replies.library.discussions
    begun = await discussions.begin(
        server_id, who, source.fact, place.id, group_number=group_number, after_id=after_id, fresh=fresh
    )
    if begun is None:
        return None
    post = _Post(prompts, context, begun, place)
    try:
        first = await post.first(f"{server_id:x}-{begun.id:x}")
    except discord.HTTPException as error:
        if error.status < 500:  # refused: nothing of it is there
            await discussions.failed(server_id, begun)
        raise PostRefused(place.id) from error
    try:
        thread_id, message_id = await post.rest(first)
    except discord.HTTPException as error:
        raise PostRefused(place.id) from error
    return await discussions.opened(server_id, begun, thread_id, message_id)


class _Post:
    """The messages of a discussion: in a forum one post, else a card in the channel and a prompt in its thread."""

    def __init__(self, prompts: Prompts, context: PromptContext, discussion: Discussion, place: Place) -> None:
        self._prompts = prompts
        self._context = context
        self._place = place
        self._name = thread_name(prompts, context)
        self._prompt = prompt_view(prompts, context, discussion)
        self._card = card_view(prompts, context, discussion)

    async def first(self, nonce: str) -> discord.Message | tuple[int, int]:
        """Posts the card; of a forum's post, the ids of the thread and the message."""
        if isinstance(self._place, discord.TextChannel):
            # With the nonce, Discord takes the message once, even if it is sent again after an error of theirs.
            return await self._place.send(view=self._card, nonce=nonce, allowed_mentions=NOBODY)
        tags = tags_of(self._prompts, self._place, self._context.question)
        made = await self._place.create_thread(
            name=self._name, view=self._prompt, applied_tags=tags, allowed_mentions=NOBODY
        )
        return made.thread.id, made.message.id

    async def rest(self, first: discord.Message | tuple[int, int]) -> tuple[int, int]:
        """Opens the thread of the card and posts the prompt in it. Returns their ids."""
        if isinstance(first, tuple):
            return first
        thread = await first.create_thread(name=self._name)
        message = await thread.send(view=self._prompt, nonce=str(first.id), allowed_mentions=NOBODY)
        return thread.id, message.id


def card_view(prompts: Prompts, context: PromptContext, discussion: Discussion) -> LayoutView:
    """What the channel sees: the question, with its source beside it."""
    names = context.names()
    question = Part(
        prompts.render("discuss", "question", names), [Choice(ShowSource(discussion.fact_id), "source")], beside=True
    )
    footer = prompts.render("discuss", "card_footer", names)
    return panel_view(prompts, Panel(prompts.render("discuss", "card", names), [question], footer))


def prompt_view(prompts: Prompts, context: PromptContext, discussion: Discussion) -> LayoutView:
    """The prompt, with the buttons for those who talk and for who leads."""
    prompt = make_prompt(prompts, context, "prompt", "talk", "prompt_footer")
    buttons = [
        Choice(ShowSource(discussion.fact_id), "source"),
        Choice(GiveStarter(discussion.id), "starter", main=True),
        Choice(AskNext(discussion.id), "ask_next"),
        Choice(CloseDiscussion(discussion.id), "close"),
    ]
    return panel_view(prompts, Panel(prompt.heading, [Part(text) for text in prompt.texts], "", buttons))
