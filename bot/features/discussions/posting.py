"""Posting a question with its thread, from a command or a button: where it can stand, and each at most once."""

from typing import Any

import discord

from bot.core.model.errors.reader import ServerUnseen
from bot.core.model.fact import Fact, Question
from bot.core.model.people import OPERATOR, Who
from bot.core.rules.library import Library
from bot.core.templates.prompts import Prompts
from bot.core.ui.bot import NOBODY, Bot
from bot.core.ui.class_question import prompt_context, translated
from bot.core.ui.outbox import SENDING, post_once, was_refused
from bot.core.ui.panels import panel_view
from bot.core.ui.permissions import require_in
from bot.core.ui.request import Request, described
from bot.features.discussions.contexts import PostedContext
from bot.features.discussions.errors import PostRefused, QuestionUnknown, TalkChannelUnfit
from bot.features.discussions.model import Discussion
from bot.features.discussions.panels import card_panel, prompt_panel
from bot.features.discussions.prompts import thread_name
from bot.features.discussions.rules import DiscussionRules

Place = discord.TextChannel | discord.ForumChannel
# What each needs; to open a thread on a message, Discord wants to let the bot see that message.
_TEXT_NEEDS = (
    "view_channel",
    "send_messages",
    "read_message_history",
    "create_public_threads",
    "send_messages_in_threads",
)
_FORUM_NEEDS = ("view_channel", "send_messages", "send_messages_in_threads")
_CLOSING_NEEDS = ("view_channel", "send_messages_in_threads")


def place_of(client: discord.Client, server_id: int, channel_id: int | None, *, closing: bool = False) -> Place:
    """Find a text channel or a forum of this server, in which the bot may do what a discussion needs, or its end.

    Raises ServerUnseen, TalkChannelUnfit, BotLacks.
    """
    if described(client, server_id) is None:
        raise ServerUnseen
    channel = client.get_channel(channel_id or 0)
    if not isinstance(channel, Place) or channel.guild.id != server_id or channel.type is discord.ChannelType.media:
        raise TalkChannelUnfit
    needs = _FORUM_NEEDS if isinstance(channel, discord.ForumChannel) else _TEXT_NEEDS
    require_in(channel, _CLOSING_NEEDS if closing else needs)
    return channel


async def post_question(
    bot: Bot,
    server_id: int,
    channel_id: int | None,
    fact: Fact,
    *,
    who: Who = OPERATOR,
    group_number: int | None = None,
    after_id: int | None = None,
    fresh: bool = False,
) -> Discussion | None:
    """Post a question and open its thread. ``fresh``: only where it was not asked before, else None.

    Nothing is posted before the discussion is written down, and nothing is tried again, so that nothing is posted
    twice.
    """
    place = place_of(bot.client, server_id, channel_id)
    source = await bot.get(Library).source(server_id, fact.id)
    if not isinstance(source.fact.content, Question):
        raise QuestionUnknown
    prompts = await bot.class_prompts(server_id)
    hidden = await bot.get(Library).hides(server_id, source.article)
    question = translated(prompts, source.fact.content)
    context = prompt_context(source.article, question, group_number, hidden=hidden)
    rules = bot.get(DiscussionRules)
    begun = await rules.begin(
        server_id, who, source.fact, place.id, group_number=group_number, after_id=after_id, fresh=fresh
    )
    if begun is None:
        return None
    name = thread_name(prompts, context)
    prompt = panel_view(prompts, prompt_panel(prompts, context, begun))
    card = panel_view(prompts, card_panel(prompts, context, begun))

    async def send() -> discord.Message | tuple[discord.Thread, discord.Message]:
        """Post the card in a text channel; in a forum the whole post."""
        if isinstance(place, discord.TextChannel):
            return await place.send(view=card, nonce=f"{server_id:x}-{begun.id:x}", allowed_mentions=NOBODY)
        tags = _tags(prompts, place, question)
        return await place.create_thread(name=name, view=prompt, applied_tags=tags, allowed_mentions=NOBODY)

    async def posted(sent: discord.Message | tuple[discord.Thread, discord.Message]) -> Discussion:
        """Open the card's thread with the prompt in it, unless it is there, and note where that is."""
        if isinstance(sent, discord.Message):
            thread = await sent.create_thread(name=name)
            message = await thread.send(view=prompt, nonce=str(sent.id), allowed_mentions=NOBODY)
        else:
            thread, message = sent
        return await rules.opened(server_id, begun, thread.id, message.id)

    try:
        return await post_once(send, posted=posted, refused=lambda: rules.failed(server_id, begun))
    except SENDING as error:
        if not was_refused(error):
            raise
        raise PostRefused(place.id) from error


def _tags(prompts: Prompts, forum: discord.ForumChannel, question: Question) -> list[discord.ForumTag]:
    """Choose the tag that names the question's stage; where a forum demands a tag and has none such, its first."""
    stage = {question.stage, prompts.label(f"choices.{question.stage}").casefold()}
    fitting = [tag for tag in forum.available_tags if tag.name.casefold() in stage]
    if not fitting and forum.flags.require_tag:
        fitting = sorted(forum.available_tags, key=lambda tag: tag.moderated)
    return fitting[:1]


async def post_next(request: Request, article_id: int, channel_id: int | None, **options: Any) -> Discussion:
    """Post the next question that was not asked yet. Raises AllDiscussed, NoQuestions, and what posting raises."""
    while True:  # somebody else may take the same one meanwhile
        fact = await request.get(DiscussionRules).require_next(request.server_id, article_id)
        posted = await post_question(
            request.bot, request.server_id, channel_id, fact, who=request.who, fresh=True, **options
        )
        if posted is not None:
            return posted


async def say_posted(request: Request, posted: list[Discussion], *, repeated: bool = False) -> None:
    """Say where the questions stand, and how many are left."""
    left = await request.get(DiscussionRules).left(request.server_id, posted[0].article_id)
    context = PostedContext(tuple(each.thread_id or 0 for each in posted), repeated, len(left))
    await request.reply(request.prompts.render("discussions", "posted", context))
