"""Long work: what takes too long for the one loop that answers everybody is done in a process of its own.

A new process for each piece of work, so that nothing is kept between two servers, and what one took is given back.
There are two at most, and one for a server; another's work waits its turn. It has limits of time and of memory, and
it ends with the bot, however that ends. It takes pure functions of core's model and packs and their like: what they
import has to be imported anew each time. Small work is done at once, in the bot itself.
"""

from __future__ import annotations

import asyncio
import os
import pickle
import sys
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from contextvars import ContextVar
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol, TypeVar

from bot.core.model.errors.work import WorkStopped, WorkTooBig, WorkTooLong, WorkWaits
from bot.core.rules.long_work_child import LENGTH

INLINE = 30_000
"""How many characters work may have to look at to be done in the bot itself: a tenth of a second at the very most."""
AT_ONCE = 2
WAITING_MOST = 20
WAITING_OF_ONE = 3
"""How much may wait for its turn: in all, and of one server."""
SECONDS = 10
ROOM = 40_000_000
"""How many bytes more than it begins with the process may take; what it begins with is about 30 MB."""

_ROOT = Path(__file__).resolve().parents[3]
_BEGIN = "import sys; sys.path.insert(0, sys.argv[1]); from bot.core.rules.long_work_child import serve; serve()"
_CPU_SPENT = 24  # SIGXCPU, which Windows doesn't have
_SECRETS = ("DISCORD_TOKEN", "DATABASE_URL")

Result = TypeVar("Result")


def looked_at(facts: int, *texts: str) -> int:
    """Tell about how many characters are looked at where each of so many facts is looked for in some texts."""
    return sum(map(len, texts)) * (10 + facts) // 10 + 100 * facts


class Patience(Protocol):
    """Whoever waits for long work."""

    async def later(self) -> None:
        """Be told that it may take a while."""

    async def queued(self) -> None:
        """Be told that other work goes first."""


PATIENCE: ContextVar[Patience | None] = ContextVar("patience", default=None)
"""Who is to be told, in this task; nobody on the command line."""


@dataclass(frozen=True)
class Limits:
    """What a piece of work may take. ``seconds``: of time; ``room``: bytes more than its process begins with."""

    seconds: int = SECONDS
    room: int = ROOM


class LongWork:
    """All long work of the bot. What it raises besides what the work raises: the refusals of ``errors.work``."""

    def __init__(self, limits: Limits | None = None) -> None:
        self.limits = limits or Limits()
        self._at_work: set[int] = set()
        self._waiting: list[tuple[int, asyncio.Future[None]]] = []
        self._processes: set[asyncio.subprocess.Process] = set()
        self._closed = False

    @property
    def processes(self) -> list[int]:
        """The numbers of the processes that are at work."""
        return [process.pid for process in self._processes]

    @property
    def waiting(self) -> list[int]:
        """The servers whose work waits for its turn, in order."""
        return [server_id for server_id, _ in self._waiting]

    async def run(
        self,
        server_id: int,
        work: Callable[..., Result],
        *given: Any,
        size: int,
        limits: Limits | None = None,
        progress: Callable[[Any], Awaitable[None]] | None = None,
    ) -> Result:
        """Do a server's work: a function that a module has, of what it is given; returns what it returns.

        ``size``: about how many characters it has to look at. ``progress`` is told what the function reports. Raises
        what the function refuses, WorkTooLong, WorkTooBig, WorkWaits, WorkStopped; RuntimeError for a defect in it.
        """
        if size <= INLINE:
            return work(*given)
        if (patience := PATIENCE.get()) is not None:
            await patience.later()
        async with self._turn(server_id):
            result: Result = await self._in_process(work, given, limits or self.limits, progress)
            return result

    def close(self) -> None:
        """End all work: the bot is ending. Whoever waits for any is refused with WorkStopped."""
        self._closed = True
        for _, turn in self._waiting:
            if not turn.done():
                turn.set_exception(WorkStopped())
        self._waiting.clear()
        for process in self._processes:
            _kill(process)

    # --- turns --------------------------------------------------------------------------------

    @asynccontextmanager
    async def _turn(self, server_id: int) -> AsyncIterator[None]:
        """Wait until it is this server's turn."""
        if self._closed:
            raise WorkStopped
        if len(self._at_work) < AT_ONCE and server_id not in self._at_work:
            self._at_work.add(server_id)
        else:
            await self._wait(server_id)
        try:
            yield
        finally:
            self._give_back(server_id)

    async def _wait(self, server_id: int) -> None:
        if len(self._waiting) >= WAITING_MOST or self.waiting.count(server_id) >= WAITING_OF_ONE:
            raise WorkWaits
        place = (server_id, asyncio.get_running_loop().create_future())
        self._waiting.append(place)
        try:
            if (patience := PATIENCE.get()) is not None:
                await patience.queued()
            await place[1]
        except BaseException:
            if place in self._waiting:
                self._waiting.remove(place)
            elif not place[1].cancelled() and place[1].done() and place[1].exception() is None:
                self._give_back(server_id)  # its turn had come, and nobody wants it any more
            raise

    def _give_back(self, server_id: int) -> None:
        """Give the turn to whoever has waited longest and may have it."""
        self._at_work.discard(server_id)
        for place in list(self._waiting):
            server, turn = place
            if len(self._at_work) < AT_ONCE and server not in self._at_work:
                self._waiting.remove(place)
                if not turn.done():
                    self._at_work.add(server)
                    turn.set_result(None)

    # --- one process --------------------------------------------------------------------------

    async def _in_process(
        self,
        work: Callable[..., Any],
        given: tuple[Any, ...],
        limits: Limits,
        progress: Callable[[Any], Awaitable[None]] | None,
    ) -> Any:
        job = _pack((work, given), limits)  # a few milliseconds, at the bounds of what there can be
        process = await asyncio.create_subprocess_exec(
            sys.executable,
            "-P",
            "-c",
            _BEGIN,
            str(_ROOT),
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.DEVNULL,
            env={name: value for name, value in os.environ.items() if name not in _SECRETS},
        )
        self._processes.add(process)
        try:
            if self._closed:
                raise WorkStopped
            async with asyncio.timeout(limits.seconds):
                return await _converse(process, job, progress)
        except TimeoutError:
            raise WorkTooLong(limits.seconds) from None
        except _EndedEarlyError:
            if self._closed:
                raise WorkStopped from None
            if await process.wait() == -_CPU_SPENT:
                raise WorkTooLong(limits.seconds) from None
            raise WorkTooBig from None
        finally:
            self._processes.discard(process)
            _kill(process)
            await asyncio.shield(process.wait())


class _EndedEarlyError(Exception):
    """The process ended without an answer."""


def _pack(job: tuple[Any, ...], limits: Limits) -> bytes:
    data = pickle.dumps((limits.seconds, limits.room, pickle.dumps(job, -1)), -1)
    return LENGTH.pack(len(data)) + data


async def _converse(
    process: asyncio.subprocess.Process, job: bytes, progress: Callable[[Any], Awaitable[None]] | None
) -> Any:
    """Send a job and read what comes back, to the last answer."""
    assert process.stdin is not None
    assert process.stdout is not None
    while True:
        try:
            process.stdin.write(job)
            await process.stdin.drain()
            [length] = LENGTH.unpack(await process.stdout.readexactly(LENGTH.size))
            data = await process.stdout.readexactly(length)
        except (EOFError, OSError) as error:
            raise _EndedEarlyError from error
        job = b""
        kind, value = pickle.loads(data)
        del data
        match kind:
            case "done":
                return value
            case "refused":
                raise value
            case "too big":
                raise WorkTooBig
            case "failed":
                raise RuntimeError(f"long work failed\n{value}")
        if progress is not None:
            await progress(value)


def _kill(process: asyncio.subprocess.Process) -> None:
    if process.returncode is None:
        with suppress(ProcessLookupError):
            process.kill()
