"""Answers as text that are ready to be laid out again: those that were used last, as many as a bound allows."""

from __future__ import annotations

from cachetools import LRUCache

from bot.core.model.fact import Shelf
from bot.core.templates.paging import Page
from bot.core.templates.prompts import Prompts
from bot.features.answers.model import Request
from bot.features.answers.pages import answer_pages

CHARACTERS = 500_000


def _characters(pages: list[Page]) -> int:
    return sum(page.characters for page in pages)


class AnswerCache:
    """Answers by what they are made of: the facts' digest, the language and the request."""

    def __init__(self, characters: int = CHARACTERS) -> None:
        self._answers: LRUCache[tuple[str, str, Request], list[Page]] = LRUCache(characters, getsizeof=_characters)

    def pages(self, prompts: Prompts, request: Request, shelf: Shelf) -> list[Page]:
        """An answer's pages, from memory or made anew."""
        key = (shelf.digest, prompts.locale, request)
        pages = self._answers.get(key)
        if pages is None:
            pages = answer_pages(prompts, request, shelf)
            if _characters(pages) <= self._answers.maxsize:
                self._answers[key] = pages
        return pages
