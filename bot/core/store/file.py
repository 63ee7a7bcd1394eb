"""SQLite's file: noticing that it was deleted or replaced while it is open, for what is written then is lost."""

import logging
from pathlib import Path

from sqlalchemy import URL

from bot.core.model.errors.changes import StoreLost
from bot.core.store.dialect import is_sqlite

log = logging.getLogger(__name__)


class DatabaseFile:
    """The file that an address names, and the one that was opened there. PostgreSQL has none here."""

    def __init__(self, url: URL) -> None:
        self._path = url.database if is_sqlite(url) and url.database != ":memory:" else None
        self._opened: tuple[int, int] | None = None
        self._has_log = self._lost = False

    def opened(self) -> None:
        """Remember which file it is."""
        self._opened = self._there()
        self._has_log = Path(f"{self._path}-wal").exists()  # not on every file system

    def check(self) -> None:
        """Raise StoreLost where another file, or none, is there by now: files that are open outlive their names."""
        if self._opened is None:
            return
        lost = self._there() != self._opened
        if lost != self._lost:
            self._lost = lost
            if lost:
                log.error(
                    "the database’s file was deleted or replaced: nothing is stored until the bot is started again"
                )
            else:
                log.warning("the database’s file is back")
        if lost:
            raise StoreLost

    def check_written(self) -> None:
        """Do as ``check`` while a transaction is open or just committed: then the log of changes is there as well."""
        self.check()
        if self._has_log and not Path(f"{self._path}-wal").exists():
            log.error("the database’s log of changes was deleted: what was not in the file yet is lost")
            raise StoreLost

    def _there(self) -> tuple[int, int] | None:
        if not self._path:
            return None
        try:
            found = Path(self._path).stat()
        except OSError:
            return None
        return found.st_dev, found.st_ino
