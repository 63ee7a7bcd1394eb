"""What a button does, as it stands in its ``custom_id``: ids and choices only, so that it outlives a restart.

A ``custom_id`` is ``tp:`` and fields parted by colons; what was typed (``about``) comes last and may hold colons.
Discord's limit is 100 characters.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from bot.core.ui import curating
from bot.core.ui.codec import from_text, number, to_text
from bot.core.ui.curating import CuratingAction
from bot.features.answers.model import ANSWERS, PARTS, Request
from bot.features.discussions import buttons as discussing
from bot.features.discussions.buttons import DiscussingAction
from bot.features.polls import buttons as polls
from bot.features.polls.buttons import PollAction
from bot.features.weekly_questions import buttons as scheduling
from bot.features.weekly_questions.buttons import ScheduleAction
from bot.features.wonder.buttons import WONDER_NAMES, WonderAction

PREFIX = "tp:"
CUSTOM_ID_MOST = 100
TEMPLATE = re.compile(r"tp:(?P<action>.+)", re.DOTALL)

Showing = Literal["private", "shared", "public"]
"""How an answer is shown: privately, privately after it was shared, or to everybody."""
_SHOWING: dict[str, Showing] = {"p": "private", "s": "shared", "o": "public"}
_LETTERS = {showing: letter for letter, showing in _SHOWING.items()}


@dataclass(frozen=True, slots=True)
class ShowSource:
    """Show where a fact stands."""

    fact_id: int


@dataclass(frozen=True, slots=True)
class TurnPage:
    """Show another page of an answer. Pages count from 1."""

    request: Request
    showing: Showing
    page: int


@dataclass(frozen=True, slots=True)
class ShareAnswer:
    """Post the whole answer for everybody."""

    request: Request


@dataclass(frozen=True, slots=True)
class ShowAnyway:
    """Show what stands under a content note: the first page of an answer, to the presser alone."""

    request: Request
    showing: Showing


@dataclass(frozen=True, slots=True)
class OpenArticle:
    """Show an article's text, in a reply of its own."""

    article_id: int


@dataclass(frozen=True, slots=True)
class ReadArticle:
    """Show another page of an article's text."""

    article_id: int
    page: int


@dataclass(frozen=True, slots=True)
class ListArticles:
    """Show a page of the list of articles."""

    page: int = 1


@dataclass(frozen=True, slots=True)
class Nothing:
    """A button that only says something and can't be pressed."""


ReadingAction = ShowSource | TurnPage | ShareAnswer | ShowAnyway | OpenArticle | ReadArticle | ListArticles | Nothing
WrittenAction = CuratingAction | DiscussingAction | PollAction | ScheduleAction | WonderAction
Action = ReadingAction | WrittenAction
NAMES: dict[str, type[WrittenAction]] = {
    **curating.NAMES,
    **discussing.NAMES,
    **polls.NAMES,
    **scheduling.NAMES,
    **WONDER_NAMES,
}
CODES = {kind: name for name, kind in NAMES.items()}


def encode(action: Action) -> str:
    """The ``custom_id`` of a button that does this."""
    match action:
        case ShowSource(fact_id):
            return f"{PREFIX}source:{fact_id}"
        case TurnPage(request, showing, page):
            return f"{PREFIX}page:{_LETTERS[showing]}:{page}:{_request(request)}"
        case ShareAnswer(request):
            return f"{PREFIX}share:{_request(request)}"
        case ShowAnyway(request, showing):
            return f"{PREFIX}show:{_LETTERS[showing]}:{_request(request)}"
        case OpenArticle(article_id):
            return f"{PREFIX}open:{article_id}"
        case ReadArticle(article_id, page):
            return f"{PREFIX}read:{article_id}:{page}"
        case ListArticles(page):
            return f"{PREFIX}list:{page}"
        case Nothing():
            return f"{PREFIX}nothing"
        case _:
            return PREFIX + to_text(CODES[type(action)], action)


def _request(request: Request) -> str:
    article = "" if request.article_id is None else request.article_id
    return f"{request.answer}:{article}:{request.part}:{request.about or ''}"


def decode(text: str) -> Action | None:
    """What the text after ``tp:`` asks for; None where this version doesn't know it."""
    name, _, rest = text.partition(":")
    try:
        match name:
            case "source":
                return ShowSource(_id(rest))
            case "page":
                letter, page, request = rest.split(":", 2)
                return TurnPage(_read_request(request), _SHOWING[letter], _id(page))
            case "share":
                return ShareAnswer(_read_request(rest))
            case "show":
                letter, request = rest.split(":", 1)
                return ShowAnyway(_read_request(request), _SHOWING[letter])
            case "open":
                return OpenArticle(_id(rest))
            case "read":
                article_id, page = rest.split(":")
                return ReadArticle(_id(article_id), _id(page))
            case "list":
                return ListArticles(_id(rest))
            case "nothing":
                return Nothing()
            case _:
                found: WrittenAction = from_text(text, NAMES)
                return found
    except (ValueError, KeyError):
        pass
    return None


def _id(text: str) -> int:
    """A number from 1 as the store counts. Raises ValueError."""
    found = number(text)
    if not found:
        raise ValueError(text)
    return found


def _read_request(text: str) -> Request:
    answer, article_id, part, about = text.split(":", 3)
    known = next(name for name in (*ANSWERS, None) if name == answer or name is None)
    if known is None or part not in PARTS[known][1]:
        raise ValueError(text)
    return Request(known, part, _id(article_id) if article_id else None, about or None)
