"""A pack as a new article of a server, and what any change of an article gives back."""

from dataclasses import dataclass
from typing import Any

from bot.core.model.article import ArticleRow
from bot.core.model.article_fields import SLUG_MOST, slugify
from bot.core.model.changes import Entry, FactRow
from bot.core.model.errors.changes import NothingToChange
from bot.core.model.fact import Content
from bot.core.model.people import Who
from bot.core.model.quotes import Body
from bot.core.packs.reading import Pack
from bot.core.rules.anchors import stands
from bot.core.rules.desk import role_of
from bot.core.store.change import Change


@dataclass(frozen=True)
class ArticleDone:
    """What a change of an article did: its line in the history, and the article as it is now."""

    entry: Entry
    article: ArticleRow
    current: bool = False


def new_published(fact_id: int, article_id: int, position: int, content: Content) -> FactRow:
    """Make a fact that comes with a pack."""
    return FactRow(id=fact_id, article_id=article_id, state="published", position=position, content=content)


def short_name(pack: Pack) -> str:
    """Name a pack's article as a server calls it that has no other of that name."""
    return pack.slug if 0 < len(pack.slug) <= SLUG_MOST else slugify(pack.slug or pack.article.title)


async def add_pack(change: Change, who: Who, pack: Pack) -> ArticleDone:
    """Add a pack as a new article, within a change."""
    article_id = await change.next_article_id()
    slug = short_name(pack)
    if slug in await change.slugs():
        slug = slugify(slug, await change.slugs())
    article = ArticleRow(id=article_id, slug=slug, article=pack.article)
    change.add_article(article)
    first = await change.next_fact_ids(len(pack.facts))
    body = Body.of(pack.article)
    for i, content in enumerate(pack.facts):
        fact = new_published(first + i, article_id, i, content)
        # One that quotes a title in whose place somebody wrote their own waits for another quote.
        change.add_fact(fact if stands(content, body) else fact.model_copy(update={"state": "draft"}))
    current = await become_current(change, article_id)
    await change.mark_seeded()
    return await finish(change, who, "article added", article, current=current, facts=len(pack.facts))


async def become_current(change: Change, article_id: int) -> bool:
    """Make an article the server's current one where there is none. Returns whether it was so."""
    server = await change.server()
    free = server["current_article_id"] is None
    if free:
        change.set_server(server, current_article_id=article_id)
    return free


async def finish(
    change: Change, who: Who, action: str, article: ArticleRow, *, current: bool = False, **detail: Any
) -> ArticleDone:
    """Write a change of an article, with its line in the history. Raises NothingToChange where it changes nothing."""
    if not change.rows:
        raise NothingToChange
    detail = {"title": article.article.title, **detail}
    entry = await change.record(role_of(who), who.id, action, article_id=article.id, detail=detail)
    return ArticleDone(entry, article, current)
