"""Connections: how SQLite and PostgreSQL are opened, and how a transaction begins."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, event, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError, SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine

from bot.core.model.errors.operator import ExtraMissing, SettingWrong, StoreUnreachable
from bot.core.store.dialect import BUSY_SECONDS, DRIVERS, begin_sqlite, is_sqlite, prepare_sqlite

_CHANGED = "changed"


def parse_url(text: str) -> URL:
    """Parse the database's address. Raises SettingWrong."""
    try:
        url = make_url(text)
    except (ArgumentError, ValueError):
        raise SettingWrong("DATABASE_URL", "url") from None
    if url.drivername not in DRIVERS:
        raise SettingWrong("DATABASE_URL", "url")
    return url


def open_engine(url: URL) -> AsyncEngine:
    """Open an engine on the database; SQLite's folder is made. Nothing is connected yet.

    Raises ExtraMissing and StoreUnreachable.
    """
    sqlite = is_sqlite(url)
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
        event.listen(engine.sync_engine, "connect", prepare_sqlite)
        event.listen(engine.sync_engine, "begin", begin_sqlite)
    event.listen(engine.sync_engine, "after_execute", _note_change)
    return engine


def _note_change(connection: Connection, statement: object, *given: Any) -> None:
    # -1: the driver doesn't know how many.
    if getattr(statement, "is_dml", False) and given[-1].rowcount != 0:
        connection.info[_CHANGED] = True


def forget_changes(connection: AsyncConnection) -> None:
    """Begin to look whether a transaction changes anything."""
    connection.sync_connection.info[_CHANGED] = False  # type: ignore[union-attr]


def has_changed(connection: AsyncConnection) -> bool:
    """Tell whether a statement changed a row since then."""
    return bool(connection.sync_connection.info[_CHANGED])  # type: ignore[union-attr]


def shown(url: URL) -> str:
    """Return the address as it may be shown: without the password."""
    return url.render_as_string(hide_password=True)


@contextmanager
def unreachable(url: URL) -> Iterator[None]:
    """Turn what a driver raises while connecting into StoreUnreachable, with one line of why."""
    try:
        yield
    except (DBAPIError, OSError, TimeoutError) as error:
        cause = error.orig if isinstance(error, DBAPIError) else error
        reason = str(cause).strip().splitlines()[0] if str(cause).strip() else type(cause).__name__
        raise StoreUnreachable(shown(url), reason.rpartition(">: ")[2] or reason) from error
    except SQLAlchemyError as error:
        raise StoreUnreachable(shown(url), type(error).__name__) from error
