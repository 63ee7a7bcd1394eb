"""Discussions: where a question was posted, and how far that has come."""

from sqlalchemy import Column, Index, Integer, String, Table

from bot.core.store.metadata import SNOWFLAKE, metadata, server_key

discussion = Table(
    "discussion",
    metadata,
    server_key(),
    Column("id", SNOWFLAKE, primary_key=True, autoincrement=False),
    Column("article_id", SNOWFLAKE, nullable=False),
    Column("fact_id", SNOWFLAKE, nullable=False),
    Column("channel_id", SNOWFLAKE, nullable=False),
    Column("thread_id", SNOWFLAKE),
    Column("message_id", SNOWFLAKE),
    Column("group_number", Integer),
    Column("after_id", SNOWFLAKE),
    Column("state", String(20), nullable=False),
    Column("at", SNOWFLAKE, nullable=False),
    Column("closed_at", SNOWFLAKE),
    Index("discussion_of_article", "server_id", "article_id"),
    Index("discussion_by_thread", "server_id", "thread_id"),
)
"""A question that was posted to be talked about, or is about to be: the row is written before anything is posted."""
