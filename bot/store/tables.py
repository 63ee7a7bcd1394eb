"""The tables. What a server owns has the server's id in its key; ids of articles and facts count within it."""

from __future__ import annotations

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    false,
)

metadata = MetaData()

_SERVER = BigInteger().with_variant(Integer, "sqlite")


def _server_key() -> Column[int]:
    return Column("server_id", _SERVER, ForeignKey("server.id", ondelete="CASCADE"), primary_key=True)


server = Table(
    "server",
    metadata,
    Column("id", _SERVER, primary_key=True, autoincrement=False),
    Column("since", _SERVER, nullable=False),
    Column("seeded", Boolean, nullable=False, server_default=false()),
    Column("current_article_id", Integer),
    Column("last_article_id", Integer, nullable=False, server_default="0"),
    Column("last_fact_id", Integer, nullable=False, server_default="0"),
)
"""A Discord guild. ``since``: seconds since 1970. ``seeded``: it had its copy of the default pack, so that a
later start doesn't bring back what its moderators took away. ``last_…_id``: the numbers given out so far."""

article = Table(
    "article",
    metadata,
    _server_key(),
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("slug", String(100), nullable=False),
    Column("title", Text, nullable=False),
    Column("language", String(20), nullable=False),
    Column("source", Text),
    Column("link", Text),
    Column("byline", Text),
    Column("date", Text),
    Column("content_note", Text),
    Column("remarks", JSON, nullable=False),
    Column("body", Text, nullable=False),
)

fact = Table(
    "fact",
    metadata,
    _server_key(),
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("article_id", Integer, nullable=False),
    Column("kind", String(20), nullable=False),
    Column("state", String(20), nullable=False),
    Column("position", Integer, nullable=False),
    Column("content", JSON, nullable=False),
    ForeignKeyConstraint(["server_id", "article_id"], ["article.server_id", "article.id"], ondelete="CASCADE"),
    Index("fact_of_article", "server_id", "article_id", "kind", "position"),
)
"""``content`` is the fact as ``bot.model.Content`` writes it, its quote with it."""

history = Table(
    "history",
    metadata,
    Column("id", _SERVER, primary_key=True, autoincrement=True),
    Column("server_id", _SERVER, ForeignKey("server.id", ondelete="CASCADE"), nullable=False),
    Column("at", _SERVER, nullable=False),
    Column("action", String(40), nullable=False),
    Column("article_id", Integer),
    Column("fact_id", Integer),
    Column("detail", JSON),
    Index("history_of_server", "server_id", "id"),
)
"""Every change, oldest first; ``at`` in seconds since 1970."""

note = Table(
    "note",
    metadata,
    Column("name", String(40), primary_key=True),
    Column("value", Text, nullable=False),
)
"""What the bot notes for itself, such as the hash of the commands that Discord has."""
