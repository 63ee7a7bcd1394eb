"""Moderators' work on articles: adding, editing, correcting, choosing the current one, putting away."""

from __future__ import annotations

import zlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from bot.core.model.article import Article, ArticleRow
from bot.core.model.article_fields import SLUG_MOST, build_article, slugify
from bot.core.model.changes import Entry, FactRow
from bot.core.model.errors.changes import EditedMeanwhile, NothingToChange
from bot.core.model.errors.reader import ArticleGone
from bot.core.model.fact import Content
from bot.core.model.people import Who
from bot.core.packs.reading import Pack
from bot.core.rules.desk import Desk, role_of
from bot.core.rules.finding import require_article
from bot.core.store.change import Change
from bot.features.articles.correcting import Correction, plan_correction
from bot.features.articles.errors import ArticleArchived


@dataclass(frozen=True)
class Shelved:
    """What a change of an article did: its line in the history, and the article as it is now."""

    entry: Entry
    article: ArticleRow
    current: bool = False


def details_mark(article: Article) -> int:
    """A short number for what a form on the article's details showed, to notice that they changed meanwhile."""
    return zlib.crc32(repr(article.model_dump(exclude={"body", "remarks"})).encode("utf-8", "replace"))


def body_mark(article: Article) -> int:
    """The same for its text."""
    return zlib.crc32(article.body.encode("utf-8", "replace"))


class Shelving:
    """What moderators do with the articles of their server."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    async def find(self, server_id: int, who: Who, article_id: int) -> ArticleRow:
        """An article, put away or not, for a moderator to work on. Raises ArticleGone."""
        await self._desk.require(server_id, who)
        async with self._desk.store.reading() as connection:
            article = await Change(connection, server_id, 0).article(article_id)
        if article is None:
            raise ArticleGone
        return article

    async def add(self, server_id: int, who: Who, pack: Pack, *, title: str | None = None) -> Shelved:
        """Adds an article with its facts, published. It becomes current where none is.

        ``title``: in place of the pack's own. Raises what ``build_article`` raises.
        """
        await self._desk.require(server_id, who)
        if title:
            old = pack.article
            fields = old.model_dump(exclude={"body", "remarks"}) | {"title": title}
            pack = replace(pack, slug="", article=build_article(fields, old.body, old.remarks))
        async with self._desk.change(server_id, who) as change:
            return await add_pack(change, who, pack)

    async def write(self, server_id: int, who: Who, fields: Mapping[str, Any], body: str) -> Shelved:
        """Adds an article from what was typed. Raises what ``build_article`` raises."""
        await self._desk.require(server_id, who)  # who may not is told so, and not what is wrong with the text
        article = build_article(fields, body)
        return await self.add(server_id, who, Pack("", article))

    async def edit(
        self, server_id: int, who: Who, article_id: int, fields: Mapping[str, Any], base: int | None
    ) -> Shelved:
        """Changes an article's title, source, link, date or content note; what is not given stays."""
        async with self._desk.change(server_id, who) as change:
            before = await require_article(change, article_id)
            if base is not None and details_mark(before.article) != base:
                raise EditedMeanwhile(0)
            old = before.article
            details = old.model_dump(exclude={"body", "remarks"}) | dict(fields)
            after = before.model_copy(update={"article": build_article(details, old.body, old.remarks)})
            change.set_article(before, after)
            if not change.rows:
                raise NothingToChange
            detail = {"title": after.article.title}
            entry = await change.record(role_of(who), who.id, "article edited", article_id=article_id, detail=detail)
        return Shelved(entry, after)

    async def plan(self, server_id: int, who: Who, article_id: int, text: str) -> Correction:
        """What a new text would change; nothing is changed yet. Raises NothingToChange."""
        await self._desk.require(server_id, who)
        async with self._desk.store.reading() as connection:
            change = Change(connection, server_id, 0)
            article = await require_article(change, article_id)
            facts = await change.facts(article_id)
        correction = plan_correction(article, facts, text)
        if correction.same:
            raise NothingToChange
        return correction

    async def correct(self, server_id: int, who: Who, article_id: int, text: str, base: int) -> tuple[Shelved, int]:
        """Puts a new text in place of the old one, which stays in the history. Returns how many facts lost their quote.

        ``base``: the mark of the text that the new one was made from. Raises EditedMeanwhile.
        """
        async with self._desk.change(server_id, who) as change:
            before = await require_article(change, article_id)
            if body_mark(before.article) != base:
                raise EditedMeanwhile(0)
            correction = plan_correction(before, await change.facts(article_id), text)
            if correction.same:
                raise NothingToChange
            put(change, correction)
            entry = await change.record(
                role_of(who),
                who.id,
                "article corrected",
                article_id=article_id,
                detail={"title": before.article.title, "lost": len(correction.lost)},
            )
        return Shelved(entry, correction.after), len(correction.lost)

    async def make_current(self, server_id: int, who: Who, article_id: int, channel_id: int | None) -> Shelved:
        """Makes an article the current one of the server, or of one channel. Raises NothingToChange."""
        async with self._desk.change(server_id, who) as change:
            article = await require_article(change, article_id)
            if channel_id is None:
                change.set_server(await change.server(), current_article_id=article_id)
            else:
                change.set_channel(channel_id, (await change.channels()).get(channel_id), article_id)
            entry = await self._record_current(change, who, article, channel_id)
        return Shelved(entry, article, True)

    async def follow_server(self, server_id: int, who: Who, channel_id: int) -> Entry:
        """Takes away a channel's own current article. Raises NothingToChange."""
        async with self._desk.change(server_id, who) as change:
            change.set_channel(channel_id, (await change.channels()).get(channel_id), None)
            return await self._record_current(change, who, None, channel_id)

    async def _record_current(
        self, change: Change, who: Who, article: ArticleRow | None, channel_id: int | None
    ) -> Entry:
        if not change.rows:
            raise NothingToChange
        detail = {"title": article.article.title if article else None, "channel": channel_id}
        return await change.record(
            role_of(who), who.id, "current article", article_id=article.id if article else None, detail=detail
        )

    async def archive(self, server_id: int, who: Who, article_id: int) -> Shelved:
        """Puts an article away: it isn't answered from or listed. Raises ArticleArchived."""
        async with self._desk.change(server_id, who) as change:
            before = await change.article(article_id)
            if before is None:
                raise ArticleGone
            if before.archived:
                raise ArticleArchived
            after = before.model_copy(update={"archived": True})
            change.set_article(before, after)
            server = await change.server()
            was_current = server["current_article_id"] == article_id
            if was_current:
                change.set_server(server, current_article_id=None)
            for channel_id, current in (await change.channels()).items():
                if current == article_id:
                    change.set_channel(channel_id, current, None)
            entry = await change.record(
                role_of(who),
                who.id,
                "article archived",
                article_id=article_id,
                detail={"title": before.article.title},
            )
        return Shelved(entry, after, was_current)

    async def unarchive(self, server_id: int, who: Who, article_id: int) -> Shelved:
        """Brings an article back; it becomes current where none is."""
        async with self._desk.change(server_id, who) as change:
            before = await change.article(article_id)
            if before is None:
                raise ArticleGone
            if not before.archived:
                raise NothingToChange
            after = before.model_copy(update={"archived": False})
            change.set_article(before, after)
            server = await change.server()
            current = server["current_article_id"] is None
            if current:
                change.set_server(server, current_article_id=article_id)
            entry = await change.record(
                role_of(who),
                who.id,
                "article unarchived",
                article_id=article_id,
                detail={"title": before.article.title},
            )
        return Shelved(entry, after, current)


def put(change: Change, correction: Correction) -> None:
    """Collects what a correction changes."""
    change.set_article(correction.article, correction.after)
    for before, after in correction.kept:
        change.set_fact(before, after)
    for fact in correction.lost:
        change.set_fact(fact, fact.model_copy(update={"state": "draft"}))


def new_published(fact_id: int, article_id: int, position: int, content: Content) -> FactRow:
    """A fact that comes with a pack."""
    return FactRow(
        id=fact_id,
        article_id=article_id,
        state="published",
        position=position,
        content=content,
        changed=0,
        written=0,
    )


def short_name(pack: Pack) -> str:
    """What a pack's article is called in a server that has no other of that name."""
    return pack.slug if 0 < len(pack.slug) <= SLUG_MOST else slugify(pack.slug or pack.article.title)


async def add_pack(change: Change, who: Who, pack: Pack) -> Shelved:
    """Adds a pack as a new article, within a change."""
    article_id = await change.next_article_id()
    slug = short_name(pack)
    if slug in await change.slugs():
        slug = slugify(slug, await change.slugs())
    article = ArticleRow(id=article_id, slug=slug, article=pack.article)
    change.add_article(article)
    if pack.facts:
        first = await change.next_fact_ids(len(pack.facts))
        for i, content in enumerate(pack.facts):
            change.add_fact(new_published(first + i, article_id, i, content))
    server = await change.server()
    current = server["current_article_id"] is None
    if current:
        change.set_server(server, current_article_id=article_id)
    await change.mark_seeded()
    entry = await change.record(
        role_of(who),
        who.id,
        "article added",
        article_id=article_id,
        detail={"title": article.article.title, "facts": len(pack.facts)},
    )
    return replace(Shelved(entry, article), current=current)
