"""Moderators and students: who changed what, proposals, forms, settings of a server."""

import json
import unicodedata
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

_BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_MARKS = str.maketrans(
    {
        **dict.fromkeys("\u201c\u201d\u201e\u201f\u2033", '"'),
        **dict.fromkeys("\u2018\u2019\u201a\u201b\u2032", "'"),
        **dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212", "-"),
    }
)


def _server() -> sa.Column[int]:
    return sa.Column("server_id", _BIG, sa.ForeignKey("server.id", ondelete="CASCADE"), primary_key=True)


def upgrade() -> None:
    """Adds columns and tables; fills in what a fact is searched by, and since when it is as it is."""
    _add(
        "server",
        sa.Column("last_form_id", sa.Integer(), nullable=False, server_default="0"),
        sa.Column("answers_public", sa.Boolean()),
        sa.Column("log_channel_id", _BIG),
        sa.Column("editor_roles", sa.JSON(), nullable=False, server_default="[]"),
        sa.Column("application_id", _BIG),
        sa.Column("removed_at", _BIG),
    )
    op.add_column("article", sa.Column("archived", sa.Boolean(), nullable=False, server_default=sa.false()))
    _add(
        "fact",
        sa.Column("part", sa.String(20), nullable=False, server_default=""),
        sa.Column("search", sa.Text(), nullable=False, server_default=""),
        sa.Column("changed", _BIG, nullable=False, server_default="0"),
        sa.Column("written", _BIG, nullable=False, server_default="0"),
    )
    # SQLite gives the number of a row that was deleted to the next one, unless the table is made to remember.
    with op.batch_alter_table(
        "history",
        recreate="always" if op.get_bind().dialect.name == "sqlite" else "never",
        table_kwargs={"sqlite_autoincrement": True},
    ) as history:
        history.add_column(sa.Column("role", sa.String(20), nullable=False, server_default="bot"))
        history.add_column(sa.Column("member_id", _BIG))
        history.add_column(sa.Column("changes", sa.JSON()))
        history.add_column(sa.Column("undoes", _BIG))
        history.add_column(sa.Column("undone_by", _BIG))
    op.create_table(
        "channel",
        _server(),
        sa.Column("id", _BIG, primary_key=True, autoincrement=False),
        sa.Column("article_id", sa.Integer(), nullable=False),
    )
    op.create_table(
        "proposal",
        _server(),
        sa.Column("fact_id", sa.Integer(), primary_key=True, autoincrement=False),
        sa.Column("member_id", _BIG),
        sa.Column("at", _BIG, nullable=False),
        sa.Column("decision", sa.String(20)),
        sa.Column("reason", sa.Text()),
        sa.ForeignKeyConstraint(["server_id", "fact_id"], ["fact.server_id", "fact.id"], ondelete="CASCADE"),
    )
    op.create_index("proposal_of_member", "proposal", ["server_id", "member_id"])
    op.create_table(
        "blocked",
        _server(),
        sa.Column("member_id", _BIG, primary_key=True, autoincrement=False),
        sa.Column("at", _BIG, nullable=False),
        sa.Column("fact_id", sa.Integer()),
    )
    op.create_table(
        "form",
        _server(),
        sa.Column("id", sa.Integer(), primary_key=True, autoincrement=False),
        sa.Column("member_id", _BIG, nullable=False),
        sa.Column("at", _BIG, nullable=False),
        sa.Column("purpose", sa.JSON(), nullable=False),
        sa.Column("given", sa.JSON(), nullable=False),
    )
    op.create_index("form_by_age", "form", ["at"])
    op.create_table(
        "touched",
        _server(),
        sa.Column("fact_id", sa.Integer(), primary_key=True, autoincrement=False),
        sa.Column("history_id", _BIG, primary_key=True, autoincrement=False),
    )
    _fill()


def _add(table: str, *columns: sa.Column[Any]) -> None:
    for column in columns:
        op.add_column(table, column)


def _fill() -> None:
    """What ``bot.search`` made of a fact when this was written; a migration must not change with the code."""
    connection = op.get_bind()
    rows = connection.execute(sa.text("SELECT server_id, id, article_id, content FROM fact")).all()
    added = sa.text(
        "SELECT server_id, article_id, max(id) FROM history WHERE action = 'article added'"
        " GROUP BY server_id, article_id"
    )
    since = {(row[0], row[1]): row[2] for row in connection.execute(added)}
    for server_id, fact_id, article_id, content in rows:
        fields = json.loads(content) if isinstance(content, str) else content
        texts = [str(text) for name, text in fields.items() if name not in ("quote", "kind")]
        connection.execute(
            sa.text(
                "UPDATE fact SET part = :part, search = :search, changed = :at, written = :at"
                " WHERE server_id = :server_id AND id = :fact_id"
            ),
            {
                "part": fields.get("stage") or fields.get("length") or "",
                "search": _folded("\n".join(texts)),
                "at": since.get((server_id, article_id), 0),
                "server_id": server_id,
                "fact_id": fact_id,
            },
        )


def _folded(text: str) -> str:
    bare = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return " ".join(unicodedata.normalize("NFC", bare).translate(_MARKS).split()).casefold()
