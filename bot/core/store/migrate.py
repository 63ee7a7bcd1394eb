"""Bringing a database's tables to what this version expects.

Alembic costs 12 MB and is imported only where the tables are behind, so what version a database has is read
without it. A test holds ``REVISIONS`` to the scripts in ``migrations/versions``.
"""

from __future__ import annotations

import logging
from pathlib import Path

from sqlalchemy import URL, Connection, inspect, text
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.core.model.errors.operator import StoreNewer
from bot.core.store.engine import shown, unreachable

REVISIONS = ("0001", "0002", "0003", "0004", "0005", "0006", "0007")
_FOLDER = Path(__file__).parent / "migrations"


def _revision(connection: Connection) -> str | None:
    """The version of the tables, None for a database that has none of them."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    return connection.execute(text("SELECT version_num FROM alembic_version")).scalar()


def _upgrade(connection: Connection) -> None:
    from alembic import command
    from alembic.config import Config

    logging.getLogger("alembic").setLevel(logging.WARNING)
    config = Config()
    config.set_main_option("script_location", str(_FOLDER))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    command.upgrade(config, "head")


def _stop_enforcing(connection: Connection) -> None:
    cursor = connection.connection.cursor()
    cursor.execute("PRAGMA foreign_keys = OFF")
    cursor.close()


async def migrate(engine: AsyncEngine, url: URL) -> None:
    """Brings the tables up to date, all or nothing.

    Raises StoreUnreachable, or StoreNewer where a newer version has written them; then nothing is changed.
    """
    with unreachable(url):
        async with engine.connect() as connection:
            revision = await connection.run_sync(_revision)
    if revision is not None and revision not in REVISIONS:
        raise StoreNewer(shown(url), revision)
    if revision == REVISIONS[-1]:
        return
    sqlite = url.get_backend_name() == "sqlite"
    with unreachable(url):
        async with engine.connect() as connection:
            if sqlite:
                # Rebuilding a table under enforced foreign keys would delete the rows that refer to it. The
                # switch works outside a transaction only.
                await connection.run_sync(_stop_enforcing)
            await connection.execution_options(writes=True)
            async with connection.begin():
                if await connection.run_sync(_revision) != REVISIONS[-1]:
                    await connection.run_sync(_upgrade)
                if sqlite:
                    broken = (await connection.execute(text("PRAGMA foreign_key_check"))).all()
                    if broken:
                        raise RuntimeError(f"the migration left rows without what they refer to: {broken[:3]}")
            await connection.invalidate()  # the next connection enforces foreign keys again
