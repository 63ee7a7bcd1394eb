"""Bringing a database's tables to what this version expects.

Alembic costs 12 MB and is imported only where tables are behind: what version a database has is read without it, and an
empty one is given all tables at once, as the migrations would have left them.
"""

import logging
from pathlib import Path

from sqlalchemy import URL, Column, Connection, MetaData, PrimaryKeyConstraint, String, Table, inspect, text
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.core.model.errors.operator import StoreOfAnotherVersion
from bot.core.store.dialect import is_sqlite, stop_enforcing
from bot.core.store.engine import shown, unreachable
from bot.core.store.metadata import metadata

_BEFORE = ("0001", "0002", "0003", "0004", "0005", "0006", "0007")  # nobody but developers had these
_FOLDER = Path(__file__).parent / "migrations"
REVISIONS = tuple(sorted(path.name.partition("_")[0] for path in (_FOLDER / "versions").glob("0*.py")))


def _revision(connection: Connection) -> str | None:
    """Return the version of the tables, None for a database that has none of them."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    return connection.execute(text("SELECT version_num FROM alembic_version")).scalar()


def _make(connection: Connection) -> bool:
    """Make all tables in a database that has none of them, with Alembic's note of their version. Returns whether."""
    if set(inspect(connection).get_table_names()) & {*metadata.tables, "alembic_version"}:
        return False
    metadata.create_all(connection, checkfirst=False)
    version = Table("alembic_version", MetaData(), Column("version_num", String(32), nullable=False))
    version.append_constraint(PrimaryKeyConstraint("version_num", name="alembic_version_pkc"))
    version.create(connection)
    connection.execute(version.insert().values(version_num=REVISIONS[-1]))
    return True


def upgrade(connection: Connection) -> None:
    """Run the migrations that a database lacks, in its transaction."""
    from alembic import command
    from alembic.config import Config

    logging.getLogger("alembic").setLevel(logging.WARNING)
    config = Config()
    config.set_main_option("script_location", str(_FOLDER))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    command.upgrade(config, "head")


async def migrate(engine: AsyncEngine, url: URL) -> None:
    """Bring the tables up to date, all or nothing.

    Raises StoreUnreachable, StoreOfAnotherVersion; then nothing is changed.
    """
    with unreachable(url):
        async with engine.connect() as connection:
            revision = await connection.run_sync(_revision)
    if revision is not None and revision not in REVISIONS:
        raise StoreOfAnotherVersion(shown(url), revision, revision in _BEFORE)
    if revision == REVISIONS[-1]:
        return
    sqlite = is_sqlite(url)
    with unreachable(url):
        async with engine.connect() as connection:
            if sqlite:
                await connection.run_sync(stop_enforcing)
            await connection.execution_options(writes=True)
            async with connection.begin():
                behind = await connection.run_sync(_revision) != REVISIONS[-1]
                if behind and not await connection.run_sync(_make):
                    await connection.run_sync(upgrade)
                if sqlite:
                    broken = (await connection.execute(text("PRAGMA foreign_key_check"))).all()
                    if broken:
                        raise RuntimeError(f"the migration left rows without what they refer to: {broken[:3]}")
            await connection.invalidate()  # the next connection enforces foreign keys again
