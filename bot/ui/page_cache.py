"""Pages that are ready to be sent again: a bounded number of them, each good until its server's facts change."""

from __future__ import annotations

from typing import NamedTuple

from cachetools import LRUCache
from discord.ui import LayoutView

from ..answers.requests import Request
from .actions import Showing

PAGES = 200
"""About 10 kB each, so 2 MB in all."""


class PageKey(NamedTuple):
    """Which page: a change in the server's facts changes ``generation`` and so leaves old pages behind."""

    server_id: int
    generation: int
    locale: str
    request: Request
    showing: Showing
    page: int


class PageCache(LRUCache[PageKey, LayoutView]):
    """The pages that were sent last."""

    def __init__(self, most: int = PAGES) -> None:
        super().__init__(maxsize=most)
