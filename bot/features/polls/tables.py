"""Polls. Of an anonymous one: how many chose what, and who voted, but never both of one person."""

from sqlalchemy import JSON, Boolean, Column, ForeignKeyConstraint, Index, String, Table, Text, false

from bot.core.store.metadata import SNOWFLAKE, metadata, server_key

poll = Table(
    "poll",
    metadata,
    server_key(),
    Column("id", SNOWFLAKE, primary_key=True, autoincrement=False),
    Column("channel_id", SNOWFLAKE, nullable=False),
    Column("message_id", SNOWFLAKE),
    Column("panel_id", SNOWFLAKE),
    Column("question", Text, nullable=False),
    Column("answers", JSON, nullable=False),
    Column("anonymous", Boolean, nullable=False),
    Column("twice", Boolean, nullable=False),
    Column("first_id", SNOWFLAKE),
    Column("state", String(20), nullable=False),
    Column("quiet", Boolean, nullable=False, server_default=false()),
    Column("since", SNOWFLAKE, nullable=False),
    Column("ends_at", SNOWFLAKE, nullable=False),
    Column("closed_at", SNOWFLAKE),
    Column("counts", JSON),
    Index("poll_by_end", "state", "ends_at"),
    Index("poll_asked_once_again", "server_id", "first_id", unique=True),
)
"""A poll, as ``Poll`` describes it; ``counts`` has the votes by answer, and nobody's choice."""

poll_key = Table(
    "poll_key",
    metadata,
    server_key(),
    Column("poll_id", SNOWFLAKE, primary_key=True, autoincrement=False),
    Column("key", String(64), nullable=False),
    ForeignKeyConstraint(["server_id", "poll_id"], ["poll.server_id", "poll.id"], ondelete="CASCADE"),
)
"""What the marks of an open anonymous poll are made with. It goes with them when the poll closes."""

poll_mark = Table(
    "poll_mark",
    metadata,
    server_key(),
    Column("poll_id", SNOWFLAKE, primary_key=True, autoincrement=False),
    Column("mark", String(64), primary_key=True),
    ForeignKeyConstraint(["server_id", "poll_id"], ["poll.server_id", "poll.id"], ondelete="CASCADE"),
    sqlite_with_rowid=False,  # kept in the order of the marks, which is as good as random, not in that of the votes
)
"""That somebody voted, and not what: the HMAC of their number with the poll's key. No time, no choice, no order."""
