"""Answers as text that are ready to be laid out again: those that were used last, as many as a bound allows."""

from dataclasses import replace

from cachetools import LRUCache

from bot.core.model.base import ID_MOST
from bot.core.model.fact import Told, shelf_of
from bot.core.templates.prompts import Prompts
from bot.core.ui.paging import Page
from bot.features.answers.model import AnswerChoice
from bot.features.answers.pages import answer_pages

CHARACTERS = 500_000


def _size(pages: list[Page]) -> int:
    return sum(page.characters for page in pages)


class AnswerCache:
    """Answers by what they are made of: the digest of what is told, the language and the choice."""

    def __init__(self, characters: int = CHARACTERS) -> None:
        self._pages: LRUCache[tuple[str, str, AnswerChoice], list[Page]] = LRUCache(characters, getsizeof=_size)

    def pages(self, prompts: Prompts, choice: AnswerChoice, told: Told) -> list[Page]:
        """Make an answer's pages, or find them; what is longer than all of the memory isn't kept.

        All servers share them, so what stands on them has the number ``ID_MOST`` and its place, from 1; the article
        has ``ID_MOST``.
        """
        key = (told.digest, prompts.locale, replace(choice, article_id=None))
        found = self._pages.get(key)
        if found is None:
            found = answer_pages(prompts, choice, shelf_of(told, ID_MOST + 1))
            if _size(found) <= self._pages.maxsize:
                self._pages[key] = found
        return found
