"""What lies in a database's files, and another process that reads in them."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from types import TracebackType
from typing import Self

from sqlalchemy import URL

_READER = """
import sqlite3, sys
connection = sqlite3.connect(sys.argv[1])
connection.execute("BEGIN")
connection.execute("SELECT count(*) FROM server").fetchall()
print("reading", flush=True)
sys.stdin.read()
connection.close()
"""


class Reader:
    """Another process that reads in the middle of a transaction, as a backup does, until the ``with`` block ends."""

    def __init__(self, url: URL) -> None:
        self._path = str(url.database)

    def __enter__(self) -> Self:
        command = [sys.executable, "-c", _READER, self._path]
        self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        assert self._process.stdout is not None
        assert self._process.stdout.readline().strip() == b"reading"
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._process.communicate()


def lying(url: URL, *words: str | int) -> list[str | int]:
    """Which of these lie in a database's files, its log of changes too: as text, or as SQLite has numbers."""
    path = Path(str(url.database))
    held = b"".join(each.read_bytes() for each in path.parent.glob(path.name + "*"))
    return [word for word in words if any(each in held for each in _written(word))]


def _written(word: str | int) -> list[bytes]:
    return [word.encode()] if isinstance(word, str) else [str(word).encode(), word.to_bytes(8, "big")]
