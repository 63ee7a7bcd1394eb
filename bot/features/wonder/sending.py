"""The forms of /wonder that arrive: a list of questions is kept; chosen questions go to the moderators' review."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from bot.core.model.article import Article
from bot.core.model.errors.base import Refusal
from bot.core.model.errors.changes import FactThere, FormGone, MemberBlocked
from bot.core.model.fact_fields import build_content
from bot.core.model.quotes import Body
from bot.core.ui.panels import Panel, panel_view
from bot.core.ui.purposes import WriteQuestions
from bot.core.ui.request import Interaction, Replies, server_of, show
from bot.core.ui.rights import who_of
from bot.features.wonder.errors import NoQuestion, NothingChosen
from bot.features.wonder.forms import LIST_FIELD, words_field
from bot.features.wonder.model import clean, place_in_focus, split_questions
from bot.features.wonder.panels import refused_panel, sent_panel, step_panel
from bot.features.wonder.session import Session, check_may, drop, latest, load, save
from bot.features.wonder.speech import speech_of


async def write_questions(
    replies: Replies, interaction: Interaction, purpose: WriteQuestions, given: Mapping[str, Any]
) -> None:
    """Keeps the list and shows the next step. Raises NoQuestion, MemberBlocked, ArticleGone.

    A list whose session went meanwhile is not lost: it goes to the session that there is, or to a new one.
    """
    await check_may(replies, interaction)
    questions = split_questions(str(given.get(LIST_FIELD) or ""))
    if not questions:
        raise NoQuestion
    try:
        session = await load(replies, interaction, purpose.kept)
    except FormGone:
        session = await latest(replies, interaction) or Session(purpose.article_id, purpose.paragraph)
        questions = list(dict.fromkeys((*session.questions, *questions)))
    article = await replies.library.readable(server_of(interaction), session.article_id)
    session = replace(session.with_questions(tuple(questions)), step=purpose.step)
    session = await save(replies, interaction, session)
    speech = await speech_of(replies, interaction)
    await show(interaction, panel_view(speech.prompts, step_panel(speech, session, article)))


async def send_questions(
    replies: Replies, interaction: Interaction, kept: int | None, given: Mapping[str, Any]
) -> None:
    """Proposes the chosen questions. What can't be sent is said, and stays kept with all that was typed.

    Raises FormGone, MemberBlocked, NothingChosen, ArticleGone.
    """
    session = await load(replies, interaction, kept)
    if not session.chosen:
        raise NothingChosen
    words = {q: clean(str(given.get(words_field(i)) or "")) for i, q in enumerate(session.chosen, 1)}
    session = await save(replies, interaction, replace(session, words={**session.words, **words}, step="send"))
    article = await replies.library.readable(server_of(interaction), session.article_id)
    speech = await speech_of(replies, interaction)
    sent, stopped = await _propose(replies, interaction, session, article)
    panel: Panel
    if stopped is None:
        await drop(replies, interaction, session)
        panel = sent_panel(speech.prompts, sent)
    else:
        if sent:
            left = tuple(question for question in session.questions if question not in sent)
            session = await save(replies, interaction, session.with_questions(left))
        panel = refused_panel(speech, session, article, *stopped, sent)
    await show(interaction, panel_view(speech.prompts, panel))


async def _propose(
    replies: Replies, interaction: Interaction, session: Session, article: Article
) -> tuple[tuple[str, ...], tuple[str, Refusal] | None]:
    """The questions that went, and the one that couldn't, with why. All words are looked up before the first goes."""
    server_id, who, body = server_of(interaction), who_of(interaction), Body(article.body)
    ready: dict[str, dict[str, Any]] = {}
    for question in session.chosen:
        fields = {"text": question, "stage": "core", "quote": session.words.get(question, "")}
        try:
            place = place_in_focus(body, fields["quote"], session.focus(article))
            ready[question] = fields if place is None else {**fields, "place": place}
            build_content("question", ready[question], body)
        except Refusal as refusal:
            return (), (question, refusal)
    sent: list[str] = []
    for question, fields in ready.items():
        try:
            await replies.library.proposals.propose(server_id, who, "question", session.article_id, fields)
        except MemberBlocked:
            raise
        except FactThere:
            pass  # the same question with the same words: it went before, perhaps just before a restart
        except Refusal as refusal:
            return tuple(sent), (question, refusal)
        sent.append(question)
    return tuple(sent), None
