"""The buttons of /wonder. ``form_id`` and ``kept``: the presser's own kept questions."""

from typing import Literal

from bot.core.ui.codec import Action, Kept, Number

WonderStep = Literal["write", "sort", "improve", "choose", "send"]


class WonderFocus(Action, code="wfocus"):
    """Show a page of an article's paragraphs to choose one from."""

    article_id: Number
    page: Number
    kept: Kept


class WonderAbout(Action, code="wabout"):
    """Wonder about a paragraph, or about the article as a whole (0)."""

    article_id: Number
    paragraph: Number
    kept: Kept


class _OfSession(Action):
    """Base of what is done with the questions that are kept."""

    form_id: Number


class WonderGo(_OfSession, code="wgo"):
    """Show a page of a step."""

    step: WonderStep
    page: Number


class WonderWrite(_OfSession, code="wwrite"):
    """Open the form with the list of questions; what is sent is shown under a step."""

    step: WonderStep


class WonderPick(_OfSession, code="wpick"):
    """Choose a question of the list (from 0), or choose it no longer."""

    number: Number
    page: Number


class WonderWords(_OfSession, code="wwords"):
    """Open the form for the words of the article that each chosen question comes from."""


class WonderAnew(_OfSession, code="wanew"):
    """Leave the questions and begin with a focus again. ``sure`` 0: ask first."""

    sure: Number
