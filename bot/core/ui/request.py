"""Answering: from a request to a message, through the cache of pages. Commands and buttons both come here."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

import discord
from cachetools import TTLCache
from discord.ui import LayoutView

from bot.core.model.article import Article, ArticleCard
from bot.core.model.errors.reader import ServerOnly, SharedAlready, ShareForbidden, ValueUnknown
from bot.core.rules.library import Library
from bot.core.templates.article_text import hidden_page
from bot.core.templates.paging import Page
from bot.core.templates.prompts import Prompts
from bot.core.ui.actions import Nothing, ShareAnswer, ShowAnyway, Showing, TurnPage
from bot.core.ui.layouts import Turns, layout
from bot.features.answers.answer_cache import AnswerCache
from bot.features.answers.model import Request
from bot.features.answers.page_cache import PageCache, PageKey

Interaction = discord.Interaction[Any]
NOBODY = discord.AllowedMentions.none()


@dataclass
class Replies:
    """What commands and buttons need: the library, the templates by locale, and how answers are shown at first."""

    library: Library
    prompts: Mapping[str, Prompts]
    public: bool = False
    erase_after_days: int = 30
    answers: AnswerCache = field(default_factory=AnswerCache)
    cache: PageCache = field(default_factory=PageCache)
    # One announcement at a time, so that no discussion is told twice.
    announcing: asyncio.Lock = field(default_factory=asyncio.Lock)
    # Messages whose answer is being shared or was: a second press that comes before the button has gone.
    shared: TTLCache[int, bool] = field(default_factory=lambda: TTLCache(maxsize=5_000, ttl=900))

    def prompts_for(self, interaction: Interaction) -> Prompts:
        """The templates in the person's language, or else in the server's, or else in English."""
        if found := self._spoken(interaction.locale.value):
            return found
        settings = self.library.desk.remembered_settings(interaction.guild_id or 0)
        return self._spoken(settings.language if settings else None) or self.prompts["en"]

    async def prompts_of(self, server_id: int) -> Prompts:
        """The templates for what is posted for the class: in the server's language, or else in English."""
        return self._spoken((await self.library.settings(server_id)).language) or self.prompts["en"]

    def _spoken(self, locale: str | None) -> Prompts | None:
        return (self.prompts.get(locale) or self.prompts.get(locale[:2])) if locale else None

    async def prepare(self, interaction: Interaction) -> None:
        """Reads how the server is set up where that decides on the language of the answer."""
        if interaction.guild_id is not None and self._spoken(interaction.locale.value) is None:
            await self.library.settings(interaction.guild_id)

    async def answer(self, interaction: Interaction, request: Request, share: bool | None) -> None:
        """Answers a command: for the person alone, or for everybody where they may send messages."""
        if share and not may_send(interaction):
            raise ShareForbidden
        public = share if share is not None else await self.is_public(interaction) and may_send(interaction)
        showing: Showing = "public" if public else "private"
        view = await self.page(interaction, request, showing, 1, posted=public, opened=False)
        await interaction.response.send_message(view=view, ephemeral=not public, allowed_mentions=NOBODY)

    async def is_public(self, interaction: Interaction) -> bool:
        """Whether answers are for everybody at first: as the server is set up, or else as the operator chose."""
        chosen = (await self.library.settings(server_of(interaction))).answers_public
        return self.public if chosen is None else chosen

    async def hides(self, server_id: int, article: ArticleCard | Article) -> bool:
        """Whether what an article says is shown in this server only to whoever presses Show anyway."""
        return article.content_note is not None and (await self.library.settings(server_id)).hide_behind_note

    async def page(
        self,
        interaction: Interaction,
        request: Request,
        showing: Showing,
        number: int,
        *,
        posted: bool = False,
        opened: bool = True,
    ) -> LayoutView:
        """A page of an answer, from the cache or made anew. A page past the end is the last one.

        ``posted``: for the class, in its language; ``opened``: by somebody who has seen its content note.
        """
        server_id = server_of(interaction)
        prompts = await self.prompts_of(server_id) if posted else self.prompts_for(interaction)
        shelf = await self.library.shelf(server_id, request.article_id)
        hidden = not opened and await self.hides(server_id, shelf.card)
        key = PageKey(shelf.digest, prompts.locale, request, showing, number, hidden)
        view = self.cache.get(key)
        if view is None:
            pages = self.answers.pages(prompts, request, shelf)
            page = pages[min(number, len(pages)) - 1]
            found = replace(request, article_id=shelf.card.id)
            turns = _turns(found, showing, page)
            if hidden and not page.empty:
                page, turns = hidden_page(prompts, page.heading), Turns(reveal=ShowAnyway(found, showing))
            view = self.cache[key] = layout(prompts, page, turns)
        return view

    async def show_anyway(self, interaction: Interaction, action: ShowAnyway) -> None:
        """Shows what a content note hid: in place where the answer is the presser's own, else in a private reply."""
        await show(interaction, await self.page(interaction, action.request, action.showing, 1))

    async def turn(self, interaction: Interaction, turn: TurnPage) -> None:
        """Turns a page: in place where the answer is the presser's own, else in a private reply."""
        view = await self.page(interaction, turn.request, turn.showing, turn.page)
        await show(interaction, view)

    async def share(self, interaction: Interaction, request: Request) -> None:
        """Posts the whole answer anew for everybody, once."""
        if not may_send(interaction):
            raise ShareForbidden
        message_id = interaction.message.id if interaction.message else 0
        if message_id in self.shared:
            raise SharedAlready
        self.shared[message_id] = True
        try:
            mine = await self.page(interaction, request, "shared", 1)
            everybodys = await self.page(interaction, request, "public", 1, posted=True, opened=False)
            await interaction.response.edit_message(view=mine, allowed_mentions=NOBODY)
            try:
                await interaction.followup.send(view=everybodys, allowed_mentions=NOBODY)
            except discord.HTTPException:
                again = await self.page(interaction, request, "private", 1)
                await interaction.edit_original_response(view=again, allowed_mentions=NOBODY)
                raise
        except BaseException:
            self.shared.pop(message_id, None)
            raise


def _turns(request: Request, showing: Showing, page: Page) -> Turns:
    return Turns(
        back=TurnPage(request, showing, page.number - 1) if page.number > 1 else None,
        forward=TurnPage(request, showing, page.number + 1) if page.number < page.count else None,
        share=ShareAnswer(request) if showing == "private" and not page.empty else None,
        shared=Nothing() if showing == "shared" else None,
    )


async def reply(interaction: Interaction, view: LayoutView, *files: discord.File) -> None:
    """A private reply of its own, or what a deferred one was waiting for; files come with the latter."""
    if interaction.response.is_done():
        await interaction.edit_original_response(view=view, attachments=files, allowed_mentions=NOBODY)
    else:
        await interaction.response.send_message(view=view, ephemeral=True, allowed_mentions=NOBODY)


async def later(interaction: Interaction) -> None:
    """Says that an answer comes: for what may take longer than the three seconds that Discord waits."""
    await interaction.response.defer(ephemeral=True, thinking=True)


async def show(interaction: Interaction, view: LayoutView) -> None:
    """Shows a page to the presser: in place of their own message, else in a private reply."""
    if is_private(interaction):
        await interaction.response.edit_message(view=view, allowed_mentions=NOBODY)
    else:
        await interaction.response.send_message(view=view, ephemeral=True, allowed_mentions=NOBODY)


def server_of(interaction: Interaction) -> int:
    """The server that a command or a button was used in. Raises ServerOnly."""
    if interaction.guild_id is None:
        raise ServerOnly
    return interaction.guild_id


def channel_of(interaction: Interaction) -> int | None:
    """The channel that a command was used in; of a thread, the channel that it belongs to."""
    channel = interaction.channel
    if isinstance(channel, discord.Thread):
        return channel.parent_id
    return interaction.channel_id


def checked(option: str, value: str, choices: tuple[str, ...]) -> str:
    """A choice that Discord sent, if it is one. Raises ValueUnknown."""
    if value not in choices:
        raise ValueUnknown(option, value, choices)
    return value


def is_private(interaction: Interaction) -> bool:
    """Whether the message that was pressed is the presser's own, seen by nobody else."""
    return interaction.message is not None and interaction.message.flags.ephemeral


def may_send(interaction: Interaction) -> bool:
    """Whether the person may send messages where they are; threads have a permission of their own."""
    rights = interaction.permissions
    in_thread = isinstance(interaction.channel, discord.Thread)
    return rights.send_messages_in_threads if in_thread else rights.send_messages
