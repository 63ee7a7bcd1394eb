"""The log: one line for a fault, and its kind again after a minute at the earliest, with how often it came.

What people typed never gets there: of an error it has the type, where in the code it was, and of its message only what
cannot hold anything typed. References that people were told all stand there.
"""

import logging
import time
import traceback
from collections.abc import Callable, Hashable, Iterator
from copy import copy
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple, TextIO

import aiohttp
import discord
from jinja2 import TemplateError
from pydantic import ValidationError

from bot.core.model.errors.changes import StoreLost

MINUTE = 60
_FORMAT = "%(asctime)s %(levelname)s %(name)s: %(message)s"
_BOT = Path(__file__).resolve().parents[1]
_FRAMES_MOST = 4
_DRIVERS = {"sqlalchemy", "asyncpg", "aiosqlite"}
# What Discord says of an interaction that somebody answers too late, or twice: everyday.
_LATE = {10015, 10062, 40060, 50027}
# PostgreSQL's classes of errors that say that it can't be reached: connection, too many of them, shutting down.
_AWAY = ("08", "53", "57P")
_NAMES_ONLY = (AttributeError, ImportError, NameError, TypeError, RecursionError, TemplateError)
"""Errors whose messages name parts of code alone."""


class Fault(NamedTuple):
    """What went wrong: its kind, in words; ``level``: how grave it is, None for what the log call says."""

    kind: Hashable
    words: str
    level: int | None = None


class _Bare(str):
    """A word that ``%r`` writes without quotation marks."""

    __slots__ = ()
    __repr__ = str.__str__


@dataclass
class _Kind:
    """What is known of a kind of fault since its last line."""

    since: float
    count: int = 0
    last: logging.LogRecord | None = None
    references: list[str] = field(default_factory=list)


class Log(logging.StreamHandler[TextIO]):
    """Writes the log. ``clock`` tells seconds."""

    def __init__(self, stream: TextIO | None = None, clock: Callable[[], float] = time.monotonic) -> None:
        super().__init__(stream)
        self.setFormatter(logging.Formatter(_FORMAT))
        self._clock = clock
        self._kinds: dict[Hashable, _Kind] = {}

    def emit(self, record: logging.LogRecord) -> None:
        """Write a record in one line, or count it where its kind had a line within the last minute."""
        self.sum_up()
        line, fault = _one_line(record)
        if fault is None:
            super().emit(line)
        elif line.levelno < logging.getLogger().level:
            return
        elif fault.kind not in self._kinds:
            self._kinds[fault.kind] = _Kind(self._clock())
            super().emit(line)
        else:
            kind = self._kinds[fault.kind]
            kind.count, kind.last = kind.count + 1, line
            if reference := getattr(record, "reference", None):
                kind.references.append(reference)

    def sum_up(self, *, all_of_them: bool = False) -> None:
        """Write how often those kinds came that had their last line a minute ago."""
        now = self._clock()
        for name, kind in list(self._kinds.items()):
            if now - kind.since < MINUTE and not all_of_them:
                continue
            if kind.last is None:
                del self._kinds[name]
                continue
            self._kinds[name] = _Kind(now)
            times = "once" if kind.count == 1 else f"{kind.count} times"
            told = f"; references {', '.join(kind.references)}" if kind.references else ""
            kind.last.msg += f" ({times} in the last minute{told})"
            super().emit(kind.last)

    def tick(self) -> None:
        """Do as ``sum_up``, though nothing is logged: for a clock to call."""
        self.acquire()
        try:
            self.sum_up()
        finally:
            self.release()

    def close(self) -> None:
        """Write what was counted until the end."""
        self.acquire()
        try:
            self.sum_up(all_of_them=True)
        finally:
            self.release()
        super().close()


def set_up_logging(level: str) -> Log:
    """Log to standard error. discord.py's own debugging shows tokens, so it stays out."""
    log = Log()
    logging.basicConfig(level=logging.INFO if level == "DEBUG" else level, handlers=[log])
    logging.getLogger("bot").setLevel(level)
    logging.captureWarnings(True)
    return log


def _one_line(record: logging.LogRecord) -> tuple[logging.LogRecord, Fault | None]:
    """Return a record as it is written, and the fault that it tells of; None where it tells of none."""
    error = record.exc_info[1] if record.exc_info else None
    given = list(record.args.values()) if isinstance(record.args, dict) else list(record.args or ())
    error = error or next((each for each in given if isinstance(each, BaseException)), None)
    text = (_message(record).splitlines() or [""])[0]
    fault = None
    if error is not None:
        fault = _fault(error)
        told = f"{fault.words}{_place(error)}"
        text = f"{text}: {told}" if record.exc_info else text + _place(error)
    elif record.levelno >= logging.WARNING:
        fault = Fault((record.name, text), text)
    line = copy(record)
    line.msg, line.args, line.exc_info, line.exc_text, line.stack_info = text, None, None, None, None
    if fault is not None and fault.level is not None:
        line.levelno, line.levelname = fault.level, logging.getLevelName(fault.level)
    return line, fault


def _message(record: logging.LogRecord) -> str:
    given: Any = record.args
    if isinstance(given, dict):
        given = {name: _shown(value) for name, value in given.items()}
    elif given:
        given = tuple(map(_shown, given))
    try:
        return str(record.msg) % given if given else str(record.msg)
    except (TypeError, ValueError):
        return str(record.msg)


def _shown(value: object) -> object:
    """Return what may stand in a line for a value: an object of discord.py's could show what is written on a button."""
    if isinstance(value, BaseException):
        return _Bare(_fault(value).words)
    return value if isinstance(value, str | int | float | None) else _Bare(type(value).__name__)


# --- what went wrong ----------------------------------------------------------------------------


def _fault(error: BaseException) -> Fault:
    """Tell what went wrong, by the first of an error and its causes that is known."""
    for each in _chain(error):
        if found := _known(each):
            return found
    return Fault((type(error).__name__, *_own_frames(error)[:1]), _told(error))


def _known(error: BaseException) -> Fault | None:
    """Tell what went wrong where it is an everyday fault, of one kind wherever it is met."""
    name = type(error).__name__
    if isinstance(error, StoreLost):
        return Fault("lost", "nothing can be stored", logging.ERROR)
    if isinstance(error, discord.HTTPException):
        words = f"Discord answered {error.status}, code {error.code}"
        if error.code in _LATE:
            return Fault("late", f"an answer came too late ({words})", logging.INFO)
        return Fault("Discord", words) if error.status >= 500 else None
    through = {
        str(frame.f_globals.get("__name__")).split(".")[0] for frame, _ in traceback.walk_tb(error.__traceback__)
    }
    driver: object = getattr(error, "orig", None)
    if driver is not None or (through & _DRIVERS and isinstance(error, OSError)):
        away = getattr(error, "connection_invalidated", False) or isinstance(error, OSError)
        if away or str(getattr(driver, "sqlstate", "")).startswith(_AWAY):
            return Fault("database", f"the database can’t be reached ({type(driver or error).__name__})", logging.ERROR)
        if type(driver).__module__ == "sqlite3":
            return Fault(("database", str(driver)), f"SQLite says: {driver}")
        return None
    if isinstance(error, aiohttp.ClientError | discord.ConnectionClosed | discord.GatewayNotFound):
        return Fault("Discord", f"Discord can’t be reached ({name})")
    if isinstance(error, OSError) and through & {"aiohttp", "discord"}:
        return Fault("Discord", f"Discord can’t be reached ({name})")
    return None


def _told(error: BaseException) -> str:
    """Tell an error by its type, and by what of its message can't hold what somebody typed."""
    name, more = type(error).__name__, ""
    if isinstance(error, ValidationError):
        kinds = (each["type"] for each in error.errors(include_url=False, include_context=False, include_input=False))
        more = ", ".join(sorted(set(kinds)))
    elif isinstance(error, discord.HTTPException):
        more = f"Discord answered {error.status}, code {error.code}"
    elif isinstance(error, OSError):
        more = error.strerror or ""
    elif isinstance(error, _NAMES_ONLY):
        more = (str(error).splitlines() or [""])[0]
    elif driver := getattr(error, "orig", None):
        more = type(driver).__name__
    return f"{name}: {more}" if more else name


def _place(error: BaseException) -> str:
    """Tell where in this code an error was, innermost first."""
    frames = _own_frames(error)[:_FRAMES_MOST]
    return f" at {' < '.join(frames)}" if frames else ""


def _own_frames(error: BaseException) -> list[str]:
    for each in reversed(list(_chain(error))):
        found = []
        for frame, line in traceback.walk_tb(each.__traceback__):
            path = Path(frame.f_code.co_filename)
            if path.is_relative_to(_BOT):
                found.append(f"{path.relative_to(_BOT.parent).as_posix()}:{line} in {frame.f_code.co_name}")
        if found:
            return found[::-1]
    return []


def _chain(error: BaseException) -> Iterator[BaseException]:
    """List an error and what it was raised from."""
    for _ in range(10):
        yield error
        cause = getattr(error, "original", None) or error.__cause__
        if not isinstance(cause, BaseException):
            return
        error = cause
