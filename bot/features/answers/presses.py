"""Answering a command, and what the buttons of an answer do: turning its page, sharing it, showing what is hidden."""

from contextlib import suppress
from dataclasses import replace

import discord
from cachetools import TTLCache
from discord.ui import LayoutView

from bot.core.model.base import ID_MOST
from bot.core.model.deeds import deeds
from bot.core.rules.library import Library
from bot.core.ui.bot import NOBODY, Bot
from bot.core.ui.options import named_article
from bot.core.ui.outbox import SENDING, insist, noted, was_refused
from bot.core.ui.paging import Page, page_of
from bot.core.ui.panels import Choice, components_of, panel_view, ready_view, turns
from bot.core.ui.reading import hidden_page
from bot.core.ui.request import Request
from bot.core.ui.sending import send_once
from bot.features.answers.answer_cache import AnswerCache
from bot.features.answers.buttons import ShareAnswer, ShowAnyway, Showing, TurnPage
from bot.features.answers.errors import SharedAlready, ShareForbidden
from bot.features.answers.model import Answer, AnswerChoice, choose_answer
from bot.features.answers.page_cache import KeptPage, PageCache, PageKey


class AnswerCaches:
    """What the process keeps of answers in memory.

    ``shared``: messages whose answer is being shared or was, for a second press that comes before the button has gone.
    """

    def __init__(self, _bot: Bot) -> None:
        self.answers = AnswerCache()
        self.pages = PageCache()
        self.shared: TTLCache[int, bool] = TTLCache(maxsize=5_000, ttl=900)


async def give_answer(
    request: Request,
    answer: Answer,
    article: str | None,
    part: str | None,
    share: bool | None,
    about: str | None = None,
) -> None:
    """Answer a command, about the article that was chosen or else the current one.

    It is for the person alone, or for everybody where they may send messages.
    """
    choice = choose_answer(answer, part, await named_article(request, article), about)
    if share and not request.may_send:
        raise ShareForbidden
    if choice.about:  # it looks through all the facts
        request.take("searches")
    public = share
    if public is None:
        public = await request.bot.answers_public(request.server_id) and request.may_send
    view = await _view(request, choice, "public" if public else "private", 1, posted=public, opened=False)
    await request.reply(view, public=public)


async def turn_page(request: Request, action: TurnPage) -> None:
    """Turn a page: in place where the answer is the presser's own, else in a private reply."""
    await request.show(await _view(request, action.choice, action.showing, action.page))


async def show_anyway(request: Request, action: ShowAnyway) -> None:
    """Show what a content note hid: in place where the answer is the presser's own, else in a private reply."""
    await request.show(await _view(request, action.choice, action.showing, 1))


async def share_answer(request: Request, action: ShareAnswer) -> None:
    """Post the whole answer anew for everybody, once."""
    if not request.may_send:
        raise ShareForbidden
    message_id, shared = request.pressed or 0, request.bot.part(AnswerCaches).shared
    if message_id in shared:
        raise SharedAlready
    shared[message_id] = True
    try:
        mine = await _view(request, action.choice, "shared", 1)
        everybodys = await _view(request, action.choice, "public", 1, posted=True, opened=False)
        await request.show(mine)
        try:
            await noted(lambda: _post(request, everybodys))
        except SENDING as error:
            if was_refused(error):
                await request.show_then(await _view(request, action.choice, "private", 1))
            raise
    except BaseException:
        if not deeds().unsure:  # else it may be there: the sharer is told to look, and can ask for the answer again
            shared.pop(message_id, None)
        raise


async def _post(request: Request, view: LayoutView) -> None:
    """Post an answer where it was asked for. Raises SENDING.

    In the channel, if the bot may: a nonce has Discord take it once there. A follow-up needs no right, but has none.
    """
    interaction, rights = request.interaction, request.interaction.app_permissions
    may = rights.send_messages_in_threads if request.thread else rights.send_messages
    if may and rights.view_channel and interaction.channel_id is not None:
        channel = request.client.get_partial_messageable(interaction.channel_id, guild_id=interaction.guild_id)
        nonce = str(interaction.id)
        with suppress(discord.Forbidden):  # where it isn't in the server at all
            await insist(lambda: channel.send(view=view, nonce=nonce, allowed_mentions=NOBODY))
            return
    await send_once(lambda: interaction.followup.send(view=view, allowed_mentions=NOBODY))


async def _view(
    request: Request,
    choice: AnswerChoice,
    showing: Showing,
    number: int,
    *,
    posted: bool = False,
    opened: bool = True,
) -> LayoutView:
    """Lay out a page of an answer, from memory or anew. A page past the end is the last one.

    ``posted``: for the class, in its language; ``opened``: by somebody who has seen its content note.
    """
    library, caches = request.get(Library), request.bot.part(AnswerCaches)
    prompts = await request.class_prompts() if posted else request.prompts
    shelf = await library.shelf(request.server_id, choice.article_id)
    hidden = not opened and await library.hides(request.server_id, shelf.told.card)
    here = replace(choice, article_id=ID_MOST)
    key = PageKey(shelf.told.digest, prompts.locale, here, showing, number, hidden)
    kept = caches.pages.get(key)
    if kept is None:
        page = page_of(caches.answers.pages(prompts, choice, shelf.told), number)
        buttons = _buttons(here, showing, page)
        if hidden and not page.empty:
            page = hidden_page(prompts, page.heading)
            buttons = [Choice(ShowAnyway(showing, here), "show_anyway", main=True)]
        kept = caches.pages[key] = KeptPage(components_of(panel_view(prompts, page.panel(*buttons))))
    return ready_view(kept.numbered(shelf))


def _buttons(choice: AnswerChoice, showing: Showing, page: Page) -> list[Choice]:
    found = turns(page.number, page.count, lambda number: TurnPage(showing, number, choice))
    if showing == "private" and not page.empty:
        found.append(Choice(ShareAnswer(choice), "share", main=True))
    elif showing == "shared":
        found.append(Choice(None, "shared"))
    return found
