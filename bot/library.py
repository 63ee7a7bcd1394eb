"""What a server may do with its articles and facts. The rules stand here, once, for every way in."""

from __future__ import annotations

import time
from collections.abc import Callable

from .errors import ArticleGone, ArticleUnknown, FactGone, NoArticle
from .model import Article, ArticleCard, Kind, Listed, Shelf, Source
from .packs import Pack
from .search import folded
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
        self._generations: dict[int, int] = {}

    def generation(self, server_id: int) -> int:
        """A number that changes whenever what the server would be answered may have changed."""
        return self._generations.get(server_id, 0)

    def _changed(self, server_id: int) -> None:
        self._generations[server_id] = self.generation(server_id) + 1

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
            self._changed(server_id)
        return added is not None

    async def shelf(self, server_id: int, article_id: int | None, *kinds: Kind) -> Shelf:
        """An article (None: the current one) and its published facts of these kinds, in order.

        Raises NoArticle where there is no current one, ArticleGone where that id isn't the server's.
        """
        shelf = await self.store.shelf(server_id, article_id, kinds)
        if shelf is None and await self.welcome(server_id):
            shelf = await self.store.shelf(server_id, article_id, kinds)
        if shelf is None:
            raise NoArticle if article_id is None else ArticleGone
        return shelf

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
