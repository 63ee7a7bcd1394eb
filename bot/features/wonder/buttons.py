"""What the buttons of /wonder do; see ``actions.py``. ``form_id`` and ``kept``: the presser's own kept questions."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from bot.core.ui.codec import Kept

WonderStep = Literal["write", "sort", "improve", "choose", "send"]


@dataclass(frozen=True, slots=True)
class WonderFocus:
    """Show a page of an article's paragraphs to choose one from."""

    article_id: int
    page: int
    kept: Kept


@dataclass(frozen=True, slots=True)
class WonderAbout:
    """Wonder about a paragraph, or about the article as a whole (0)."""

    article_id: int
    paragraph: int
    kept: Kept


@dataclass(frozen=True, slots=True)
class WonderGo:
    """Show a page of a step."""

    form_id: int
    step: WonderStep
    page: int


@dataclass(frozen=True, slots=True)
class WonderWrite:
    """Open the form with the list of questions; what is sent is shown under a step."""

    form_id: int
    step: WonderStep


@dataclass(frozen=True, slots=True)
class WonderPick:
    """Choose a question of the list (from 0), or choose it no longer."""

    form_id: int
    number: int
    page: int


@dataclass(frozen=True, slots=True)
class WonderWords:
    """Open the form for the words of the article that each chosen question comes from."""

    form_id: int


@dataclass(frozen=True, slots=True)
class WonderAnew:
    """Leave the questions and begin with a focus again. ``sure`` 0: ask first."""

    form_id: int
    sure: int


WonderAction = WonderFocus | WonderAbout | WonderGo | WonderWrite | WonderPick | WonderWords | WonderAnew
WONDER_NAMES: dict[str, type[WonderAction]] = {
    "wfocus": WonderFocus,
    "wabout": WonderAbout,
    "wgo": WonderGo,
    "wwrite": WonderWrite,
    "wpick": WonderPick,
    "wwords": WonderWords,
    "wanew": WonderAnew,
}
