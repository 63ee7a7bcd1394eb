"""Pages that are ready to be sent again: a bounded number of them, by what they show.

A page is kept under the digest of the facts it was made of. When those change, the digest changes, and the old page
is left behind; servers with the same facts share a page.
"""

from typing import Any, NamedTuple

from cachetools import LRUCache

from bot.features.answers.buttons import Showing
from bot.features.answers.model import AnswerChoice

PAGES = 200
"""About 10 kB each, so 2 MB in all."""


class PageKey(NamedTuple):
    """Which page, of what, and shown how. ``hidden``: its content note alone, where there is anything to hide."""

    digest: str
    locale: str
    choice: AnswerChoice
    showing: Showing
    page: int
    hidden: bool = False


class PageCache(LRUCache[PageKey, Any]):
    """The pages that were sent last, as Discord's library lays them out."""

    def __init__(self, most: int = PAGES) -> None:
        super().__init__(maxsize=most)
