"""Which rows of a table, and adding one that may be there already."""

from typing import Any

from sqlalchemy import ColumnElement, Select, Table, and_, func, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.core.store import tables as t
from bot.core.store.dialect import insert

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


async def write_note(connection: AsyncConnection, name: str, value: str) -> None:
    """Leave a note of the bot's own, in place of the one before."""
    statement = insert(connection, t.note).values(name=name, value=value)
    await connection.execute(statement.on_conflict_do_update(index_elements=["name"], set_={"value": value}))


async def take_numbers(connection: AsyncConnection, server_id: int, column: Any, count: int = 1) -> int:
    """Take numbers that a server gives out: ``column`` holds the last one so far. Returns the last of those taken."""
    statement = update(t.server).where(t.server.c.id == server_id).values({column.name: column + count})
    return int((await connection.execute(statement.returning(column))).scalar_one())
