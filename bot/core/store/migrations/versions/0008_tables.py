"""The tables."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = None

_BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "counter",
        sa.Column("name", sa.String(40), primary_key=True),
        sa.Column("last", _BIG, nullable=False),
    )
    op.create_table(
        "note",
        sa.Column("name", sa.String(40), primary_key=True),
        sa.Column("value", sa.Text(), nullable=False),
    )
    op.create_table(
        "server",
        sa.Column("id", _BIG, primary_key=True, autoincrement=False),
        sa.Column("since", _BIG, nullable=False),
        sa.Column("seeded", sa.Boolean(), nullable=False, server_default=sa.false()),
        sa.Column("current_article_id", _BIG),
        sa.Column("answers_public", sa.Boolean()),
        sa.Column("log_channel_id", _BIG),
        sa.Column("editor_roles", sa.JSON(), nullable=False, server_default="[]"),
        sa.Column("application_id", _BIG),
        sa.Column("removed_at", _BIG),
        sa.Column("language", sa.String(20)),
        sa.Column("time_zone", sa.String(60)),
        sa.Column("hide_behind_note", sa.Boolean(), nullable=False, server_default=sa.false()),
        sa.Column("settings", sa.JSON(), nullable=False, server_default="{}"),
    )
    op.create_table(
        "article",
        sa.Column("server_id", _BIG, sa.ForeignKey("server.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("id", _BIG, primary_key=True, autoincrement=False),
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
        sa.Column("archived", sa.Boolean(), nullable=False, server_default=sa.false()),
    )
    op.create_table(
        "asked",
        sa.Column("server_id", _BIG, sa.ForeignKey("server.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("source", sa.String(80), primary_key=True),
        sa.Column("article_id", _BIG, nullable=False),
        sa.Column("fact_id", _BIG, nullable=False),
    )
    op.create_index("asked_of_article", "asked", ["server_id", "article_id"])
    op.create_table(
        "blocked",
        sa.Column("server_id", _BIG, sa.ForeignKey("server.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("member_id", _BIG, primary_key=True, autoincrement=False),
        sa.Column("at", _BIG, nullable=False),
        sa.Column("fact_id", _BIG),
    )
    op.create_table(
        "channel",
        sa.Column("server_id", _BIG, sa.ForeignKey("server.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("id", _BIG, primary_key=True, autoincrement=False),
        sa.Column("article_id", _BIG, nullable=False),
    )
    op.create_table(
        "discussion",
        sa.Column("server_id", _BIG, sa.ForeignKey("server.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("id", _BIG, primary_key=True, autoincrement=False),
        sa.Column("article_id", _BIG, nullable=False),
        sa.Column("fact_id", _BIG, nullable=False),
        sa.Column("channel_id", _BIG, nullable=False),
        sa.Column("thread_id", _BIG),
        sa.Column("message_id", _BIG),
        sa.Column("group_number", sa.Integer()),
        sa.Column("after_id", _BIG),
        sa.Column("state", sa.String(20), nullable=False),
        sa.Column("at", _BIG, nullable=False),
        sa.Column("closed_at", _BIG),
    )
    op.create_index("discussion_by_thread", "discussion", ["server_id", "thread_id"])
    op.create_index("discussion_of_article", "discussion", ["server_id", "article_id"])
    op.create_table(
        "form",
        sa.Column("server_id", _BIG, sa.ForeignKey("server.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("id", _BIG, primary_key=True, autoincrement=False),
        sa.Column("member_id", _BIG, nullable=False),
        sa.Column("at", _BIG, nullable=False),
        sa.Column("purpose", sa.JSON(), nullable=False),
        sa.Column("given", sa.JSON(), nullable=False),
    )
    op.create_index("form_by_age", "form", ["at"])
    op.create_table(
        "history",
        sa.Column("id", _BIG, primary_key=True, autoincrement=True),
        sa.Column("server_id", _BIG, sa.ForeignKey("server.id", ondelete="CASCADE"), nullable=False),
        sa.Column("at", _BIG, nullable=False),
        sa.Column("action", sa.String(40), nullable=False),
        sa.Column("article_id", _BIG),
        sa.Column("fact_id", _BIG),
        sa.Column("detail", sa.JSON()),
        sa.Column("role", sa.String(20), nullable=False, server_default="bot"),
        sa.Column("member_id", _BIG),
        sa.Column("changes", sa.JSON()),
        sa.Column("undoes", _BIG),
        sa.Column("undone_by", _BIG),
        sqlite_autoincrement=True,
    )
    op.create_index("history_of_server", "history", ["server_id", "id"])
    op.create_table(
        "participation",
        sa.Column("server_id", _BIG, sa.ForeignKey("server.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("thread_id", _BIG, primary_key=True, autoincrement=False),
        sa.Column("at", _BIG, nullable=False),
        sa.Column("key", sa.String(64)),
        sa.Column("people", sa.Integer(), nullable=False, server_default="0"),
        sa.Column("messages", sa.Integer(), nullable=False, server_default="0"),
        sa.Column("ended_at", _BIG),
    )
    op.create_index("participation_by_age", "participation", ["at"])
    op.create_table(
        "poll",
        sa.Column("server_id", _BIG, sa.ForeignKey("server.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("id", _BIG, primary_key=True, autoincrement=False),
        sa.Column("channel_id", _BIG, nullable=False),
        sa.Column("message_id", _BIG),
        sa.Column("panel_id", _BIG),
        sa.Column("question", sa.Text(), nullable=False),
        sa.Column("answers", sa.JSON(), nullable=False),
        sa.Column("anonymous", sa.Boolean(), nullable=False),
        sa.Column("twice", sa.Boolean(), nullable=False),
        sa.Column("first_id", _BIG),
        sa.Column("state", sa.String(20), nullable=False),
        sa.Column("quiet", sa.Boolean(), nullable=False, server_default=sa.false()),
        sa.Column("since", _BIG, nullable=False),
        sa.Column("ends_at", _BIG, nullable=False),
        sa.Column("closed_at", _BIG),
        sa.Column("counts", sa.JSON()),
    )
    op.create_index("poll_asked_once_again", "poll", ["server_id", "first_id"], unique=True)
    op.create_index("poll_by_end", "poll", ["state", "ends_at"])
    op.create_table(
        "touched",
        sa.Column("server_id", _BIG, sa.ForeignKey("server.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("fact_id", _BIG, primary_key=True, autoincrement=False),
        sa.Column("history_id", _BIG, primary_key=True, autoincrement=False),
    )
    op.create_table(
        "weekly_date",
        sa.Column("server_id", _BIG, sa.ForeignKey("server.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("weekly_question_id", _BIG, primary_key=True, autoincrement=False),
        sa.Column("day", sa.Date(), primary_key=True),
        sa.Column("due", _BIG, nullable=False),
        sa.Column("at", _BIG, nullable=False),
        sa.Column("state", sa.String(20), nullable=False),
        sa.Column("fact_id", _BIG),
    )
    op.create_index("weekly_date_by_state", "weekly_date", ["state", "at"])
    op.create_table(
        "weekly_question",
        sa.Column("server_id", _BIG, sa.ForeignKey("server.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("id", _BIG, primary_key=True, autoincrement=False),
        sa.Column("channel_id", _BIG, nullable=False),
        sa.Column("article_id", _BIG),
        sa.Column("weekday", sa.Integer(), nullable=False),
        sa.Column("minute", sa.Integer(), nullable=False),
        sa.Column("paused", sa.Boolean(), nullable=False, server_default=sa.false()),
        sa.Column("next_day", sa.Date(), nullable=False),
        sa.Column("next_at", _BIG, nullable=False),
        sa.Column("told", sa.String(20)),
    )
    op.create_index("weekly_question_by_date", "weekly_question", ["next_at"])
    op.create_table(
        "fact",
        sa.Column("server_id", _BIG, sa.ForeignKey("server.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("id", _BIG, primary_key=True, autoincrement=False),
        sa.Column("article_id", _BIG, nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("state", sa.String(20), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.Column("part", sa.String(20), nullable=False, server_default=""),
        sa.Column("search", sa.Text(), nullable=False, server_default=""),
        sa.Column("changed", _BIG, nullable=False, server_default="0"),
        sa.Column("written", _BIG, nullable=False, server_default="0"),
        sa.ForeignKeyConstraint(["server_id", "article_id"], ["article.server_id", "article.id"], ondelete="CASCADE"),
    )
    op.create_index("fact_of_article", "fact", ["server_id", "article_id", "kind", "position"])
    op.create_table(
        "participation_mark",
        sa.Column("server_id", _BIG, primary_key=True, autoincrement=False),
        sa.Column("thread_id", _BIG, primary_key=True, autoincrement=False),
        sa.Column("mark", sa.String(64), primary_key=True),
        sa.ForeignKeyConstraint(
            ["server_id", "thread_id"], ["participation.server_id", "participation.thread_id"], ondelete="CASCADE"
        ),
    )
    op.create_table(
        "poll_key",
        sa.Column("server_id", _BIG, sa.ForeignKey("server.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("poll_id", _BIG, primary_key=True, autoincrement=False),
        sa.Column("key", sa.String(64), nullable=False),
        sa.ForeignKeyConstraint(["server_id", "poll_id"], ["poll.server_id", "poll.id"], ondelete="CASCADE"),
    )
    op.create_table(
        "poll_mark",
        sa.Column("server_id", _BIG, sa.ForeignKey("server.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("poll_id", _BIG, primary_key=True, autoincrement=False),
        sa.Column("mark", sa.String(64), primary_key=True),
        sa.ForeignKeyConstraint(["server_id", "poll_id"], ["poll.server_id", "poll.id"], ondelete="CASCADE"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "suggestion",
        sa.Column("server_id", _BIG, sa.ForeignKey("server.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("fact_id", _BIG, primary_key=True, autoincrement=False),
        sa.Column("member_id", _BIG),
        sa.Column("at", _BIG, nullable=False),
        sa.Column("decision", sa.String(20)),
        sa.Column("reason", sa.Text()),
        sa.ForeignKeyConstraint(["server_id", "fact_id"], ["fact.server_id", "fact.id"], ondelete="CASCADE"),
    )
    op.create_index("suggestion_of_member", "suggestion", ["server_id", "member_id"])
