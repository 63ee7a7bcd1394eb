"""The first tables: servers, their articles and facts, the history of changes, the bot's own notes."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

_BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Makes the tables."""
    op.create_table(
        "server",
        sa.Column("id", _BIG, primary_key=True, autoincrement=False),
        sa.Column("since", _BIG, nullable=False),
        sa.Column("seeded", sa.Boolean(), nullable=False, server_default=sa.false()),
        sa.Column("current_article_id", sa.Integer()),
        sa.Column("last_article_id", sa.Integer(), nullable=False, server_default="0"),
        sa.Column("last_fact_id", sa.Integer(), nullable=False, server_default="0"),
    )
    op.create_table(
        "article",
        sa.Column("server_id", _BIG, sa.ForeignKey("server.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("id", sa.Integer(), primary_key=True, autoincrement=False),
        sa.Column("slug", sa.String(100), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("language", sa.String(20), nullable=False),
        sa.Column("source", sa.Text()),
        sa.Column("link", sa.Text()),
        sa.Column("byline", sa.Text()),
        sa.Column("date", sa.Text()),
        sa.Column("content_note", sa.Text()),
        sa.Column("remarks", sa.JSON(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
    )
    op.create_table(
        "fact",
        sa.Column("server_id", _BIG, sa.ForeignKey("server.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("id", sa.Integer(), primary_key=True, autoincrement=False),
        sa.Column("article_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("state", sa.String(20), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["server_id", "article_id"], ["article.server_id", "article.id"], ondelete="CASCADE"),
    )
    op.create_index("fact_of_article", "fact", ["server_id", "article_id", "kind", "position"])
    op.create_table(
        "history",
        sa.Column("id", _BIG, primary_key=True, autoincrement=True),
        sa.Column("server_id", _BIG, sa.ForeignKey("server.id", ondelete="CASCADE"), nullable=False),
        sa.Column("at", _BIG, nullable=False),
        sa.Column("action", sa.String(40), nullable=False),
        sa.Column("article_id", sa.Integer()),
        sa.Column("fact_id", sa.Integer()),
        sa.Column("detail", sa.JSON()),
    )
    op.create_index("history_of_server", "history", ["server_id", "id"])
    op.create_table(
        "note",
        sa.Column("name", sa.String(40), primary_key=True),
        sa.Column("value", sa.Text(), nullable=False),
    )
