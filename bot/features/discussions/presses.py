"""The buttons under a discussion's prompt: a starter for who talks; the next question and the end for who leads."""

import logging

import discord
from discord.ui import LayoutView

from bot.core.model.errors.reader import FactGone
from bot.core.model.fact import Question
from bot.core.rules.library import Library
from bot.core.templates.prompts import Prompts
from bot.core.ui.bot import NOBODY
from bot.core.ui.class_question import prompt_context, translated
from bot.core.ui.outbox import SENDING, insist, why
from bot.core.ui.panels import panel_view
from bot.core.ui.request import Request
from bot.core.ui.why_refused import why_refused
from bot.features.discussions.buttons import AskNext, CloseDiscussion, GiveStarter
from bot.features.discussions.contexts import UnarchivedContext
from bot.features.discussions.errors import DiscussionUnknown
from bot.features.discussions.model import Discussion
from bot.features.discussions.panels import closed_panel, starter_panel
from bot.features.discussions.posting import place_of, post_next, say_posted
from bot.features.discussions.rules import DiscussionRules

log = logging.getLogger(__name__)


async def give_starter(request: Request, action: GiveStarter) -> None:
    """Show the presser, and nobody else, a way to begin an answer, with the quote to point to. Raises FactGone."""
    discussion = await _pressed(request, action.discussion_id)
    source = await request.get(Library).source(request.server_id, discussion.fact_id)
    if not isinstance(source.fact.content, Question):
        raise FactGone
    await request.reply(starter_panel(request.prompts, source.article, source.fact.content))


async def ask_next(request: Request, action: AskNext) -> None:
    """Post the next question in the same channel, once; for a group, for the same group."""
    await request.require()
    discussion = await _pressed(request, action.discussion_id)
    await request.get(DiscussionRules).require_next(request.server_id, discussion.article_id)
    await request.later()
    posted = await post_next(
        request,
        discussion.article_id,
        discussion.channel_id,
        group_number=discussion.group_number,
        after_id=discussion.id,
    )
    await say_posted(request, [posted])


async def close_discussion(request: Request, action: CloseDiscussion) -> None:
    """Close a discussion, post in its thread what was asked, once, and archive that, as far as Discord lets the bot.

    Raises DiscussionUnknown, BotLacks.
    """
    await request.require()
    server_id, prompts = request.server_id, request.prompts
    discussion = await _pressed(request, action.discussion_id)
    place_of(request.client, server_id, discussion.channel_id, closing=True)
    if discussion.thread_id is None:
        raise DiscussionUnknown
    await request.later()
    closed = await request.get(DiscussionRules).close(server_id, request.who, discussion)
    await request.bot.thread_ended(server_id, discussion.thread_id)
    try:
        thread = await _thread(request, discussion.thread_id)
    except discord.NotFound:
        await request.reply(prompts.render("discussions", "closed_gone"))
        return
    except SENDING as error:
        await request.reply(_unarchived(prompts, error))
        return
    said = closed and await _say_end(request, discussion, thread)
    # First, since nothing may be written into an archived thread.
    await request.reply(prompts.render("discussions", "closed_done"))
    if said or not thread.archived:
        try:
            await thread.edit(archived=True)
        except SENDING as error:
            await request.reply(_unarchived(prompts, error))


async def _say_end(request: Request, discussion: Discussion, thread: discord.Thread) -> bool:
    """Post in a discussion's thread what was asked. Returns whether Discord took it."""
    view, nonce = await _closing(request, discussion), f"e{discussion.id}"
    try:
        await insist(lambda: thread.send(view=view, nonce=nonce, allowed_mentions=NOBODY))
    except SENDING as error:
        log.info("the end of a discussion was not posted: %s", why(error))
        return False
    return True


def _unarchived(prompts: Prompts, error: Exception) -> str:
    return prompts.render("discussions", "closed_open", UnarchivedContext(why_refused(error)))


async def _pressed(request: Request, discussion_id: int) -> Discussion:
    """Find the discussion that a button speaks of. Raises DiscussionUnknown, also where it is not on its prompt.

    The bot may have ended after it posted a prompt and before it noted where: the press tells.
    """
    rules, thread, message_id = request.get(DiscussionRules), request.thread, request.pressed
    found = await rules.get(request.server_id, discussion_id)
    if found.message_id not in (None, message_id):
        raise DiscussionUnknown
    if found.state != "opening" or thread is None or thread.parent_id != found.channel_id or message_id is None:
        return found
    return await rules.opened(request.server_id, found, thread.id, message_id)


async def _thread(request: Request, thread_id: int) -> discord.Thread:
    """Fetch a discussion's thread: one that was archived is not in memory.

    Raises DiscussionUnknown, and discord.NotFound where it is gone.
    """
    found = await request.client.fetch_channel(thread_id)
    if not isinstance(found, discord.Thread) or found.guild.id != request.server_id:
        raise DiscussionUnknown
    return found


async def _closing(request: Request, discussion: Discussion) -> LayoutView:
    prompts, context = await request.class_prompts(), None
    asked = await request.desk.store.fact(request.server_id, discussion.fact_id)
    if asked is not None and isinstance(asked[0].content, Question):
        hidden = await request.get(Library).hides(request.server_id, asked[1])
        question = translated(prompts, asked[0].content)
        context = prompt_context(asked[1], question, discussion.group_number, hidden=hidden)
    return panel_view(prompts, closed_panel(prompts, context))
