"""Answers as text that are ready to be laid out again: those that were used last, as many as a bound allows."""

from cachetools import LRUCache, cached

from bot.core.model.fact import Shelf
from bot.core.templates.prompts import Prompts
from bot.core.ui.paging import Page
from bot.features.answers.model import AnswerChoice
from bot.features.answers.pages import answer_pages

CHARACTERS = 500_000


def _size(pages: list[Page]) -> int:
    return sum(page.characters for page in pages)


def _key(prompts: Prompts, choice: AnswerChoice, shelf: Shelf) -> tuple[str, str, AnswerChoice]:
    return shelf.digest, prompts.locale, choice


class AnswerCache:
    """Answers by what they are made of: the facts' digest, the language and the choice.

    ``pages`` is ``answer_pages``, from memory or anew; what is longer than all of the memory isn't kept.
    """

    def __init__(self, characters: int = CHARACTERS) -> None:
        memory: LRUCache[tuple[str, str, AnswerChoice], list[Page]] = LRUCache(characters, getsizeof=_size)
        self.pages = cached(memory, key=_key)(answer_pages)
