"""Counting how many people post in a discussion, and how much."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"

_SERVER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Adds the discussions that are counted, and the marks of who was counted already."""
    op.create_table(
        "participation",
        sa.Column("server_id", _SERVER, sa.ForeignKey("server.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("thread_id", _SERVER, primary_key=True, autoincrement=False),
        sa.Column("at", _SERVER, nullable=False),
        sa.Column("key", sa.String(64)),
        sa.Column("people", sa.Integer(), nullable=False, server_default="0"),
        sa.Column("messages", sa.Integer(), nullable=False, server_default="0"),
        sa.Column("ended_at", _SERVER),
    )
    op.create_index("participation_by_age", "participation", ["at"])
    op.create_table(
        "participation_mark",
        sa.Column("server_id", _SERVER, primary_key=True, autoincrement=False),
        sa.Column("thread_id", _SERVER, primary_key=True, autoincrement=False),
        sa.Column("mark", sa.String(64), primary_key=True),
        sa.ForeignKeyConstraint(
            ["server_id", "thread_id"], ["participation.server_id", "participation.thread_id"], ondelete="CASCADE"
        ),
    )
