"""What only SQLite or only PostgreSQL has, in one place: another database begins here."""

from typing import Any

from sqlalchemy import URL, Connection, Table, text
from sqlalchemy.ext.asyncio import AsyncConnection

BUSY_SECONDS = 10
"""How long a statement waits for what another process has locked."""
DRIVERS = ("sqlite+aiosqlite", "postgresql+asyncpg")
_POSTGRESQL_WRITERS = 5  # of the 15 connections that the pool has at most
_IN_ORDER = 7_141_776_071  # the number of PostgreSQL's lock for giving out numbers of the history


def is_sqlite(url: URL) -> bool:
    """Tell whether a database is a SQLite file."""
    return url.get_backend_name() == "sqlite"


def writers_at_once(url: URL) -> int:
    """Tell how many may write at the same time."""
    return 1 if is_sqlite(url) else _POSTGRESQL_WRITERS


def insert(connection: AsyncConnection, table: Table) -> Any:
    """Make an INSERT that can say what happens on a conflict."""
    # What the other database needs stays out of memory.
    if connection.dialect.name == "sqlite":
        from sqlalchemy.dialects import sqlite

        return sqlite.insert(table)
    from sqlalchemy.dialects import postgresql

    return postgresql.insert(table)


async def lock_order(connection: AsyncConnection) -> None:
    """Have numbers of the history given out in the order of commits, until the end of the transaction.

    Whoever looks for new lines by the last number must not miss one: PostgreSQL gives out numbers before the commit, so
    there a lock is held from the number to the commit. SQLite has one writer at a time anyway.
    """
    if connection.dialect.name == "postgresql":
        await connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _IN_ORDER})


async def empty_log(connection: AsyncConnection) -> bool:
    """Take what was deleted out of SQLite's write-ahead log too. Returns False where somebody still reads from it.

    Outside a transaction only.
    """
    await connection.exec_driver_sql("PRAGMA busy_timeout = 0")  # whoever waits for a reader here holds up all writers
    try:
        busy, *_ = (await connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")).one()
    finally:
        await connection.exec_driver_sql(f"PRAGMA busy_timeout = {BUSY_SECONDS * 1_000}")
    return not busy


async def write_anew(connection: AsyncConnection, most: int) -> bool:
    """Write SQLite's file anew, with nothing in it but what is stored, unless it has more than that many bytes.

    Outside a transaction only. Returns whether it did.
    """
    size = 1
    for name in ("page_count", "page_size"):
        size *= int((await connection.exec_driver_sql(f"PRAGMA {name}")).scalar_one())
    if size <= most:
        await connection.exec_driver_sql("VACUUM")
    return size <= most


def prepare_sqlite(connection: Any, _record: object) -> None:
    """Set a new connection to SQLite up."""
    # The driver must not begin transactions of its own: it would begin them deferred, and two writers that
    # upgrade from reading to writing at once lose one of their changes.
    connection.isolation_level = None
    try:
        cursor = connection.cursor()
        cursor.execute("PRAGMA journal_mode = WAL")  # readers never wait for a writer
        # FULL: what a moderator was told is stored survives a power cut. Writes here are rare and small, so that
        # the one fsync a change costs is not felt; NORMAL could lose the last changes.
        cursor.execute("PRAGMA synchronous = FULL")
        cursor.execute("PRAGMA foreign_keys = ON")
        # What is deleted is overwritten: the key of an anonymous poll must not be left lying in the file.
        cursor.execute("PRAGMA secure_delete = ON")
        cursor.close()
    except BaseException:
        connection.close()  # the pool doesn't know of it yet, so nobody else would
        raise


def begin_sqlite(connection: Connection) -> None:
    """Begin a transaction on SQLite."""
    # A read is one statement here, which is a transaction of its own; BEGIN would only cost a turn of the thread.
    if connection.get_execution_options().get("writes", False):
        connection.exec_driver_sql("BEGIN IMMEDIATE")


def stop_enforcing(connection: Connection) -> None:
    """Stop SQLite's foreign keys: rebuilding a table under them would delete the rows that refer to it.

    The switch works outside a transaction only.
    """
    cursor = connection.connection.cursor()
    cursor.execute("PRAGMA foreign_keys = OFF")
    cursor.close()
