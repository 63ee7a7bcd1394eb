"""Who may not suggest facts. Who suggested what is core's ``suggestion``."""

from sqlalchemy import Column, Table

from bot.core.store.metadata import SNOWFLAKE, metadata, server_key

blocked = Table(
    "blocked",
    metadata,
    server_key(),
    Column("member_id", SNOWFLAKE, primary_key=True, autoincrement=False),
    Column("at", SNOWFLAKE, nullable=False),
    Column("fact_id", SNOWFLAKE),
)
"""Members who may not suggest facts. ``fact_id``: they were stopped for that suggestion, by a moderator who wasn't
shown who it is; NULL where a moderator named the member."""
