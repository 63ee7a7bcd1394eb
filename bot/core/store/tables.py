"""The tables. What a server owns has the server's id in its key; its own id comes from a counter of all servers."""

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    String,
    Table,
    Text,
    false,
)

from bot.core.store.metadata import SNOWFLAKE, metadata, server_key

server = Table(
    "server",
    metadata,
    Column("id", SNOWFLAKE, primary_key=True, autoincrement=False),
    Column("since", SNOWFLAKE, nullable=False),
    Column("seeded", Boolean, nullable=False, server_default=false()),
    Column("current_article_id", SNOWFLAKE),
    Column("answers_public", Boolean),
    Column("log_channel_id", SNOWFLAKE),
    Column("editor_roles", JSON, nullable=False, server_default="[]"),
    Column("application_id", SNOWFLAKE),
    Column("removed_at", SNOWFLAKE),
    Column("language", String(20)),
    Column("time_zone", String(60)),
    Column("hide_behind_note", Boolean, nullable=False, server_default=false()),
    Column("settings", JSON, nullable=False, server_default="{}"),
)
"""A Discord guild. ``since``: seconds since 1970. ``seeded``: it had its copy of the default pack, so that a
later start doesn't bring back what its moderators took away.
``answers_public`` NULL: as the operator set it. ``application_id``: the bot that serves it; ``removed_at``: when
that bot was removed from it, NULL while it is there. ``settings``: what was chosen of features' own settings, by
name."""

article = Table(
    "article",
    metadata,
    server_key(),
    Column("id", SNOWFLAKE, primary_key=True, autoincrement=False),
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
    Column("archived", Boolean, nullable=False, server_default=false()),
)

channel = Table(
    "channel",
    metadata,
    server_key(),
    Column("id", SNOWFLAKE, primary_key=True, autoincrement=False),
    Column("article_id", SNOWFLAKE, nullable=False),
)
"""A channel with a current article of its own."""

fact = Table(
    "fact",
    metadata,
    server_key(),
    Column("id", SNOWFLAKE, primary_key=True, autoincrement=False),
    Column("article_id", SNOWFLAKE, nullable=False),
    Column("kind", String(20), nullable=False),
    Column("state", String(20), nullable=False),
    Column("position", Integer, nullable=False),
    Column("content", JSON, nullable=False),
    Column("part", String(20), nullable=False, server_default=""),
    Column("search", Text, nullable=False, server_default=""),
    Column("changed", SNOWFLAKE, nullable=False, server_default="0"),
    Column("written", SNOWFLAKE, nullable=False, server_default="0"),
    ForeignKeyConstraint(["server_id", "article_id"], ["article.server_id", "article.id"], ondelete="CASCADE"),
    Index("fact_of_article", "server_id", "article_id", "kind", "position"),
)
"""``content`` is the fact as ``Content`` writes it, its quote with it; ``part``: its stage or length,
as far as its kind has one; ``search`` is its text, folded.
``changed`` and ``written`` are the numbers in the history of the last change, and of the last change of its content."""

suggestion = Table(
    "suggestion",
    metadata,
    server_key(),
    Column("fact_id", SNOWFLAKE, primary_key=True, autoincrement=False),
    Column("member_id", SNOWFLAKE),
    Column("at", SNOWFLAKE, nullable=False),
    Column("decision", String(20)),
    Column("reason", Text),
    ForeignKeyConstraint(["server_id", "fact_id"], ["fact.server_id", "fact.id"], ondelete="CASCADE"),
    Index("suggestion_of_member", "server_id", "member_id"),
)
"""A fact that a student suggested. ``member_id`` is NULL once the student asked to be forgotten; ``decision``: what a
moderator decided, ``approved`` or ``rejected``, NULL while it waits; ``reason``: why it was rejected."""

asked = Table(
    "asked",
    metadata,
    server_key(),
    Column("source", String(80), primary_key=True),
    Column("article_id", SNOWFLAKE, nullable=False),
    Column("fact_id", SNOWFLAKE, nullable=False),
    Index("asked_of_article", "server_id", "article_id"),
)
"""Which questions the class was asked, or is about to be. ``source``: by what, in words of its own."""

form = Table(
    "form",
    metadata,
    server_key(),
    Column("id", SNOWFLAKE, primary_key=True, autoincrement=False),
    Column("member_id", SNOWFLAKE, nullable=False),
    Column("at", SNOWFLAKE, nullable=False),
    Column("purpose", JSON, nullable=False),
    Column("given", JSON, nullable=False),
    Index("form_by_age", "at"),
)
"""What somebody typed or attached and that has not become a change yet; it goes after a day."""

history = Table(
    "history",
    metadata,
    Column("id", SNOWFLAKE, primary_key=True, autoincrement=True),
    Column("server_id", SNOWFLAKE, ForeignKey("server.id", ondelete="CASCADE"), nullable=False),
    Column("at", SNOWFLAKE, nullable=False),
    Column("action", String(40), nullable=False),
    Column("article_id", SNOWFLAKE),
    Column("fact_id", SNOWFLAKE),
    Column("detail", JSON),
    Column("role", String(20), nullable=False, server_default="bot"),
    Column("member_id", SNOWFLAKE),
    Column("changes", JSON),
    Column("undoes", SNOWFLAKE),
    Column("undone_by", SNOWFLAKE),
    Index("history_of_server", "server_id", "id"),
    sqlite_autoincrement=True,  # a number is never given out twice, not even after its server was erased
)
"""Every change, oldest first; ``at`` in seconds since 1970. ``role`` and ``member_id``: who made it; ``changes``: the
rows before and after, as ``RowChange`` writes them. Numbers are given out in the order of commits."""

touched = Table(
    "touched",
    metadata,
    server_key(),
    Column("fact_id", SNOWFLAKE, primary_key=True, autoincrement=False),
    Column("history_id", SNOWFLAKE, primary_key=True, autoincrement=False),
)
"""Which changes touched a fact, so that its history is found without reading all of it."""

counter = Table(
    "counter",
    metadata,
    Column("name", String(40), primary_key=True),
    Column("last", SNOWFLAKE, nullable=False),
)
"""The last number given out of each kind. It belongs to no server, so a number never comes again, not even after its
server was erased: an old button finds nothing, rather than something new."""

note = Table(
    "note",
    metadata,
    Column("name", String(40), primary_key=True),
    Column("value", Text, nullable=False),
)
"""What the bot notes for itself, such as the hash of the commands that Discord has."""
