"""What a server may do with its articles and facts. The rules stand here, once, for every way in."""

from __future__ import annotations

import time
from collections.abc import Callable

from .errors import ArticleGone, ArticleUnknown, FactGone, NoArticle
from .model import Article, ArticleCard, Listed, Shelf, Source
from .packs import Pack
from .search import folded
from .shelves import Shelves
from .store.store import Store


class Library:
    """The articles and facts of every server; each sees its own and nobody else's.

    ``default`` is the pack that a server gets a copy of when the bot joins it or first answers in it, or None.
    ``now`` tells the time in seconds since 1970.
    """

    def __init__(self, store: Store, default: Pack | None = None, now: Callable[[], float] = time.time) -> None:
        self.store = store
        self._default = default
        self._now = now
        self._shelves = Shelves()
        self._changes: dict[int, int] = {}

    def forget(self, server_id: int) -> None:
        """Has what the server is answered from read anew: something has changed it."""
        self._changes[server_id] = self._changes.get(server_id, 0) + 1
        self._shelves.forget(server_id)

    def remembered(self, server_id: int, article_id: int | None) -> Shelf | None:
        """The shelf of an article (None: of the current one), if it is in memory."""
        return self._shelves.get(server_id, article_id)

    async def welcome(self, server_id: int) -> bool:
        """Gives the server its copy of the default pack, unless it had it. Returns whether it did."""
        if self._default is None or await self.store.is_seeded(server_id):
            return False
        pack = self._default
        added = await self.store.add_article(
            server_id,
            pack.slug,
            pack.article,
            pack.facts,
            at=int(self._now()),
            action="article added",
            seed=True,
        )
        if added is not None:
            self.forget(server_id)
        return added is not None

    async def shelf(self, server_id: int, article_id: int | None) -> Shelf:
        """An article (None: the current one) and its published facts, in order, from memory or one read.

        Raises NoArticle where there is no current one, ArticleGone where that id isn't the server's.
        """
        if shelf := self.remembered(server_id, article_id):
            return shelf
        changes = self._changes.get(server_id)
        shelf = await self.store.shelf(server_id, article_id)
        if shelf is None and await self.welcome(server_id):
            changes = self._changes.get(server_id)
            shelf = await self.store.shelf(server_id, article_id)
        if shelf is None:
            raise NoArticle if article_id is None else ArticleGone
        # What was read before a change that came meanwhile answers this once, and is not kept.
        return self._shelves.put(server_id, article_id, shelf) if changes == self._changes.get(server_id) else shelf

    async def cards(self, server_id: int) -> tuple[ArticleCard, ...]:
        """The server's articles."""
        cards = await self.store.cards(server_id)
        if not cards and await self.welcome(server_id):
            cards = await self.store.cards(server_id)
        return cards

    async def listed(self, server_id: int) -> tuple[Listed, ...]:
        """The server's articles with how many facts each has. Raises NoArticle."""
        cards = await self.cards(server_id)
        if not cards:
            raise NoArticle
        counts = await self.store.counts(server_id)
        return tuple(Listed(card=card, counts=counts.get(card.id, {})) for card in cards)

    async def find_article(self, server_id: int, wanted: str) -> int:
        """The id of the article that somebody named: by its id, its short name or its title.

        Raises NoArticle, or ArticleUnknown with what there is.
        """
        cards = await self.cards(server_id)
        if not cards:
            raise NoArticle
        name = folded(wanted)
        for card in cards:
            if name in (str(card.id), folded(card.slug), folded(card.title)):
                return card.id
        raise ArticleUnknown(wanted, tuple(card.title for card in cards))

    async def article(self, server_id: int, article_id: int) -> Article:
        """An article with its body. Raises ArticleGone."""
        article = await self.store.article(server_id, article_id)
        if article is None:
            raise ArticleGone
        return article

    async def source(self, server_id: int, fact_id: int) -> Source:
        """Where a published fact stands. Raises FactGone."""
        found = await self.store.fact(server_id, fact_id)
        if found is None or found[0].state != "published":
            raise FactGone
        fact, article = found
        return Source(fact=fact, article=article)
