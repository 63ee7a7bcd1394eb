"""What a student sees at each step of shaping a question: a short word on the step, the list, the way on and back."""

from itertools import pairwise
from typing import get_args

from bot.core.model.article import Article
from bot.core.model.errors.base import Refusal
from bot.core.model.quotes import Body
from bot.core.templates.prompts import Prompts
from bot.core.ui.paging import pages_of
from bot.core.ui.panels import Choice, Panel, Part, turns
from bot.core.ui.refusals import found_parts
from bot.features.suggestions.buttons import ShowMine
from bot.features.wonder import buttons, contexts
from bot.features.wonder.asking import judge
from bot.features.wonder.model import CHOSEN_MOST
from bot.features.wonder.session import Session
from bot.features.wonder.speech import Speech

PAGE_PARAGRAPHS = 7
PAGE_QUESTIONS = 6
_STEPS: tuple[buttons.WonderStep, ...] = get_args(buttons.WonderStep)
_AFTER = dict(pairwise(_STEPS))
_BEFORE = {after: step for step, after in _AFTER.items()}
# The button to the form with the list, at each step that has one.
_EDITS = {"write": "wonder_write", "sort": "wonder_more", "improve": "wonder_edit"}


def focus_panel(prompts: Prompts, article_id: int, article: Article, page: int, kept: int | None) -> Panel:
    """Show the article's paragraphs to choose one from."""
    body = Body(article.body)
    count = len(body.paragraphs)
    pages = pages_of(count, PAGE_PARAGRAPHS)
    page = max(1, min(page, pages))
    first = (page - 1) * PAGE_PARAGRAPHS + 1
    parts = []
    for number in range(first, min(first + PAGE_PARAGRAPHS, count + 1)):
        context = contexts.WonderParagraphContext(number, body.paragraph(number))
        here = Choice(buttons.WonderAbout(article_id, number, kept), "wonder_here")
        parts.append(Part(prompts.render("wonder", "paragraph", context), [here], beside=True))
    way = turns(page, pages, lambda n: buttons.WonderFocus(article_id, n, kept))
    way.append(Choice(buttons.WonderAbout(article_id, 0, kept), "wonder_whole", main=True))
    return _framed(prompts, _context("focus", Session(article_id), article, page, pages), parts, way)


def step_panel(speech: Speech, session: Session, article: Article, page: int = 1) -> Panel:
    """Show the step that a session is at."""
    form_id, step = session.form_id or 0, session.step
    pages = pages_of(len(session.questions), PAGE_QUESTIONS)
    page = max(1, min(page, pages))
    parts: list[Part] = []
    way: list[Choice] = []
    if step == "send":
        parts = _questions(speech, session, 1, session.chosen)
    elif step != "write":
        parts = _questions(speech, session, page)
        way = turns(page, pages, lambda n: buttons.WonderGo(form_id, step, n))
    if back := _BEFORE.get(step):
        way.append(Choice(buttons.WonderGo(form_id, back, 1), f"wonder_to_{back}"))
    if edit := _EDITS.get(step):
        write = buttons.WonderWrite(form_id, "sort" if step == "write" else step)
        way.append(Choice(write, edit, main=not session.questions))
    if step == "send":
        way.append(Choice(buttons.WonderWords(form_id), "wonder_words", main=True))
    elif session.chosen if step == "choose" else session.questions:
        after = _AFTER[step]
        way.append(Choice(buttons.WonderGo(form_id, after, 1), f"wonder_next_{after}", main=True))
    way.append(Choice(buttons.WonderFocus(session.article_id, 1, form_id), "wonder_focus"))
    way.append(Choice(buttons.WonderAnew(form_id, 0), "wonder_anew"))
    return _framed(speech.prompts, _context(step, session, article, page, pages), parts, way)


def refused_panel(
    prompts: Prompts, session: Session, article: Article, question: str, refusal: Refusal, sent: tuple[str, ...] = ()
) -> Panel:
    """Say why a chosen question didn't go to the moderators, and the way on; all that was typed is there again."""
    form_id = session.form_id or 0
    context = contexts.WonderSentContext(sent, question, prompts.sentence(refusal, in_form=True))
    parts = [Part(prompts.render("wonder", "refused", context))]
    parts += found_parts(prompts, refusal, article)
    way = [
        Choice(buttons.WonderWords(form_id), "wonder_words_again", main=True),
        Choice(buttons.WonderGo(form_id, "choose", 1), "wonder_to_choose"),
        Choice(buttons.WonderGo(form_id, "improve", 1), "wonder_to_improve"),
        Choice(buttons.WonderFocus(session.article_id, 1, form_id), "wonder_focus"),
    ]
    heading = prompts.render("wonder", "sent", context) if sent else ""
    return Panel(heading, parts, prompts.render("forms", "kept"), way)


def sent_panel(prompts: Prompts, sent: tuple[str, ...]) -> Panel:
    """Thank a student whose questions went to the moderators."""
    text = prompts.render("wonder", "sent", contexts.WonderSentContext(sent, None, None))
    return Panel(text, buttons=[Choice(ShowMine(), "mine")])


def anew_panel(prompts: Prompts, session: Session) -> Panel:
    """Ask before what somebody typed is left."""
    form_id = session.form_id or 0
    sure = Choice(buttons.WonderAnew(form_id, 1), "wonder_anew_sure", danger=True)
    go_on = Choice(buttons.WonderGo(form_id, session.step, 1), "wonder_on")
    return Panel(prompts.render("wonder", "anew"), buttons=[sure, go_on])


def _context(step: str, session: Session, article: Article, page: int, pages: int) -> contexts.WonderContext:
    return contexts.WonderContext(
        step=step,
        number=("focus", *_STEPS).index(step) + 1,
        steps=len(_STEPS) + 1,
        title=article.title,
        note=article.content_note,
        paragraph=session.focus(article),
        focus=session.passage(article),
        count=len(session.questions),
        chosen=len(session.chosen),
        most=CHOSEN_MOST,
        page=page,
        pages=pages,
    )


def _framed(prompts: Prompts, context: contexts.WonderContext, parts: list[Part], way: list[Choice]) -> Panel:
    heading, intro, footer = (prompts.render("wonder", block, context) for block in ("heading", "intro", "footer"))
    return Panel(f"{heading}\n{intro}", parts, footer, way)


def _questions(speech: Speech, session: Session, page: int, shown: tuple[str, ...] = ()) -> list[Part]:
    """Show the questions of a page, or only those ``shown``; at the step of choosing with a button beside each."""
    first = (page - 1) * PAGE_QUESTIONS
    parts = []
    for i, text in enumerate(shown or session.questions[first : first + PAGE_QUESTIONS], first):
        chosen = text in session.chosen
        hint = session.step in ("sort", "improve")
        context = contexts.WonderQuestionContext(i + 1, text, judge(text, speech.words), chosen and not shown, hint)
        pick = []
        if session.step == "choose":
            label = "wonder_unpick" if chosen else "wonder_pick"
            pick = [Choice(buttons.WonderPick(session.form_id or 0, i, page), label, main=not chosen)]
        parts.append(Part(speech.prompts.render("wonder", "question", context), pick, beside=True))
    return parts
