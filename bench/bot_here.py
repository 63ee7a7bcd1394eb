"""The real bot on a database of its own, with as many servers as asked for."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import text

from bot.app.build import build_bot
from bot.app.client import TalkingPoints
from bot.app.settings import read_settings
from bot.core.rules.library import Library
from bot.core.store.store import Store

# Copies what server 1 has to servers 2 to :last, as their own, with the numbers that they would have been given.
_COPY = (
    """INSERT INTO server (id, since, seeded, current_article_id)
       WITH RECURSIVE n(id) AS (SELECT 2 UNION ALL SELECT id + 1 FROM n WHERE id < :last)
       SELECT n.id, since, seeded, n.id FROM n, server WHERE server.id = 1""",
    """INSERT INTO article (server_id, id, slug, title, language, content_note, remarks, body)
       SELECT server.id, server.id, slug, title, article.language, content_note, remarks, body
       FROM server, article WHERE article.server_id = 1 AND server.id > 1""",
    """INSERT INTO fact (server_id, id, article_id, kind, state, position, content)
       SELECT server.id, fact.id + (server.id - 1) * last, server.id, kind, state, position, content
       FROM server, fact, counter WHERE fact.server_id = 1 AND server.id > 1 AND name = 'fact'""",
    "UPDATE counter SET last = last * :last",
)


def make_bot(database: Path) -> TalkingPoints:
    """The bot as ``run`` builds it, on that SQLite file."""
    settings = read_settings(database_url=f"sqlite+aiosqlite:///{database.as_posix()}")
    return TalkingPoints(build_bot(settings))


async def fill(database: Path, servers: int) -> None:
    """Makes the database with that many servers, each with its own copy of the default pack."""
    bot = make_bot(database)
    store = bot.bot.desk.store
    await store.open()
    await bot.bot.desk.get(Library).welcome(1)
    if servers > 1:
        async with store.writing() as connection:
            for statement in _COPY:
                await connection.execute(text(statement), {"last": servers} if ":last" in statement else {})
    await store.close()


async def tell_apart(store: Store) -> None:
    """Changes every server's article, so that no two servers have the same: none can share what another has."""
    async with store.writing() as connection:
        await connection.execute(text("UPDATE article SET title = title || ' ' || server_id"))
