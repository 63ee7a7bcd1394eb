"""The library: what readers are given, and facts as moderators see them."""

from bot.core.model.article import Article, ArticleCard, Listed
from bot.core.model.changes import Entry, FactRecord, FactRow, entry_content
from bot.core.model.errors.changes import NoSuchFact
from bot.core.model.errors.reader import ArticleGone, ArticleUnknown, FactGone, NoArticle
from bot.core.model.fact import Content, Kind, Shelf, Source, State
from bot.core.model.people import Who
from bot.core.model.search import folded
from bot.core.rules.desk import Desk
from bot.core.store.fact_lists import FactLists


class Library:
    """The articles and facts of every server; each sees its own and nobody else's."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._store = desk.store
        self._lists = FactLists(desk.store)

    def remembered(self, server_id: int, article_id: int | None) -> Shelf | None:
        """Return the shelf of an article (None: of the current one), if it is in memory."""
        return self._desk.shelves.get(server_id, article_id)

    async def welcome(self, server_id: int) -> bool:
        """Give the server its copy of the default pack, unless it had it. Returns whether it did."""
        if self._desk.default is None or await self._store.is_seeded(server_id):
            return False
        pack = self._desk.default
        added = await self._store.add_article(
            server_id,
            pack.slug,
            pack.article,
            pack.facts,
            at=self._desk.now(),
            action="article added",
            seed=True,
        )
        if added is not None:
            self._desk.forget(server_id)
        return added is not None

    async def shelf(self, server_id: int, article_id: int | None) -> Shelf:
        """Return an article (None: the current one) and its published facts, in order, from memory or one read.

        Raises NoArticle where there is no current one, ArticleGone where that id isn't the server's.
        """
        if shelf := self.remembered(server_id, article_id):
            return shelf
        changes = self._desk.changes.get(server_id)
        shelf = await self._store.shelf(server_id, article_id)
        if shelf is None and await self.welcome(server_id):
            changes = self._desk.changes.get(server_id)
            shelf = await self._store.shelf(server_id, article_id)
        if shelf is None or shelf.card.archived:
            raise NoArticle if article_id is None else ArticleGone
        # What was read before a change that came meanwhile answers this once, and is not kept.
        if changes == self._desk.changes.get(server_id):
            return self._desk.shelves.put(server_id, article_id, shelf)
        return shelf

    async def card(self, server_id: int, article_id: int) -> ArticleCard:
        """Return an article without its text, archived or not. Raises ArticleGone."""
        for card in await self._store.cards(server_id):
            if card.id == article_id:
                return card
        raise ArticleGone

    async def cards(self, server_id: int, *, archived: bool = False) -> tuple[ArticleCard, ...]:
        """Return the server's articles; with ``archived``, archived ones too."""
        cards = await self._store.cards(server_id)
        if not cards and await self.welcome(server_id):
            cards = await self._store.cards(server_id)
        return cards if archived else tuple(card for card in cards if not card.archived)

    async def current(self, server_id: int, channel_id: int | None) -> int:
        """Return the id of the article that is current in a channel. Raises NoArticle."""
        settings = await self._desk.settings(server_id)
        found = settings.channels.get(channel_id or 0) or settings.current_article_id
        if found is None and await self.welcome(server_id):
            found = (await self._desk.settings(server_id)).current_article_id
        if found is None:
            raise NoArticle
        return found

    async def listed(self, server_id: int) -> tuple[Listed, ...]:
        """List the server's articles with how many facts each has. Raises NoArticle."""
        cards = await self.cards(server_id)
        if not cards:
            raise NoArticle
        counts = await self._store.counts(server_id)
        return tuple(Listed(card=card, counts=counts.get(card.id, {})) for card in cards)

    async def find_article(self, server_id: int, wanted: str, *, archived: bool = False) -> int:
        """Find the id of the article that somebody named: by its id, its short name or its title.

        Raises NoArticle, or ArticleUnknown with what there is.
        """
        cards = await self.cards(server_id, archived=archived)
        if not cards:
            raise NoArticle
        name = folded(wanted)
        for card in cards:
            if name in (str(card.id), folded(card.slug), folded(card.title)):
                return card.id
        raise ArticleUnknown(wanted, tuple(card.title for card in cards))

    async def article(self, server_id: int, article_id: int) -> Article:
        """Return an article with its body. Raises ArticleGone."""
        article = await self._store.article(server_id, article_id)
        if article is None:
            raise ArticleGone
        return article

    async def readable(self, server_id: int, article_id: int) -> Article:
        """Return an article with its body, for readers. Raises ArticleGone where it is archived, too."""
        if (await self.card(server_id, article_id)).archived:
            raise ArticleGone
        return await self.article(server_id, article_id)

    async def source(self, server_id: int, fact_id: int) -> Source:
        """Find where a published fact stands. Raises FactGone."""
        found = await self._store.fact(server_id, fact_id)
        if found is None or found[0].state != "published":
            raise FactGone
        fact, article = found
        return Source(fact=fact, article=article)

    # --- for moderators -----------------------------------------------------------------------

    async def listed_facts(
        self,
        server_id: int,
        who: Who,
        *,
        article_id: int,
        kind: Kind | None,
        state: State | None,
        offset: int,
        limit: int,
    ) -> tuple[list[FactRecord], int]:
        """List facts in any state, and how many there are. Raises ModeratorsOnly."""
        await self._desk.require(server_id, who)
        return await self._lists.page(
            server_id, article_id=article_id, kind=kind, state=state, offset=offset, limit=limit
        )

    async def fact(self, server_id: int, who: Who, fact_id: int) -> FactRecord:
        """Return a fact in any state. Raises ModeratorsOnly, NoSuchFact."""
        await self._desk.require(server_id, who)
        found = await self._lists.record(server_id, fact_id)
        if found is None:
            raise NoSuchFact
        return found

    async def search_facts(self, server_id: int, who: Who, word: str, limit: int) -> list[FactRow]:
        """Find facts in any state whose text has a word; nothing for who isn't a moderator."""
        if not await self._desk.may(server_id, who, "moderator"):
            return []
        found = await self._lists.search(server_id, folded(word), limit)
        if not found and await self.welcome(server_id):
            found = await self._lists.search(server_id, folded(word), limit)
        return found

    async def content_of(self, entry: Entry) -> Content | None:
        """Find the fact that a change was about, as the change left it or else as it is now; None where it was none."""
        if entry.fact_id is None:
            return None
        content = entry_content(entry)
        if content is None:
            record = await self._lists.record(entry.server_id, entry.fact_id)
            content = None if record is None else record.fact.content
        return content

    async def hides(self, server_id: int, article: ArticleCard | Article) -> bool:
        """Tell whether what an article says is shown in this server only to whoever presses Show anyway."""
        return article.content_note is not None and (await self._desk.settings(server_id)).hide_behind_note
