"""/wonder: a student's own question, step by step as in the Question Formulation Technique.

A focus, many questions, open or closed, improve, choose; then the article's words, and the moderators look at it.
After the Right Question Institute's technique. All of it is the presser's own until they send it.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import Any

from discord.app_commands import CommandTree

from bot.core.model.errors.changes import FormGone
from bot.core.model.errors.reader import ArticleGone
from bot.core.model.fact import TEXT_MOST
from bot.core.model.quotes import Body
from bot.core.ui.labels import Texts
from bot.core.ui.panels import panel_view
from bot.core.ui.purposes import SendQuestions, WriteQuestions
from bot.core.ui.request import Interaction, Replies, channel_of, reply, server_of, show
from bot.core.ui.rights import who_of
from bot.features.wonder.buttons import (
    WonderAbout,
    WonderAnew,
    WonderFocus,
    WonderGo,
    WonderPick,
    WonderWords,
    WonderWrite,
)
from bot.features.wonder.errors import ChosenEnough, NothingChosen, QuestionTooLong
from bot.features.wonder.forms import list_form, words_form
from bot.features.wonder.model import CHOSEN_MOST
from bot.features.wonder.panels import anew_panel, focus_panel, step_panel
from bot.features.wonder.session import Session, check_may, drop, latest, load, save
from bot.features.wonder.speech import speech_of


def add_wondering(tree: CommandTree, replies: Replies, texts: Texts) -> None:
    """Adds the command with which everybody can shape a question of their own."""

    @tree.command(**texts.command("wonder"))
    async def wonder(interaction: Interaction) -> None:
        await check_may(replies, interaction)
        speech, session = await speech_of(replies, interaction), await latest(replies, interaction)
        server_id = server_of(interaction)
        if session is not None:
            try:
                article = await replies.library.readable(server_id, session.article_id)
                await reply(interaction, panel_view(speech.prompts, step_panel(speech, session, article)))
                return
            except ArticleGone:
                pass  # the questions stay, and want another focus
        article_id = await replies.library.current(server_id, channel_of(interaction))
        article = await replies.library.readable(server_id, article_id)
        kept = None if session is None else session.form_id
        await reply(interaction, panel_view(speech.prompts, focus_panel(speech, article_id, article, 1, kept)))


async def choose_focus(replies: Replies, interaction: Interaction, action: WonderFocus) -> None:
    """Shows a page of the paragraphs."""
    await check_may(replies, interaction)
    speech = await speech_of(replies, interaction)
    article = await replies.library.readable(server_of(interaction), action.article_id)
    panel = focus_panel(speech, action.article_id, article, action.page, action.kept)
    await show(interaction, panel_view(speech.prompts, panel))


async def set_focus(replies: Replies, interaction: Interaction, action: WonderAbout) -> None:
    """Begins with a focus, or takes another one for the questions that there are."""
    article = await replies.library.readable(server_of(interaction), action.article_id)
    if action.paragraph > len(Body(article.body).paragraphs):
        raise FormGone
    if action.kept is None:
        await check_may(replies, interaction)
        # Whoever has questions already, such as on another device, goes on with them.
        session = await latest(replies, interaction) or Session(action.article_id)
    else:
        session = await load(replies, interaction, action.kept)
    step = session.step if session.questions else "write"
    moved = replace(session, article_id=action.article_id, paragraph=action.paragraph, step=step)
    if (moved.article_id, moved.paragraph) != (session.article_id, session.paragraph):
        moved = replace(moved, words={})
    await _save_and_show(replies, interaction, moved)


async def go(replies: Replies, interaction: Interaction, action: WonderGo) -> None:
    """Shows a step. Raises NothingChosen where there is nothing to send yet."""
    session = await load(replies, interaction, action.form_id)
    if action.step == "send" and not session.chosen:
        raise NothingChosen
    step = action.step if session.questions else "write"
    if step == session.step:
        await _show(replies, interaction, session, action.page)
    else:
        await _save_and_show(replies, interaction, replace(session, step=step), action.page)


async def open_list(replies: Replies, interaction: Interaction, action: WonderWrite) -> None:
    """Opens the form with the list as it is."""
    session = await load(replies, interaction, action.form_id)
    purpose = WriteQuestions(session.article_id, session.paragraph, action.step, session.form_id)
    await interaction.response.send_modal(list_form(replies.prompts_for(interaction), purpose, session.questions))


async def pick(replies: Replies, interaction: Interaction, action: WonderPick) -> None:
    """Chooses a question, or takes it back. Raises ChosenEnough, QuestionTooLong."""
    session = await load(replies, interaction, action.form_id)
    if action.number >= len(session.questions):
        raise FormGone
    question = session.questions[action.number]
    chosen = [other for other in session.chosen if other != question]
    if question not in session.chosen:
        if len(question) > TEXT_MOST:
            raise QuestionTooLong(len(question), TEXT_MOST)
        if len(chosen) >= CHOSEN_MOST:
            raise ChosenEnough(CHOSEN_MOST)
        chosen.append(question)
    in_order = tuple(other for other in session.questions if other in chosen)
    await _save_and_show(replies, interaction, replace(session, chosen=in_order, step="choose"), action.page)


async def open_words(replies: Replies, interaction: Interaction, action: WonderWords) -> None:
    """Opens the form for the article's words. Raises NothingChosen, ProposalsWait, ServerProposalsWait."""
    session = await load(replies, interaction, action.form_id)
    if not session.chosen:
        raise NothingChosen
    await replies.library.proposals.check_room(server_of(interaction), who_of(interaction))
    article = await replies.library.readable(server_of(interaction), session.article_id)
    paragraph = session.focus(article)
    passage = Body(article.body).paragraph(paragraph) if paragraph else ""
    modal = words_form(
        replies.prompts_for(interaction), SendQuestions(session.form_id), session.chosen, session.words, passage
    )
    await interaction.response.send_modal(modal)


async def start_anew(replies: Replies, interaction: Interaction, action: WonderAnew) -> None:
    """Asks first; then leaves the questions and shows the paragraphs."""
    session = await load(replies, interaction, action.form_id)
    if not action.sure and session.questions:
        prompts = replies.prompts_for(interaction)
        await show(interaction, panel_view(prompts, anew_panel(prompts, session)))
        return
    article_id = await replies.library.current(server_of(interaction), channel_of(interaction))
    await drop(replies, interaction, session)
    await choose_focus(replies, interaction, WonderFocus(article_id, 1, None))


async def _save_and_show(replies: Replies, interaction: Interaction, session: Session, page: int = 1) -> None:
    await _show(replies, interaction, await save(replies, interaction, session), page)


async def _show(replies: Replies, interaction: Interaction, session: Session, page: int) -> None:
    speech = await speech_of(replies, interaction)
    article = await replies.library.readable(server_of(interaction), session.article_id)
    await show(interaction, panel_view(speech.prompts, step_panel(speech, session, article, page)))


PRESSES: dict[type[Any], Callable[[Replies, Interaction, Any], Awaitable[None]]] = {
    WonderFocus: choose_focus,
    WonderAbout: set_focus,
    WonderGo: go,
    WonderWrite: open_list,
    WonderPick: pick,
    WonderWords: open_words,
    WonderAnew: start_anew,
}
