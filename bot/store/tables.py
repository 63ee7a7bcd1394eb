"""The tables. What a server owns has the server's id in its key; ids of articles and facts count within it."""

from __future__ import annotations

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    Date,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    false,
)

metadata = MetaData()

_SERVER = BigInteger().with_variant(Integer, "sqlite")


def _server_key() -> Column[int]:
    return Column("server_id", _SERVER, ForeignKey("server.id", ondelete="CASCADE"), primary_key=True)


server = Table(
    "server",
    metadata,
    Column("id", _SERVER, primary_key=True, autoincrement=False),
    Column("since", _SERVER, nullable=False),
    Column("seeded", Boolean, nullable=False, server_default=false()),
    Column("current_article_id", Integer),
    Column("last_article_id", Integer, nullable=False, server_default="0"),
    Column("last_fact_id", Integer, nullable=False, server_default="0"),
    Column("last_form_id", Integer, nullable=False, server_default="0"),
    Column("last_schedule_id", Integer, nullable=False, server_default="0"),
    Column("answers_public", Boolean),
    Column("log_channel_id", _SERVER),
    Column("editor_roles", JSON, nullable=False, server_default="[]"),
    Column("application_id", _SERVER),
    Column("removed_at", _SERVER),
    Column("language", String(20)),
    Column("time_zone", String(60)),
    Column("count_participation", Boolean, nullable=False, server_default=false()),
    Column("hide_behind_note", Boolean, nullable=False, server_default=false()),
)
"""A Discord guild. ``since``: seconds since 1970. ``seeded``: it had its copy of the default pack, so that a
later start doesn't bring back what its moderators took away. ``last_…_id``: the numbers given out so far.
``answers_public`` NULL: as the operator set it. ``application_id``: the bot that serves it; ``removed_at``: when
that bot was removed from it, NULL while it is there."""

article = Table(
    "article",
    metadata,
    _server_key(),
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("slug", String(100), nullable=False),
    Column("title", Text, nullable=False),
    Column("language", String(20), nullable=False),
    Column("source", Text),
    Column("link", Text),
    Column("byline", Text),
    Column("date", Text),
    Column("content_note", Text),
    Column("remarks", JSON, nullable=False),
    Column("body", Text, nullable=False),
    Column("archived", Boolean, nullable=False, server_default=false()),
)

channel = Table(
    "channel",
    metadata,
    _server_key(),
    Column("id", _SERVER, primary_key=True, autoincrement=False),
    Column("article_id", Integer, nullable=False),
)
"""A channel with a current article of its own."""

fact = Table(
    "fact",
    metadata,
    _server_key(),
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("article_id", Integer, nullable=False),
    Column("kind", String(20), nullable=False),
    Column("state", String(20), nullable=False),
    Column("position", Integer, nullable=False),
    Column("content", JSON, nullable=False),
    Column("part", String(20), nullable=False, server_default=""),
    Column("search", Text, nullable=False, server_default=""),
    Column("changed", _SERVER, nullable=False, server_default="0"),
    Column("written", _SERVER, nullable=False, server_default="0"),
    ForeignKeyConstraint(["server_id", "article_id"], ["article.server_id", "article.id"], ondelete="CASCADE"),
    Index("fact_of_article", "server_id", "article_id", "kind", "position"),
)
"""``content`` is the fact as ``bot.model.Content`` writes it, its quote with it; ``part``: its stage or length,
as far as its kind has one; ``search`` is its text, folded.
``changed`` and ``written`` are the numbers in the history of the last change, and of the last change of its content."""

proposal = Table(
    "proposal",
    metadata,
    _server_key(),
    Column("fact_id", Integer, primary_key=True, autoincrement=False),
    Column("member_id", _SERVER),
    Column("at", _SERVER, nullable=False),
    Column("decision", String(20)),
    Column("reason", Text),
    ForeignKeyConstraint(["server_id", "fact_id"], ["fact.server_id", "fact.id"], ondelete="CASCADE"),
    Index("proposal_of_member", "server_id", "member_id"),
)
"""A fact that a student proposed. ``member_id`` is NULL once the student asked to be forgotten; ``decision``: what a
moderator decided, ``approved`` or ``rejected``, NULL while it waits; ``reason``: why it was rejected."""

blocked = Table(
    "blocked",
    metadata,
    _server_key(),
    Column("member_id", _SERVER, primary_key=True, autoincrement=False),
    Column("at", _SERVER, nullable=False),
    Column("fact_id", Integer),
)
"""Members who may not propose facts. ``fact_id``: they were stopped for that proposal, by a moderator who wasn't shown
who it is; NULL where a moderator named the member."""

form = Table(
    "form",
    metadata,
    _server_key(),
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("member_id", _SERVER, nullable=False),
    Column("at", _SERVER, nullable=False),
    Column("purpose", JSON, nullable=False),
    Column("given", JSON, nullable=False),
    Index("form_by_age", "at"),
)
"""What somebody typed or attached and that has not become a change yet; it goes after a day."""

history = Table(
    "history",
    metadata,
    Column("id", _SERVER, primary_key=True, autoincrement=True),
    Column("server_id", _SERVER, ForeignKey("server.id", ondelete="CASCADE"), nullable=False),
    Column("at", _SERVER, nullable=False),
    Column("action", String(40), nullable=False),
    Column("article_id", Integer),
    Column("fact_id", Integer),
    Column("detail", JSON),
    Column("role", String(20), nullable=False, server_default="bot"),
    Column("member_id", _SERVER),
    Column("changes", JSON),
    Column("undoes", _SERVER),
    Column("undone_by", _SERVER),
    Index("history_of_server", "server_id", "id"),
    sqlite_autoincrement=True,  # a number is never given out twice, not even after its server was erased
)
"""Every change, oldest first; ``at`` in seconds since 1970. ``role`` and ``member_id``: who made it; ``changes``: the
rows before and after, as ``bot.changes.RowChange`` writes them. Numbers are given out in the order of commits."""

touched = Table(
    "touched",
    metadata,
    _server_key(),
    Column("fact_id", Integer, primary_key=True, autoincrement=False),
    Column("history_id", _SERVER, primary_key=True, autoincrement=False),
)
"""Which changes touched a fact, so that its history is found without reading all of it."""

note = Table(
    "note",
    metadata,
    Column("name", String(40), primary_key=True),
    Column("value", Text, nullable=False),
)
"""What the bot notes for itself, such as the hash of the commands that Discord has."""

discussion = Table(
    "discussion",
    metadata,
    _server_key(),
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("article_id", Integer, nullable=False),
    Column("fact_id", Integer, nullable=False),
    Column("channel_id", _SERVER, nullable=False),
    Column("thread_id", _SERVER),
    Column("message_id", _SERVER),
    Column("group_number", Integer),
    Column("after_id", Integer),
    Column("state", String(20), nullable=False),
    Column("at", _SERVER, nullable=False),
    Column("closed_at", _SERVER),
    Index("discussion_of_article", "server_id", "article_id"),
    Index("discussion_by_thread", "server_id", "thread_id"),
)
"""A question that was posted to be talked about, or is about to be: the row is written before anything is posted."""

poll = Table(
    "poll",
    metadata,
    _server_key(),
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("channel_id", _SERVER, nullable=False),
    Column("message_id", _SERVER),
    Column("panel_id", _SERVER),
    Column("question", Text, nullable=False),
    Column("answers", JSON, nullable=False),
    Column("anonymous", Boolean, nullable=False),
    Column("twice", Boolean, nullable=False),
    Column("first_id", Integer),
    Column("state", String(20), nullable=False),
    Column("quiet", Boolean, nullable=False, server_default=false()),
    Column("since", _SERVER, nullable=False),
    Column("ends_at", _SERVER, nullable=False),
    Column("closed_at", _SERVER),
    Column("counts", JSON),
    Index("poll_by_end", "state", "ends_at"),
    Index("poll_asked_once_again", "server_id", "first_id", unique=True),
)
"""A poll, as ``bot.polls.Poll`` describes it; ``counts`` has the votes by answer, and nobody's choice."""

poll_key = Table(
    "poll_key",
    metadata,
    _server_key(),
    Column("poll_id", Integer, primary_key=True, autoincrement=False),
    Column("key", String(64), nullable=False),
    ForeignKeyConstraint(["server_id", "poll_id"], ["poll.server_id", "poll.id"], ondelete="CASCADE"),
)
"""What the marks of an open anonymous poll are made with. It goes with them when the poll closes."""

poll_mark = Table(
    "poll_mark",
    metadata,
    _server_key(),
    Column("poll_id", Integer, primary_key=True, autoincrement=False),
    Column("mark", String(64), primary_key=True),
    ForeignKeyConstraint(["server_id", "poll_id"], ["poll.server_id", "poll.id"], ondelete="CASCADE"),
    sqlite_with_rowid=False,  # kept in the order of the marks, which is as good as random, not in that of the votes
)
"""That somebody voted, and not what: the HMAC of their number with the poll's key. No time, no choice, no order."""

schedule = Table(
    "schedule",
    metadata,
    _server_key(),
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("channel_id", _SERVER, nullable=False),
    Column("article_id", Integer),
    Column("weekday", Integer, nullable=False),
    Column("minute", Integer, nullable=False),
    Column("paused", Boolean, nullable=False, server_default=false()),
    Column("next_day", Date, nullable=False),
    Column("next_at", _SERVER, nullable=False),
    Column("told", String(20)),
    Index("schedule_by_date", "next_at"),
)
"""A warm-up, as ``bot.schedules.Schedule`` has it."""

occurrence = Table(
    "occurrence",
    metadata,
    _server_key(),
    Column("schedule_id", Integer, primary_key=True, autoincrement=False),
    Column("day", Date, primary_key=True),
    Column("due", _SERVER, nullable=False),
    Column("at", _SERVER, nullable=False),
    Column("state", String(20), nullable=False),
    Column("fact_id", Integer),
    Index("occurrence_by_state", "state", "at"),
)
"""A date of a warm-up that was dealt with, ``due`` then and taken ``at`` this moment; its key is what lets only one
process post it. ``state``: ``claimed`` before it is posted, ``posted``, ``lost`` if nobody ever confirmed it,
``skipped``. ``fact_id``: the question. Rows outlive their schedule, whose number is never given out again."""
