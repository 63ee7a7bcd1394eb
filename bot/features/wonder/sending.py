"""The forms of /wonder that arrive: a list of questions is kept; chosen questions go to the moderators' review."""

from dataclasses import replace
from typing import Any

from bot.core.model.article import Article
from bot.core.model.errors.base import Refusal
from bot.core.model.errors.changes import FactThere, FormGone, MemberBlocked
from bot.core.model.fact_fields import build_content
from bot.core.model.grounds import Grounds
from bot.core.rules.library import Library
from bot.core.ui.kept_forms import Given, drop
from bot.core.ui.request import Request
from bot.features.suggestions.rules import SuggestionRules
from bot.features.wonder.errors import NoQuestion, NothingChosen
from bot.features.wonder.forms import LIST_FIELD, SendQuestions, WriteQuestions, words_field
from bot.features.wonder.model import clean, place_in_focus, split_questions
from bot.features.wonder.panels import refused_panel, sent_panel, step_panel
from bot.features.wonder.session import Session, check_may, latest, load, save
from bot.features.wonder.speech import speech_of


async def write_questions(request: Request, purpose: WriteQuestions, given: Given) -> None:
    """Keep the list and show the next step. Raises NoQuestion, MemberBlocked, ArticleGone.

    A list whose session went meanwhile is not lost: it goes to the session that there is, or to a new one.
    """
    await check_may(request)
    questions = split_questions(str(given.get(LIST_FIELD) or ""))
    if not questions:
        raise NoQuestion
    try:
        session = await load(request, purpose.kept)
    except FormGone:
        session = await latest(request) or Session(purpose.article_id, purpose.paragraph)
        questions = list(dict.fromkeys((*session.questions, *questions)))
    article = await request.get(Library).readable(request.server_id, session.article_id)
    session = await save(request, replace(session.with_questions(tuple(questions)), step=purpose.step))
    await request.show(step_panel(await speech_of(request), session, article))


async def send_questions(request: Request, purpose: SendQuestions, given: Given) -> None:
    """Suggest the chosen questions. What can't be sent is said, and stays kept with all that was typed.

    Raises FormGone, MemberBlocked, NothingChosen, ArticleGone.
    """
    session = await load(request, purpose.kept)
    if not session.chosen:
        raise NothingChosen
    words = {q: clean(str(given.get(words_field(i)) or "")) for i, q in enumerate(session.chosen, 1)}
    session = await save(request, replace(session, words={**session.words, **words}, step="send"))
    article = await request.get(Library).readable(request.server_id, session.article_id)
    sent, stopped = await _suggest(request, session, article)
    if stopped is None:
        await drop(request, session.form_id)
        await request.show(sent_panel(request.prompts, sent))
        return
    if sent:
        left = tuple(question for question in session.questions if question not in sent)
        session = await save(request, session.with_questions(left))
    await request.show(refused_panel(request.prompts, session, article, *stopped, sent))


async def _suggest(
    request: Request, session: Session, article: Article
) -> tuple[tuple[str, ...], tuple[str, Refusal] | None]:
    """Suggest the chosen questions in order; the words of all are looked up before the first goes.

    Returns those that went, and the one that couldn't, with why.
    """
    server_id, who, grounds = request.server_id, request.who, Grounds(article)
    ready: dict[str, dict[str, Any]] = {}
    for question in session.chosen:
        fields = {"text": question, "stage": "core", "quote": session.words.get(question, "")}
        try:
            place = place_in_focus(grounds.body, fields["quote"], session.focus(article))
            ready[question] = fields if place is None else {**fields, "place": place}
            build_content("question", ready[question], grounds)
        except Refusal as refusal:
            return (), (question, refusal)
    sent: list[str] = []
    for question, fields in ready.items():
        try:
            await request.get(SuggestionRules).suggest(server_id, who, "question", session.article_id, fields)
        except MemberBlocked:
            raise
        except FactThere:
            pass  # the same question with the same words: it went before, perhaps just before a restart
        except Refusal as refusal:
            return tuple(sent), (question, refusal)
        sent.append(question)
    return tuple(sent), None
