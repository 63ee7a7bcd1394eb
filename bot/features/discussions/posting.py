"""Posting a question with its thread, from a command or a button: where it can stand, and each at most once."""

import secrets
from dataclasses import dataclass
from functools import partial
from typing import Any, Literal, NoReturn

import discord
from discord.ui import LayoutView

from bot.core.model.deeds import deeds
from bot.core.model.errors.base import Refusal
from bot.core.model.errors.reader import ServerUnseen
from bot.core.model.fact import Fact, Question
from bot.core.model.people import OPERATOR, Who
from bot.core.rules.library import Library
from bot.core.templates.prompts import Prompts
from bot.core.ui.bot import NOBODY, Bot
from bot.core.ui.class_question import prompt_context, translated
from bot.core.ui.outbox import SENDING, insist, noted, was_refused
from bot.core.ui.panels import panel_view
from bot.core.ui.permissions import require_in
from bot.core.ui.request import Request, described
from bot.core.ui.sending import send_once
from bot.core.ui.why_refused import THREAD_THERE, why_refused
from bot.features.discussions.contexts import PostedContext
from bot.features.discussions.errors import (
    DiscussionUnsure,
    PostRefused,
    PromptRefused,
    QuestionUnknown,
    TalkChannelUnfit,
    ThreadRefused,
)
from bot.features.discussions.model import Discussion
from bot.features.discussions.panels import card_panel, prompt_panel
from bot.features.discussions.prompts import thread_name
from bot.features.discussions.rules import DiscussionRules

Place = discord.TextChannel | discord.ForumChannel
_WEEK: Literal[10080] = 10080  # minutes until a thread without a message is archived
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

    Nothing is posted before the discussion is written down, so that nothing is posted twice. Raises PostRefused,
    DiscussionUnsure, ThreadRefused, PromptRefused, and what ``place_of`` and ``begin`` of the rules raise.
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

    post = Post(bot, server_id, begun, name, prompt)
    if isinstance(place, discord.TextChannel):
        thread, message_id = await post.with_card(place, card)
    else:
        thread, message_id = await post.in_forum(place, _tags(prompts, place, question))
    opened = await rules.opened(server_id, begun, thread.id, message_id)
    await bot.thread_began(thread)
    return opened


@dataclass(frozen=True)
class Post:
    """A discussion that is noted, with the name of its thread and its prompt, on its way to Discord."""

    bot: Bot
    server_id: int
    begun: Discussion
    name: str
    prompt: LayoutView

    async def with_card(self, place: discord.TextChannel, card: LayoutView) -> tuple[discord.Thread, int]:
        """Post a card with a thread, and the prompt in that. Returns the thread and the number of the prompt.

        Raises PostRefused, DiscussionUnsure, ThreadRefused, PromptRefused.
        """
        send = partial(place.send, view=card, nonce=secrets.token_hex(12), allowed_mentions=NOBODY)
        try:
            message = await noted(partial(insist, send))
        except SENDING as error:
            await self._take_back(place, error)
        thread = await self._thread_of(place, message)
        send = partial(thread.send, view=self.prompt, nonce=str(message.id), allowed_mentions=NOBODY)
        try:
            return thread, (await insist(send)).id
        except SENDING as error:
            if not was_refused(error):
                raise DiscussionUnsure(thread.id) from error
            await self._rules.opened(self.server_id, self.begun, thread.id, message.id)
            raise PromptRefused(thread.id, why_refused(error)) from error

    async def in_forum(
        self, place: discord.ForumChannel, tags: list[discord.ForumTag], *, again: bool = True
    ) -> tuple[discord.Thread, int]:
        """Post the prompt in a forum. Returns the thread and the number of the prompt.

        It can have no nonce: where Discord gave no answer, it is looked for before it is sent again, once. Raises
        PostRefused, DiscussionUnsure.
        """
        new: dict[str, Any] = {"name": self.name, "view": self.prompt, "applied_tags": tags}
        new |= {"auto_archive_duration": _WEEK, "allowed_mentions": NOBODY}
        try:
            post = await noted(partial(send_once, partial(place.create_thread, **new)))
        except SENDING as error:
            if not was_refused(error):
                if there := await self._find(place):
                    deeds().posted = True
                    return there, there.id  # a forum's first message has the number of its thread
                if again:
                    return await self.in_forum(place, tags, again=False)
            await self._take_back(place, error)
        return post.thread, post.message.id

    @property
    def _rules(self) -> DiscussionRules:
        return self.bot.get(DiscussionRules)

    async def _take_back(self, place: Place, error: Exception) -> NoReturn:
        """Take the discussion back where nothing was posted, and say so. Raises PostRefused, DiscussionUnsure."""
        if not was_refused(error):
            raise DiscussionUnsure(place.id) from error
        await self._rules.failed(self.server_id, self.begun)
        raise PostRefused(place.id, why_refused(error)) from error

    async def _thread_of(self, place: discord.TextChannel, card: discord.Message) -> discord.Thread:
        """Open a card's thread, or find it where it is there already; else take the card down again."""
        try:
            return await card.create_thread(name=self.name, auto_archive_duration=_WEEK)
        except SENDING as error:
            why = why_refused(error)
            if not was_refused(error) or getattr(error, "code", 0) == THREAD_THERE:
                try:
                    found = await self.bot.client.fetch_channel(card.id)  # it has the number of its message
                except discord.NotFound:
                    pass
                except SENDING:
                    raise DiscussionUnsure(place.id) from error
                else:
                    assert isinstance(found, discord.Thread)
                    return found
            try:
                await card.delete()
            except SENDING:
                raise ThreadRefused(place.id, why, stays=True) from error
            await self._rules.failed(self.server_id, self.begun)
            raise ThreadRefused(place.id, why, stays=False) from error

    async def _find(self, place: discord.ForumChannel) -> discord.Thread | None:
        """Find the newest thread of this name that the bot opened in a forum and the store doesn't know.

        Raises DiscussionUnsure where Discord doesn't answer that either.
        """
        me = self.bot.client.user
        try:
            active = await place.guild.active_threads()
        except SENDING as error:
            raise DiscussionUnsure(place.id) from error
        mine = [t for t in active if me and (t.parent_id, t.owner_id, t.name) == (place.id, me.id, self.name)]
        unknown = [thread for thread in mine if await self._rules.find(self.server_id, thread.id) is None]
        return max(unknown, key=lambda thread: thread.id, default=None)


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


async def say_posted(
    request: Request, posted: list[Discussion], *, repeated: bool = False, failed: Refusal | None = None
) -> None:
    """Say where the questions stand, and how many are left; ``failed``: why there are no more."""
    left = await request.get(DiscussionRules).left(request.server_id, posted[0].article_id)
    why = None if failed is None else request.prompts.sentence(failed, in_form=True)
    context = PostedContext(tuple(each.thread_id or 0 for each in posted), repeated, len(left), why)
    await request.reply(request.prompts.render("discussions", "posted", context))
