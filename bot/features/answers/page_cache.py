"""Pages that are ready to be sent again: a bounded number of them, by what they show.

A page is kept under the digest of the facts it was made of. When those change, the digest changes, and the old page
is left behind. Servers whose facts tell the same share a page: only the numbers in its buttons are each one's own, and
these are put in when it is sent.
"""

import re
from typing import Any, NamedTuple

from cachetools import LRUCache

from bot.core.model.base import ID_MOST
from bot.core.model.fact import Shelf
from bot.features.answers.buttons import Showing
from bot.features.answers.model import AnswerChoice

PAGES = 200
"""About 10 kB each, so 2 MB in all."""

_NUMBER = re.compile(rf"{ID_MOST // 10**6}\d{{6}}")


class PageKey(NamedTuple):
    """Which page, of what, and shown how. ``hidden``: its content note alone, where there is anything to hide."""

    digest: str
    locale: str
    choice: AnswerChoice
    showing: Showing
    page: int
    hidden: bool = False


class KeptPage:
    """A page as it is sent, but with ``ID_MOST`` for the article's number, and from there on a place for a fact's."""

    def __init__(self, components: list[dict[str, Any]]) -> None:
        self._components = components

    def numbered(self, shelf: Shelf) -> list[dict[str, Any]]:
        """Put in the numbers of the server that has this shelf."""
        return [_numbered(component, shelf) for component in self._components]


def _numbered(component: dict[str, Any], shelf: Shelf) -> dict[str, Any]:
    """Put numbers in the place of places; what has none stays the very same."""
    if "custom_id" in component:
        return component | {"custom_id": _own(component["custom_id"], shelf)}
    if "accessory" in component:
        return component | {"accessory": _numbered(component["accessory"], shelf)}
    if "components" in component:
        return component | {"components": [_numbered(each, shelf) for each in component["components"]]}
    return component


def _own(custom_id: str, shelf: Shelf) -> str:
    found = _NUMBER.search(custom_id)  # the first one: what somebody typed comes last in a button
    if found is None:
        return custom_id
    place = int(found[0]) - ID_MOST
    number = shelf.fact_ids[place - 1] if place else shelf.article_id
    return f"{custom_id[: found.start()]}{number}{custom_id[found.end() :]}"


class PageCache(LRUCache[PageKey, KeptPage]):
    """The pages that were sent last."""

    def __init__(self, most: int = PAGES) -> None:
        super().__init__(maxsize=most)
