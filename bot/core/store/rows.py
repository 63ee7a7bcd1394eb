"""Which rows of a table, and adding one that may be there already."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Delete, Select, Table, Update, and_, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.core.store import tables as t
from bot.core.store.dialect import insert

_TAKEN = "taken_away"
OF_ITS_ARTICLE = and_(t.article.c.server_id == t.fact.c.server_id, t.article.c.id == t.fact.c.article_id)
"""That a row of ``article`` is the one that a row of ``fact`` is about."""


def row_is(table: Table, **columns: Any) -> ColumnElement[bool]:
    """Say which rows: those with these values in these columns."""
    return and_(*(table.c[name] == value for name, value in columns.items()))


def counted(table: Table, *conditions: ColumnElement[bool]) -> Select[Any]:
    """Select how many rows there are."""
    return select(func.count()).select_from(table).where(*conditions)


async def add_missing(connection: AsyncConnection, table: Table, **values: Any) -> bool:
    """Add a row unless there is one with its key. Returns whether it did."""
    added = await connection.execute(insert(connection, table).values(**values).on_conflict_do_nothing())
    return bool(added.rowcount)


async def take_away(
    connection: AsyncConnection, statement: Delete | Update, given: Sequence[Mapping[str, Any]] | None = None
) -> int:
    """Delete rows, or empty columns of what is personal: the one way, by which it goes from the log of changes too.

    Returns how many rows it was; -1 where several sets of values are ``given``.
    """
    count = int((await connection.execute(statement, given)).rowcount)
    if count:
        await connection.execution_options(**{_TAKEN: True})
    return count


def was_taken_away(connection: AsyncConnection) -> bool:
    """Tell whether something was taken away in this transaction."""
    return bool(connection.sync_connection and connection.sync_connection.get_execution_options().get(_TAKEN))


async def write_note(connection: AsyncConnection, name: str, value: str) -> None:
    """Leave a note of the bot's own, in place of the one before."""
    statement = insert(connection, t.note).values(name=name, value=value)
    await connection.execute(statement.on_conflict_do_update(index_elements=["name"], set_={"value": value}))


async def take_numbers(connection: AsyncConnection, kind: str, count: int = 1) -> int:
    """Take numbers that were never given out in any server. Returns the first; the others follow it.

    The counter is held until the end of the transaction, so whoever takes of several takes an article's first, then
    facts', then a line of the history: two that wait for each other would never end.
    """
    first = insert(connection, t.counter).values(name=kind, last=count)
    more = first.on_conflict_do_update(index_elements=["name"], set_={"last": t.counter.c.last + count})
    return int((await connection.execute(more.returning(t.counter.c.last))).scalar_one()) - count + 1
