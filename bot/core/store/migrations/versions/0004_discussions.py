"""Discussions: which question was posted where."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"

_NUMBER = sa.BigInteger().with_variant(sa.Integer, "sqlite")


def upgrade() -> None:
    """Adds the table."""
    op.create_table(
        "discussion",
        sa.Column("server_id", _NUMBER, sa.ForeignKey("server.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("id", sa.Integer(), primary_key=True, autoincrement=False),
        sa.Column("article_id", sa.Integer(), nullable=False),
        sa.Column("fact_id", sa.Integer(), nullable=False),
        sa.Column("channel_id", _NUMBER, nullable=False),
        sa.Column("thread_id", _NUMBER),
        sa.Column("message_id", _NUMBER),
        sa.Column("group_number", sa.Integer()),
        sa.Column("after_id", sa.Integer()),
        sa.Column("state", sa.String(20), nullable=False),
        sa.Column("at", _NUMBER, nullable=False),
        sa.Column("closed_at", _NUMBER),
    )
    op.create_index("discussion_of_article", "discussion", ["server_id", "article_id"])
    op.create_index("discussion_by_thread", "discussion", ["server_id", "thread_id"])
