"""Polls: what is asked, the votes by answer, and that somebody voted while a poll is open."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"

_BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def _server() -> sa.Column[int]:
    return sa.Column("server_id", _BIG, sa.ForeignKey("server.id", ondelete="CASCADE"), primary_key=True)


def _poll() -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(["server_id", "poll_id"], ["poll.server_id", "poll.id"], ondelete="CASCADE")


def upgrade() -> None:
    """Adds the tables."""
    op.create_table(
        "poll",
        _server(),
        sa.Column("id", sa.Integer(), primary_key=True, autoincrement=False),
        sa.Column("channel_id", _BIG, nullable=False),
        sa.Column("message_id", _BIG),
        sa.Column("panel_id", _BIG),
        sa.Column("question", sa.Text(), nullable=False),
        sa.Column("answers", sa.JSON(), nullable=False),
        sa.Column("anonymous", sa.Boolean(), nullable=False),
        sa.Column("twice", sa.Boolean(), nullable=False),
        sa.Column("first_id", sa.Integer()),
        sa.Column("state", sa.String(20), nullable=False),
        sa.Column("quiet", sa.Boolean(), nullable=False, server_default=sa.false()),
        sa.Column("since", _BIG, nullable=False),
        sa.Column("ends_at", _BIG, nullable=False),
        sa.Column("closed_at", _BIG),
        sa.Column("counts", sa.JSON()),
    )
    op.create_index("poll_by_end", "poll", ["state", "ends_at"])
    op.create_index("poll_asked_once_again", "poll", ["server_id", "first_id"], unique=True)
    op.create_table(
        "poll_key",
        _server(),
        sa.Column("poll_id", sa.Integer(), primary_key=True, autoincrement=False),
        sa.Column("key", sa.String(64), nullable=False),
        _poll(),
    )
    op.create_table(
        "poll_mark",
        _server(),
        sa.Column("poll_id", sa.Integer(), primary_key=True, autoincrement=False),
        sa.Column("mark", sa.String(64), primary_key=True),
        _poll(),
        sqlite_with_rowid=False,
    )
