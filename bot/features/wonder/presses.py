"""What the buttons of /wonder do: each shows a step, or opens a form of one."""

from dataclasses import replace

from bot.core.model.errors.changes import FormGone
from bot.core.model.fact import TEXT_MOST
from bot.core.model.quotes import Body
from bot.core.rules.library import Library
from bot.core.ui.codec import Action
from bot.core.ui.kept_forms import drop
from bot.core.ui.request import Press, Request
from bot.features.suggestions.rules import SuggestionRules
from bot.features.wonder import buttons
from bot.features.wonder.errors import ChosenEnough, NothingChosen, QuestionTooLong
from bot.features.wonder.forms import SendQuestions, WriteQuestions, list_form, words_form
from bot.features.wonder.model import CHOSEN_MOST
from bot.features.wonder.panels import anew_panel, focus_panel, step_panel
from bot.features.wonder.session import Session, check_may, latest, load, save
from bot.features.wonder.speech import speech_of


async def choose_focus(request: Request, action: buttons.WonderFocus) -> None:
    """Show a page of the paragraphs. Raises MemberBlocked."""
    await check_may(request)
    await show_focus(request, action)


async def show_focus(request: Request, action: buttons.WonderFocus) -> None:
    """Show a page of the paragraphs to somebody who may wonder."""
    article = await request.get(Library).readable(request.server_id, action.article_id)
    await request.show(focus_panel(request.prompts, action.article_id, article, action.page, action.kept))


async def set_focus(request: Request, action: buttons.WonderAbout) -> None:
    """Begin with a focus, or take another one for the questions that there are."""
    article = await request.get(Library).readable(request.server_id, action.article_id)
    if action.paragraph > len(Body(article.body).paragraphs):
        raise FormGone
    if action.kept is None:
        await check_may(request)
        # Whoever has questions already, such as on another device, goes on with them.
        session = await latest(request) or Session(action.article_id)
    else:
        session = await load(request, action.kept)
    step = session.step if session.questions else "write"
    moved = replace(session, article_id=action.article_id, paragraph=action.paragraph, step=step)
    if (moved.article_id, moved.paragraph) != (session.article_id, session.paragraph):
        moved = replace(moved, words={})
    await show_step(request, await save(request, moved))


async def go(request: Request, action: buttons.WonderGo) -> None:
    """Show a step. Raises NothingChosen where there is nothing to send yet."""
    session = await load(request, action.form_id)
    if action.step == "send" and not session.chosen:
        raise NothingChosen
    step = action.step if session.questions else "write"
    if step != session.step:
        session = await save(request, replace(session, step=step))
    await show_step(request, session, action.page)


async def open_list(request: Request, action: buttons.WonderWrite) -> None:
    """Open the form with the list as it is."""
    session = await load(request, action.form_id)
    purpose = WriteQuestions(session.article_id, session.paragraph, action.step, kept=session.form_id)
    await request.open(list_form(request.prompts, purpose, session.questions))


async def pick(request: Request, action: buttons.WonderPick) -> None:
    """Choose a question, or take it back. Raises ChosenEnough, QuestionTooLong."""
    session = await load(request, action.form_id)
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
    session = await save(request, replace(session, chosen=in_order, step="choose"))
    await show_step(request, session, action.page)


async def open_words(request: Request, action: buttons.WonderWords) -> None:
    """Open the form for the article's words. Raises NothingChosen, SuggestionsWait, ServerSuggestionsWait."""
    session = await load(request, action.form_id)
    if not session.chosen:
        raise NothingChosen
    await request.get(SuggestionRules).check_room(request.server_id, request.who)
    article = await request.get(Library).readable(request.server_id, session.article_id)
    purpose = SendQuestions(kept=session.form_id)
    await request.open(words_form(request.prompts, purpose, session.chosen, session.words, session.passage(article)))


async def start_anew(request: Request, action: buttons.WonderAnew) -> None:
    """Ask first; then leave the questions and show the paragraphs."""
    session = await load(request, action.form_id)
    if not action.sure and session.questions:
        await request.show(anew_panel(request.prompts, session))
        return
    article_id = await request.get(Library).current(request.server_id, request.channel_id)
    await drop(request, session.form_id)
    await choose_focus(request, buttons.WonderFocus(article_id, 1, None))


async def show_step(request: Request, session: Session, page: int = 1) -> None:
    """Show the step that a session is at. Raises ArticleGone."""
    speech = await speech_of(request)
    article = await request.get(Library).readable(request.server_id, session.article_id)
    await request.show(step_panel(speech, session, article, page))


PRESSES: dict[type[Action], Press] = {
    buttons.WonderFocus: choose_focus,
    buttons.WonderAbout: set_focus,
    buttons.WonderGo: go,
    buttons.WonderWrite: open_list,
    buttons.WonderPick: pick,
    buttons.WonderWords: open_words,
    buttons.WonderAnew: start_anew,
}
