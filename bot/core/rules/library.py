"""The library: what readers are given, and the parts that curate it."""

from __future__ import annotations

import time
from collections.abc import Callable

from bot.core.model.article import Article, ArticleCard, Listed
from bot.core.model.changes import Entry, FactRecord, FactRow, entry_content
from bot.core.model.errors.changes import NoSuchFact
from bot.core.model.errors.reader import ArticleGone, ArticleUnknown, FactGone, NoArticle
from bot.core.model.fact import Content, Kind, Shelf, Source, State
from bot.core.model.people import Who
from bot.core.model.search import folded
from bot.core.model.server import ServerSettings
from bot.core.packs.reading import Pack
from bot.core.rules.desk import Desk
from bot.core.rules.news import News
from bot.core.rules.undoing import Undoing
from bot.core.store.fact_lists import FactLists
from bot.core.store.forms import Forms
from bot.core.store.store import Store
from bot.features.articles.importing import Importing
from bot.features.articles.rules import Shelving
from bot.features.discussions.rules import Discussing
from bot.features.facts.rules import Curating
from bot.features.participation.rules import Participating
from bot.features.polls.rules import Polling
from bot.features.settings.rules import Serving
from bot.features.suggestions.rules import Proposing
from bot.features.weekly_questions.claims import WarmingUp
from bot.features.weekly_questions.rules import Scheduling


class Library:
    """The articles and facts of every server; each sees its own and nobody else's.

    ``default`` is the pack that a server gets a copy of when the bot joins it or first answers in it, or None.
    ``now`` tells the time in seconds since 1970.
    """

    def __init__(self, store: Store, default: Pack | None = None, now: Callable[[], float] = time.time) -> None:
        self.store = store
        self._default = default
        self.desk = desk = Desk(store, now)
        self.facts = Curating(desk)
        self.articles = Shelving(desk)
        self.packs = Importing(desk)
        self.proposals = Proposing(desk)
        self.history = Undoing(desk)
        self.servers = Serving(desk)
        self.participation = Participating(desk)
        self.news = News(desk)
        self.discussions = Discussing(desk, self.shelf, self.welcome)
        self.polls = Polling(desk)
        self.schedules = Scheduling(desk)
        self.warm_ups = WarmingUp(desk)
        self.forms = Forms(store)
        self._lists = FactLists(store)

    def forget(self, server_id: int) -> None:
        """Has what the server is answered from read anew: something has changed it."""
        self.desk.forget(server_id)

    def remembered(self, server_id: int, article_id: int | None) -> Shelf | None:
        """The shelf of an article (None: of the current one), if it is in memory."""
        return self.desk.shelves.get(server_id, article_id)

    async def settings(self, server_id: int) -> ServerSettings:
        """How the server is set up, as far as it concerns how it is answered."""
        return await self.desk.settings(server_id)

    async def is_moderator(self, server_id: int, who: Who) -> bool:
        """Whether somebody may curate here."""
        return await self.desk.may(server_id, who, "moderator")

    async def require_moderator(self, server_id: int, who: Who) -> None:
        """Raises ModeratorsOnly."""
        await self.desk.require(server_id, who)

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
            at=self.desk.now(),
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
        changes = self.desk.changes.get(server_id)
        shelf = await self.store.shelf(server_id, article_id)
        if shelf is None and await self.welcome(server_id):
            changes = self.desk.changes.get(server_id)
            shelf = await self.store.shelf(server_id, article_id)
        if shelf is None or shelf.card.archived:
            raise NoArticle if article_id is None else ArticleGone
        # What was read before a change that came meanwhile answers this once, and is not kept.
        if changes == self.desk.changes.get(server_id):
            return self.desk.shelves.put(server_id, article_id, shelf)
        return shelf

    async def card(self, server_id: int, article_id: int) -> ArticleCard:
        """An article without its text, put away or not. Raises ArticleGone."""
        for card in await self.store.cards(server_id):
            if card.id == article_id:
                return card
        raise ArticleGone

    async def cards(self, server_id: int, *, archived: bool = False) -> tuple[ArticleCard, ...]:
        """The server's articles; with ``archived``, those that were put away too."""
        cards = await self.store.cards(server_id)
        if not cards and await self.welcome(server_id):
            cards = await self.store.cards(server_id)
        return cards if archived else tuple(card for card in cards if not card.archived)

    async def current(self, server_id: int, channel_id: int | None) -> int:
        """The id of the article that is current in a channel. Raises NoArticle."""
        settings = await self.settings(server_id)
        found = settings.channels.get(channel_id or 0) or settings.current_article_id
        if found is None and await self.welcome(server_id):
            found = (await self.settings(server_id)).current_article_id
        if found is None:
            raise NoArticle
        return found

    async def listed(self, server_id: int) -> tuple[Listed, ...]:
        """The server's articles with how many facts each has. Raises NoArticle."""
        cards = await self.cards(server_id)
        if not cards:
            raise NoArticle
        counts = await self.store.counts(server_id)
        return tuple(Listed(card=card, counts=counts.get(card.id, {})) for card in cards)

    async def find_article(self, server_id: int, wanted: str, *, archived: bool = False) -> int:
        """The id of the article that somebody named: by its id, its short name or its title.

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
        """An article with its body. Raises ArticleGone."""
        article = await self.store.article(server_id, article_id)
        if article is None:
            raise ArticleGone
        return article

    async def readable(self, server_id: int, article_id: int) -> Article:
        """An article with its body, for readers. Raises ArticleGone where it was put away, too."""
        if (await self.card(server_id, article_id)).archived:
            raise ArticleGone
        return await self.article(server_id, article_id)

    async def source(self, server_id: int, fact_id: int) -> Source:
        """Where a published fact stands. Raises FactGone."""
        found = await self.store.fact(server_id, fact_id)
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
        """Facts in any state, and how many there are. Raises ModeratorsOnly."""
        await self.desk.require(server_id, who)
        return await self._lists.page(
            server_id, article_id=article_id, kind=kind, state=state, offset=offset, limit=limit
        )

    async def fact(self, server_id: int, who: Who, fact_id: int) -> FactRecord:
        """A fact in any state. Raises ModeratorsOnly, NoSuchFact."""
        await self.desk.require(server_id, who)
        found = await self._lists.record(server_id, fact_id)
        if found is None:
            raise NoSuchFact
        return found

    async def search_facts(self, server_id: int, who: Who, word: str, limit: int) -> list[FactRow]:
        """Facts in any state whose text has a word; nothing for who isn't a moderator."""
        if not await self.is_moderator(server_id, who):
            return []
        found = await self._lists.search(server_id, folded(word), limit)
        if not found and await self.welcome(server_id):
            found = await self._lists.search(server_id, folded(word), limit)
        return found

    async def content_of(self, entry: Entry) -> Content | None:
        """The fact that a change was about, as the change left it, or else as it is now; None where it was no fact."""
        if entry.fact_id is None:
            return None
        content = entry_content(entry)
        if content is None:
            record = await self._lists.record(entry.server_id, entry.fact_id)
            content = None if record is None else record.fact.content
        return content
