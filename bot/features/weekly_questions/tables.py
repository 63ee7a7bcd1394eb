"""The tables of weekly questions, and the dates that were dealt with."""

from sqlalchemy import Boolean, Column, Date, Index, Integer, String, Table, false

from bot.core.store.metadata import SNOWFLAKE, metadata, server_key

weekly_question = Table(
    "weekly_question",
    metadata,
    server_key(),
    Column("id", SNOWFLAKE, primary_key=True, autoincrement=False),
    Column("channel_id", SNOWFLAKE, nullable=False),
    Column("article_id", SNOWFLAKE),
    Column("weekday", Integer, nullable=False),
    Column("minute", Integer, nullable=False),
    Column("paused", Boolean, nullable=False, server_default=false()),
    Column("next_day", Date, nullable=False),
    Column("next_at", SNOWFLAKE, nullable=False),
    Column("told", String(20)),
    Index("weekly_question_by_date", "next_at"),
)
"""A weekly question, as ``WeeklyQuestion`` of the model has it."""

weekly_date = Table(
    "weekly_date",
    metadata,
    server_key(),
    Column("weekly_question_id", SNOWFLAKE, primary_key=True, autoincrement=False),
    Column("day", Date, primary_key=True),
    Column("due", SNOWFLAKE, nullable=False),
    Column("at", SNOWFLAKE, nullable=False),
    Column("state", String(20), nullable=False),
    Column("fact_id", SNOWFLAKE),
    Index("weekly_date_by_state", "state", "at"),
)
"""A date of a weekly question that was dealt with, ``due`` then and taken ``at`` this moment; its key is what lets only
one process post it. ``state``: ``claimed`` before it is posted, ``posted``, ``lost`` if nobody ever confirmed it,
``skipped``. ``fact_id``: the question. Rows outlive their weekly question, whose number is never given out again."""
