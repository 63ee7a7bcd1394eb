"""Moderators' work on articles: adding, editing, correcting, choosing the current one, archiving and restoring."""

import zlib
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from bot.core.model.article import Article, ArticleRow
from bot.core.model.article_fields import build_article
from bot.core.model.changes import Entry, FactRow
from bot.core.model.errors.changes import EditedMeanwhile, NothingToChange
from bot.core.model.errors.reader import ArticleGone
from bot.core.model.grounds import Grounds
from bot.core.model.people import Who
from bot.core.model.quotes import Body
from bot.core.packs.reading import Pack
from bot.core.rules.desk import Desk, role_of
from bot.core.rules.finding import require_article, require_unchanged
from bot.core.rules.long_work import looked_at
from bot.core.store.change import Change
from bot.features.articles.correcting import Correction, details_of, moved_facts, plan_correction, set_moved
from bot.features.articles.errors import ArticleArchived
from bot.features.articles.new_article import ArticleDone, add_pack, become_current, finish


def details_mark(article: Article) -> int:
    """Make a short number of what a form of the article's details showed, to notice that they changed meanwhile."""
    return zlib.crc32(repr(details_of(article)).encode("utf-8", "replace"))


def body_mark(article: Article) -> int:
    """Make such a number of the article's text."""
    return zlib.crc32(article.body.encode("utf-8", "replace"))


class ArticleRules:
    """What moderators do with the articles of their server."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    async def find(self, server_id: int, who: Who, article_id: int) -> ArticleRow:
        """Find an article, archived or not, for a moderator to work on. Raises ArticleGone."""
        await self._desk.require(server_id, who)
        async with self._desk.store.reading() as connection:
            return await find_row(Change(connection, server_id, 0), article_id)

    async def add(self, server_id: int, who: Who, pack: Pack, *, title: str | None = None) -> ArticleDone:
        """Add an article with its facts, published. It becomes current where none is.

        ``title``: in place of the pack's own. Raises what ``build_article`` raises.
        """
        await self._desk.require(server_id, who)
        if title:
            old = pack.article
            fields = details_of(old) | {"title": title}
            pack = replace(pack, slug="", article=build_article(fields, old.body, old.remarks))
        async with self._desk.change(server_id, who) as change:
            return await add_pack(change, who, pack)

    async def write(self, server_id: int, who: Who, fields: Mapping[str, Any], body: str) -> ArticleDone:
        """Add an article from what was typed. Raises what ``build_article`` raises."""
        await self._desk.require(server_id, who)  # who may not is told so, and not what is wrong with the text
        article = build_article(fields, body)
        return await self.add(server_id, who, Pack("", article))

    async def edit(
        self, server_id: int, who: Who, article_id: int, fields: Mapping[str, Any], base: int | None
    ) -> ArticleDone:
        """Change an article's title, source, link, date or content note; what is not given stays.

        A fact that no longer stands in the article, such as one that quotes the old title, becomes a draft; the history
        counts those as ``lost``.
        """
        async with self._desk.change(server_id, who) as change:
            before = await require_article(change, article_id)
            if base is not None and details_mark(before.article) != base:
                raise EditedMeanwhile(0)
            old = before.article
            details = details_of(old) | dict(fields)
            after = before.model_copy(update={"article": build_article(details, old.body, old.remarks)})
            change.set_article(before, after)
            kept, drafted = moved_facts(await change.facts(article_id), Body.of(old), Grounds(after.article))
            set_moved(change, *kept, *drafted)
            detail: dict[str, Any] = {"lost": len(drafted)} if drafted else {}
            return await finish(change, who, "article edited", after, **detail)

    async def plan(self, server_id: int, who: Who, article_id: int, text: str) -> Correction:
        """Find what a new text would change; nothing is changed yet. Raises NothingToChange."""
        await self._desk.require(server_id, who)
        return (await self._planned(server_id, article_id, text))[0]

    async def correct(self, server_id: int, who: Who, article_id: int, text: str, base: int) -> tuple[ArticleDone, int]:
        """Put a new text in place of the old one, which stays in the history. Returns how many facts became drafts.

        ``base``: the mark of the text that the new one was made from. Raises EditedMeanwhile.
        """
        await self._desk.require(server_id, who)
        correction, facts = await self._planned(server_id, article_id, text, base)
        async with self._desk.change(server_id, who) as change:
            await require_unchanged(change, correction.article, facts)
            change.set_article(correction.article, correction.after)
            set_moved(change, *correction.kept, *correction.drafted)
            lost = len(correction.drafted)
            return await finish(change, who, "article corrected", correction.after, lost=lost), lost

    async def _planned(
        self, server_id: int, article_id: int, text: str, base: int | None = None
    ) -> tuple[Correction, list[FactRow]]:
        """Find what a new text would change; returns also the facts as they were. Raises EditedMeanwhile.

        That may take long, so that it is done before the change, which holds up other writers.
        """
        async with self._desk.store.reading() as connection:
            change = Change(connection, server_id, 0)
            article, facts = await require_article(change, article_id), await change.facts(article_id)
        old = article.article
        if base is not None and body_mark(old) != base:
            raise EditedMeanwhile(0)
        size = looked_at(len(facts), old.body, text)
        correction = await self._desk.long_work.run(server_id, plan_correction, article, facts, text, size=size)
        if correction.same:
            raise NothingToChange
        return correction, facts

    async def make_current(self, server_id: int, who: Who, article_id: int, channel_id: int | None) -> ArticleDone:
        """Make an article the current one of the server, or of one channel. Raises NothingToChange."""
        async with self._desk.change(server_id, who) as change:
            article = await require_article(change, article_id)
            if channel_id is None:
                change.set_server(await change.server(), current_article_id=article_id)
            else:
                change.set_channel(channel_id, (await change.channels()).get(channel_id), article_id)
            return await finish(change, who, "current article", article, current=True, channel=channel_id)

    async def follow_server(self, server_id: int, who: Who, channel_id: int) -> Entry:
        """Take away a channel's own current article. Raises NothingToChange."""
        async with self._desk.change(server_id, who) as change:
            change.set_channel(channel_id, (await change.channels()).get(channel_id), None)
            if not change.rows:
                raise NothingToChange
            detail = {"title": None, "channel": channel_id}
            return await change.record(role_of(who), who.id, "current article", detail=detail)

    async def archive(self, server_id: int, who: Who, article_id: int) -> ArticleDone:
        """Archive an article: it is no longer answered from or listed. Raises ArticleArchived."""
        async with self._desk.change(server_id, who) as change:
            before = await find_row(change, article_id)
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
            return await finish(change, who, "article archived", after, current=was_current)

    async def restore(self, server_id: int, who: Who, article_id: int) -> ArticleDone:
        """Restore an article; it becomes current where none is."""
        async with self._desk.change(server_id, who) as change:
            before = await find_row(change, article_id)
            if not before.archived:
                raise NothingToChange
            after = before.model_copy(update={"archived": False})
            change.set_article(before, after)
            current = await become_current(change, article_id)
            return await finish(change, who, "article restored", after, current=current)


async def find_row(change: Change, article_id: int) -> ArticleRow:
    """Find an article of the server, archived or not. Raises ArticleGone."""
    article = await change.article(article_id)
    if article is None:
        raise ArticleGone
    return article
