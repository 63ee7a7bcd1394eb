"""What each button does."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

from bot.core.model.errors.reader import ButtonUnknown
from bot.core.ui import form_opening, form_sending
from bot.core.ui.actions import (
    Action,
    ListArticles,
    Nothing,
    OpenArticle,
    ReadArticle,
    ShareAnswer,
    ShowAnyway,
    ShowSource,
    TurnPage,
    WrittenAction,
)
from bot.core.ui.curating import ChoosePlace, ConfirmForm, DropForm, ReopenForm, SaveAnyway, UndoChange
from bot.core.ui.reading import read_article, show_source
from bot.core.ui.request import Interaction, Replies
from bot.features.answers.reading import list_articles
from bot.features.articles import commands as managing
from bot.features.articles import import_panels as importing
from bot.features.articles.buttons import EditArticleForm, FollowServer, MakeCurrent, UnarchiveArticle
from bot.features.discussions import presses as discussion_presses
from bot.features.facts import commands as curating
from bot.features.facts.buttons import AddFactForm, ChangeFact, EditFactForm, ListFacts
from bot.features.facts.using_message import from_message
from bot.features.history import panels as history_pages
from bot.features.history import presses as history_presses
from bot.features.history.buttons import ShowHistory
from bot.features.polls.commands import PRESSES as POLL_PRESSES
from bot.features.privacy.buttons import ForgetMe
from bot.features.settings.buttons import ClassForm, SetupForm
from bot.features.settings.commands import open_class, open_setup
from bot.features.suggestions import commands as proposing
from bot.features.suggestions import review_panels as reviewing
from bot.features.suggestions.buttons import (
    ApproveDraft,
    BlockProposer,
    FromMessage,
    RejectDraft,
    ReviewDraft,
    ShowMine,
    UnblockMember,
    UnblockProposer,
)
from bot.features.weekly_questions import commands as scheduling
from bot.features.wonder import commands as wondering

Handler = Callable[[Replies, Interaction, Any], Awaitable[None]]
# What the buttons of further matters do, by the class of their action.
HANDLERS: dict[type[Any], Handler] = {
    **discussion_presses.PRESSES,
    **POLL_PRESSES,
    **scheduling.PRESSES,
    **wondering.PRESSES,
}


async def press(replies: Replies, interaction: Interaction, action: Action | None) -> None:
    """Does what a button asks for. Raises a Refusal, ButtonUnknown among them."""
    match action:
        case ShowSource():
            await show_source(replies, interaction, action)
        case TurnPage():
            await replies.turn(interaction, action)
        case ShareAnswer(request):
            await replies.share(interaction, request)
        case ShowAnyway():
            await replies.show_anyway(interaction, action)
        case OpenArticle(article_id):
            await read_article(replies, interaction, article_id)
        case ReadArticle(article_id, page):
            await read_article(replies, interaction, article_id, page)
        case ListArticles():
            await list_articles(replies, interaction, action)
        case Nothing() | None:
            raise ButtonUnknown
        case _:
            await _curate(replies, interaction, action)


async def _curate(replies: Replies, interaction: Interaction, action: WrittenAction) -> None:
    """The buttons of moderators and of who proposes; each asks the library for the right to it."""
    match action:
        case AddFactForm(kind, article_id):
            await form_opening.open_add(replies, interaction, kind, article_id)
        case EditFactForm(fact_id, in_review):
            await form_opening.open_edit(replies, interaction, fact_id, in_review)
        case RejectDraft(fact_id):
            await reviewing.reject(replies, interaction, fact_id)
        case EditArticleForm(article_id):
            await form_opening.open_details(replies, interaction, article_id)
        case ReopenForm(form_id):
            await form_opening.reopen(replies, interaction, form_id)
        case SetupForm():
            await open_setup(replies, interaction)
        case ClassForm():
            await open_class(replies, interaction)
        case FromMessage():
            await from_message(replies, interaction, action)
        case ChoosePlace(form_id, place):
            await form_sending.send_kept(replies, interaction, form_id, place=place)
        case SaveAnyway(form_id):
            await form_sending.send_kept(replies, interaction, form_id, anyway=True)
        case DropForm(form_id):
            await form_sending.drop_kept(replies, interaction, form_id)
        case ConfirmForm(form_id):
            await importing.confirm(replies, interaction, form_id)
        case _:
            await _look_and_change(replies, interaction, action)


async def _look_and_change(replies: Replies, interaction: Interaction, action: WrittenAction) -> None:
    match action:
        case ListFacts():
            await curating.list_facts(replies, interaction, action)
        case ChangeFact():
            await curating.change_fact(replies, interaction, action)
        case ShowHistory():
            await history_pages.show_history(replies, interaction, action)
        case UndoChange():
            await history_presses.undo_change(replies, interaction, action)
        case ReviewDraft():
            await reviewing.review(replies, interaction, action)
        case ApproveDraft():
            await reviewing.approve(replies, interaction, action)
        case BlockProposer():
            await reviewing.block_proposer(replies, interaction, action)
        case UnblockMember() | UnblockProposer():
            await proposing.unblock(replies, interaction, action)
        case ShowMine():
            await proposing.show_mine(replies, interaction, action)
        case ForgetMe():
            await proposing.forget_me(replies, interaction, action)
        case MakeCurrent():
            await managing.press_current(replies, interaction, action)
        case FollowServer():
            await managing.follow_server(replies, interaction, action)
        case UnarchiveArticle():
            await managing.unarchive(replies, interaction, action)
        case _:
            handler = HANDLERS.get(type(action))
            if handler is None:
                raise ButtonUnknown
            await handler(replies, interaction, action)
