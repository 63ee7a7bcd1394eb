"""Giving a server an article with its facts, as a pack has them."""

from collections.abc import Sequence

from sqlalchemy import func, insert, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.core.model.article import Article
from bot.core.model.changes import content_json, part_of
from bot.core.model.fact import Content
from bot.core.model.search import searchable
from bot.core.store import tables as t
from bot.core.store.change import insert_history
from bot.core.store.rows import add_missing, take_numbers


async def add_article(
    connection: AsyncConnection,
    server_id: int,
    slug: str,
    article: Article,
    contents: Sequence[Content],
    *,
    at: int,
    action: str,
    seed: bool,
) -> tuple[int, int] | None:
    """Add an article as ``Store.add_article`` does. Returns the number of its line in the history too.

    The history tells of it in that one line, without the rows: the pack has them.
    """
    await add_missing(connection, t.server, id=server_id, since=at)
    mine = t.server.c.id == server_id
    took = await connection.execute(
        update(t.server)
        .where(mine, *([t.server.c.seeded.is_(False)] if seed else []))
        .values(seeded=t.server.c.seeded if not seed else True)
    )
    if not took.rowcount:
        return None
    article_id = await take_numbers(connection, "article")
    first = await take_numbers(connection, "fact", len(contents))
    current = func.coalesce(t.server.c.current_article_id, article_id)
    await connection.execute(update(t.server).where(mine).values(current_article_id=current))
    await connection.execute(
        insert(t.article).values(server_id=server_id, id=article_id, slug=slug, **article.model_dump())
    )
    entry_id = await insert_history(
        connection,
        server_id=server_id,
        at=at,
        action=action,
        article_id=article_id,
        detail={"title": article.title, "facts": len(contents)},
        changes=[],
    )
    if contents:
        rows = [
            {
                "server_id": server_id,
                "id": first + i,
                "article_id": article_id,
                "kind": content.kind,
                "state": "published",
                "position": i,
                "content": content_json(content),
                "part": part_of(content),
                "search": searchable(content),
                "changed": entry_id,
                "written": entry_id,
            }
            for i, content in enumerate(contents)
        ]
        await connection.execute(insert(t.fact), rows)
    return article_id, entry_id
