"""The tables of participation: what is counted in a thread, and the marks that keep it from counting twice."""

from sqlalchemy import Column, ForeignKeyConstraint, Index, Integer, String, Table

from bot.core.store.metadata import SNOWFLAKE, metadata, server_key

participation = Table(
    "participation",
    metadata,
    server_key(),
    Column("thread_id", SNOWFLAKE, primary_key=True, autoincrement=False),
    Column("at", SNOWFLAKE, nullable=False),
    Column("key", String(64)),
    Column("people", Integer, nullable=False, server_default="0"),
    Column("messages", Integer, nullable=False, server_default="0"),
    Column("ended_at", SNOWFLAKE),
    Index("participation_by_age", "at"),
)
"""A thread that is counted, once that was announced in it: how many people posted, and how many messages. ``key``
is random and of this thread alone; it goes with its marks when the counting ends, and only the numbers stay."""

participation_mark = Table(
    "participation_mark",
    metadata,
    Column("server_id", SNOWFLAKE, primary_key=True, autoincrement=False),
    Column("thread_id", SNOWFLAKE, primary_key=True, autoincrement=False),
    Column("mark", String(64), primary_key=True),
    ForeignKeyConstraint(
        ["server_id", "thread_id"], ["participation.server_id", "participation.thread_id"], ondelete="CASCADE"
    ),
)
"""That somebody has posted in a thread, whoever it is: a keyed hash, so that nobody is counted twice."""
