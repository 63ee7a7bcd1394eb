"""Connections: how SQLite and PostgreSQL are opened, and how a transaction begins."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, event, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError, SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from bot.core.model.errors.operator import ExtraMissing, SettingWrong, StoreUnreachable

BUSY_SECONDS = 10
DRIVERS = ("sqlite+aiosqlite", "postgresql+asyncpg")


def parse_url(text: str) -> URL:
    """The database's address. Raises SettingWrong."""
    try:
        url = make_url(text)
    except (ArgumentError, ValueError):
        raise SettingWrong("DATABASE_URL", "url") from None
    if url.drivername not in DRIVERS:
        raise SettingWrong("DATABASE_URL", "url")
    return url


def open_engine(url: URL) -> AsyncEngine:
    """An engine on the database; SQLite's folder is made. Nothing is connected yet.

    Raises ExtraMissing and StoreUnreachable.
    """
    sqlite = url.get_backend_name() == "sqlite"
    if sqlite and url.database and url.database != ":memory:":
        try:
            Path(url.database).parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise StoreUnreachable(shown(url), error.strerror or str(error)) from error
    try:
        engine = create_async_engine(
            url, connect_args={"timeout": BUSY_SECONDS}, pool_pre_ping=not sqlite, hide_parameters=True
        )
    except (ModuleNotFoundError, NoSuchModuleError):
        raise ExtraMissing("postgres") from None
    if sqlite:
        event.listen(engine.sync_engine, "connect", _prepare_sqlite)
        event.listen(engine.sync_engine, "begin", _begin_sqlite)
    return engine


def _prepare_sqlite(connection: Any, _record: object) -> None:
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


def _begin_sqlite(connection: Connection) -> None:
    # A read is one statement here, which is a transaction of its own; BEGIN would only cost a turn of the thread.
    if connection.get_execution_options().get("writes", False):
        connection.exec_driver_sql("BEGIN IMMEDIATE")


def shown(url: URL) -> str:
    """The address as it may be shown: without the password."""
    return url.render_as_string(hide_password=True)


@contextmanager
def unreachable(url: URL) -> Iterator[None]:
    """Turns what a driver raises while connecting into StoreUnreachable, with one line of why."""
    try:
        yield
    except (DBAPIError, OSError, TimeoutError) as error:
        cause = error.orig if isinstance(error, DBAPIError) else error
        reason = str(cause).strip().splitlines()[0] if str(cause).strip() else type(cause).__name__
        raise StoreUnreachable(shown(url), reason.rpartition(">: ")[2] or reason) from error
    except SQLAlchemyError as error:
        raise StoreUnreachable(shown(url), type(error).__name__) from error
