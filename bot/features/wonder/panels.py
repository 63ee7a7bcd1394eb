"""What a student sees at each step of shaping a question: a short word on the step, the list, the way on and back."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass

from bot.core.model.article import Article
from bot.core.model.errors.base import Refusal
from bot.core.model.errors.facts import QuoteMissing
from bot.core.model.quotes import Body
from bot.core.templates.prompts import Prompts
from bot.core.ui.actions import Action
from bot.core.ui.form_panels import nearest_parts
from bot.core.ui.panels import Choice, Panel, Part
from bot.features.suggestions.buttons import ShowMine
from bot.features.wonder.buttons import (
    WonderAbout,
    WonderAnew,
    WonderFocus,
    WonderGo,
    WonderPick,
    WonderStep,
    WonderWords,
    WonderWrite,
)
from bot.features.wonder.contexts import (
    WonderContext,
    WonderParagraphContext,
    WonderQuestionContext,
    WonderSentContext,
)
from bot.features.wonder.model import CHOSEN_MOST, is_closed
from bot.features.wonder.session import Session

PAGE_PARAGRAPHS = 7
PAGE_QUESTIONS = 6
_STEPS = ("focus", "write", "sort", "improve", "choose", "send")
_BEFORE: dict[WonderStep, WonderStep] = {"sort": "write", "improve": "sort", "choose": "improve", "send": "choose"}
_AFTER: dict[WonderStep, WonderStep] = {"sort": "improve", "improve": "choose"}


@dataclass(frozen=True)
class Speech:
    """The templates of whoever reads, and the words that closed questions begin with in their languages."""

    prompts: Prompts
    closed: Collection[str]
    leading: Collection[str]

    @classmethod
    def of(cls, *languages: Prompts) -> Speech:
        """Of the language of whoever reads, and of others in which they may write."""

        def words(name: str) -> set[str]:
            return {word for prompts in languages for word in prompts.label(f"question_words.{name}").split()}

        return cls(languages[0], words("closed"), words("leading"))


def focus_panel(speech: Speech, article_id: int, article: Article, page: int, kept: int | None) -> Panel:
    """The article's paragraphs to choose one from."""
    body = Body(article.body)
    count = len(body.paragraphs)
    pages = max(1, -(-count // PAGE_PARAGRAPHS))
    page = max(1, min(page, pages))
    context = _context("focus", Session(article_id), article, page, pages)
    first = (page - 1) * PAGE_PARAGRAPHS + 1
    parts = [
        Part(
            speech.prompts.render(
                "wonder", "paragraph", WonderParagraphContext(number, body.paragraph(number)).names()
            ),
            [Choice(WonderAbout(article_id, number, kept), "wonder_here")],
            beside=True,
        )
        for number in range(first, min(first + PAGE_PARAGRAPHS, count + 1))
    ]
    buttons = _turns(page, pages, lambda n: WonderFocus(article_id, n, kept))
    buttons.append(Choice(WonderAbout(article_id, 0, kept), "wonder_whole", main=True))
    return _framed(speech.prompts, context, parts, buttons)


def step_panel(speech: Speech, session: Session, article: Article, page: int = 1) -> Panel:
    """The step that a session is at."""
    form_id, step = session.form_id or 0, session.step
    pages = max(1, -(-len(session.questions) // PAGE_QUESTIONS))
    page = max(1, min(page, pages))
    context = _context(step, session, article, page, pages)
    back = _BEFORE.get(step)
    way = [] if back is None else [Choice(WonderGo(form_id, back, 1), f"wonder_to_{back}")]
    parts: list[Part] = []
    buttons: list[Choice] = []
    if step in ("sort", "improve", "choose"):
        parts = _questions(speech, session, page)
        buttons = _turns(page, pages, lambda n: WonderGo(form_id, step, n))
    match step:
        case "write":
            way.append(Choice(WonderWrite(form_id, "sort"), "wonder_write", main=not session.questions))
            if session.questions:
                way.append(Choice(WonderGo(form_id, "sort", 1), "wonder_next_sort", main=True))
        case "sort" | "improve":
            edits = Choice(WonderWrite(form_id, step), "wonder_edit" if step == "improve" else "wonder_more")
            after = _AFTER[step]
            way += [edits, Choice(WonderGo(form_id, after, 1), f"wonder_next_{after}", main=True)]
        case "choose":
            if session.chosen:
                way.append(Choice(WonderGo(form_id, "send", 1), "wonder_next_send", main=True))
        case "send":
            parts = _questions(speech, session, 1, session.chosen)
            way.append(Choice(WonderWords(form_id), "wonder_words", main=True))
    way.append(Choice(WonderFocus(session.article_id, 1, form_id), "wonder_focus"))
    way.append(Choice(WonderAnew(form_id, 0), "wonder_anew"))
    return _framed(speech.prompts, context, parts, buttons + way)


def refused_panel(
    speech: Speech, session: Session, article: Article, question: str, refusal: Refusal, sent: tuple[str, ...] = ()
) -> Panel:
    """Why a chosen question didn't go to the moderators, and the way on; all that was typed is there again."""
    prompts, form_id = speech.prompts, session.form_id or 0
    context = WonderSentContext(sent, question, prompts.sentence(refusal, in_form=True))
    parts = [Part(prompts.render("wonder", "refused", context.names()))]
    if isinstance(refusal, QuoteMissing):
        parts += nearest_parts(prompts, refusal, article)
    buttons = [
        Choice(WonderWords(form_id), "wonder_words_again", main=True),
        Choice(WonderGo(form_id, "choose", 1), "wonder_to_choose"),
        Choice(WonderGo(form_id, "improve", 1), "wonder_to_improve"),
        Choice(WonderFocus(session.article_id, 1, form_id), "wonder_focus"),
    ]
    heading = prompts.render("wonder", "sent", context.names()) if sent else ""
    return Panel(heading, parts, prompts.render("form", "kept", {}), buttons)


def sent_panel(prompts: Prompts, sent: tuple[str, ...]) -> Panel:
    """What a student reads whose questions went to the moderators."""
    text = prompts.render("wonder", "sent", WonderSentContext(sent, None, None).names())
    return Panel(text, (), "", [Choice(ShowMine(), "mine")])


def anew_panel(prompts: Prompts, session: Session) -> Panel:
    """Asks before what somebody typed is left."""
    form_id = session.form_id or 0
    buttons = [
        Choice(WonderAnew(form_id, 1), "wonder_anew_sure", danger=True),
        Choice(WonderGo(form_id, session.step, 1), "wonder_on"),
    ]
    return Panel(prompts.render("wonder", "anew", {}), (), "", buttons)


def _context(step: str, session: Session, article: Article, page: int, pages: int) -> WonderContext:
    paragraph = session.focus(article)
    return WonderContext(
        step=step,
        number=_STEPS.index(step) + 1,
        steps=len(_STEPS),
        title=article.title,
        note=article.content_note,
        paragraph=paragraph,
        focus=Body(article.body).paragraph(paragraph) if paragraph else "",
        count=len(session.questions),
        chosen=len(session.chosen),
        most=CHOSEN_MOST,
        page=page,
        pages=pages,
    )


def _framed(prompts: Prompts, context: WonderContext, parts: list[Part], buttons: list[Choice]) -> Panel:
    names = context.names()
    heading = f"{prompts.render('wonder', 'heading', names)}\n{prompts.render('wonder', 'intro', names)}"
    return Panel(heading, parts, prompts.render("wonder", "footer", names), buttons)


def _questions(speech: Speech, session: Session, page: int, shown: tuple[str, ...] = ()) -> list[Part]:
    """The questions of a page, or those that are shown alone; at the step of choosing with a button beside each."""
    first = (page - 1) * PAGE_QUESTIONS
    parts = []
    for i, text in enumerate(shown or session.questions[first : first + PAGE_QUESTIONS], first):
        closed = is_closed(text, speech.closed, speech.leading)
        chosen = text in session.chosen
        hint = session.step in ("sort", "improve")
        context = WonderQuestionContext(i + 1, text, closed, chosen and not shown, hint).names()
        buttons = []
        if session.step == "choose":
            label = "wonder_unpick" if chosen else "wonder_pick"
            buttons = [Choice(WonderPick(session.form_id or 0, i, page), label, main=not chosen)]
        parts.append(Part(speech.prompts.render("wonder", "question", context), buttons, beside=bool(buttons)))
    return parts


def _turns(page: int, pages: int, action: Callable[[int], Action]) -> list[Choice]:
    turns = []
    if page > 1:
        turns.append(Choice(action(page - 1), "back"))
    if page < pages:
        turns.append(Choice(action(page + 1), "next"))
    return turns
