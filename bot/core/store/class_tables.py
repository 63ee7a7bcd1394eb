"""The tables of what a class does: discussions, polls, warm-ups, how many take part."""

from __future__ import annotations

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Date,
    ForeignKeyConstraint,
    Index,
    Integer,
    String,
    Table,
    Text,
    false,
)

from bot.core.store.metadata import SNOWFLAKE, metadata, server_key

discussion = Table(
    "discussion",
    metadata,
    server_key(),
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("article_id", Integer, nullable=False),
    Column("fact_id", Integer, nullable=False),
    Column("channel_id", SNOWFLAKE, nullable=False),
    Column("thread_id", SNOWFLAKE),
    Column("message_id", SNOWFLAKE),
    Column("group_number", Integer),
    Column("after_id", Integer),
    Column("state", String(20), nullable=False),
    Column("at", SNOWFLAKE, nullable=False),
    Column("closed_at", SNOWFLAKE),
    Index("discussion_of_article", "server_id", "article_id"),
    Index("discussion_by_thread", "server_id", "thread_id"),
)
"""A question that was posted to be talked about, or is about to be: the row is written before anything is posted."""

poll = Table(
    "poll",
    metadata,
    server_key(),
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("channel_id", SNOWFLAKE, nullable=False),
    Column("message_id", SNOWFLAKE),
    Column("panel_id", SNOWFLAKE),
    Column("question", Text, nullable=False),
    Column("answers", JSON, nullable=False),
    Column("anonymous", Boolean, nullable=False),
    Column("twice", Boolean, nullable=False),
    Column("first_id", Integer),
    Column("state", String(20), nullable=False),
    Column("quiet", Boolean, nullable=False, server_default=false()),
    Column("since", SNOWFLAKE, nullable=False),
    Column("ends_at", SNOWFLAKE, nullable=False),
    Column("closed_at", SNOWFLAKE),
    Column("counts", JSON),
    Index("poll_by_end", "state", "ends_at"),
    Index("poll_asked_once_again", "server_id", "first_id", unique=True),
)
"""A poll, as ``bot.polls.Poll`` describes it; ``counts`` has the votes by answer, and nobody's choice."""

poll_key = Table(
    "poll_key",
    metadata,
    server_key(),
    Column("poll_id", Integer, primary_key=True, autoincrement=False),
    Column("key", String(64), nullable=False),
    ForeignKeyConstraint(["server_id", "poll_id"], ["poll.server_id", "poll.id"], ondelete="CASCADE"),
)
"""What the marks of an open anonymous poll are made with. It goes with them when the poll closes."""

poll_mark = Table(
    "poll_mark",
    metadata,
    server_key(),
    Column("poll_id", Integer, primary_key=True, autoincrement=False),
    Column("mark", String(64), primary_key=True),
    ForeignKeyConstraint(["server_id", "poll_id"], ["poll.server_id", "poll.id"], ondelete="CASCADE"),
    sqlite_with_rowid=False,  # kept in the order of the marks, which is as good as random, not in that of the votes
)
"""That somebody voted, and not what: the HMAC of their number with the poll's key. No time, no choice, no order."""

schedule = Table(
    "schedule",
    metadata,
    server_key(),
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("channel_id", SNOWFLAKE, nullable=False),
    Column("article_id", Integer),
    Column("weekday", Integer, nullable=False),
    Column("minute", Integer, nullable=False),
    Column("paused", Boolean, nullable=False, server_default=false()),
    Column("next_day", Date, nullable=False),
    Column("next_at", SNOWFLAKE, nullable=False),
    Column("told", String(20)),
    Index("schedule_by_date", "next_at"),
)
"""A warm-up, as ``bot.schedules.Schedule`` has it."""

occurrence = Table(
    "occurrence",
    metadata,
    server_key(),
    Column("schedule_id", Integer, primary_key=True, autoincrement=False),
    Column("day", Date, primary_key=True),
    Column("due", SNOWFLAKE, nullable=False),
    Column("at", SNOWFLAKE, nullable=False),
    Column("state", String(20), nullable=False),
    Column("fact_id", Integer),
    Index("occurrence_by_state", "state", "at"),
)
"""A date of a warm-up that was dealt with, ``due`` then and taken ``at`` this moment; its key is what lets only one
process post it. ``state``: ``claimed`` before it is posted, ``posted``, ``lost`` if nobody ever confirmed it,
``skipped``. ``fact_id``: the question. Rows outlive their schedule, whose number is never given out again."""

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
"""A discussion that is counted, once that was announced in it: how many people posted, and how many messages. ``key``
is random and of this discussion alone; it goes with its marks when the counting ends, and only the numbers stay."""

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
"""That somebody has posted in a discussion, whoever it is: a keyed hash, so that nobody is counted twice."""
