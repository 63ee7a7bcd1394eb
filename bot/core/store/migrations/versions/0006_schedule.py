"""Warm-ups at a weekday and time, and which of their dates were dealt with."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"

_BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def _server() -> sa.Column[int]:
    return sa.Column("server_id", _BIG, sa.ForeignKey("server.id", ondelete="CASCADE"), primary_key=True)


def upgrade() -> None:
    """Adds two tables, and the last number given out to the servers."""
    op.add_column("server", sa.Column("last_schedule_id", sa.Integer(), nullable=False, server_default="0"))
    op.create_table(
        "schedule",
        _server(),
        sa.Column("id", sa.Integer(), primary_key=True, autoincrement=False),
        sa.Column("channel_id", _BIG, nullable=False),
        sa.Column("article_id", sa.Integer()),
        sa.Column("weekday", sa.Integer(), nullable=False),
        sa.Column("minute", sa.Integer(), nullable=False),
        sa.Column("paused", sa.Boolean(), nullable=False, server_default=sa.false()),
        sa.Column("next_day", sa.Date(), nullable=False),
        sa.Column("next_at", _BIG, nullable=False),
        sa.Column("told", sa.String(20)),
    )
    op.create_index("schedule_by_date", "schedule", ["next_at"])
    op.create_table(
        "occurrence",
        _server(),
        sa.Column("schedule_id", sa.Integer(), primary_key=True, autoincrement=False),
        sa.Column("day", sa.Date(), primary_key=True),
        sa.Column("due", _BIG, nullable=False),
        sa.Column("at", _BIG, nullable=False),
        sa.Column("state", sa.String(20), nullable=False),
        sa.Column("fact_id", sa.Integer()),
    )
    op.create_index("occurrence_by_state", "occurrence", ["state", "at"])
