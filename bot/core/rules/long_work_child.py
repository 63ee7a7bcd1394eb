"""The process that long work is done in: it takes one job, answers, and ends.

``bot.core.rules.long_work`` starts it. It imports nothing of the bot but what the job's function needs. A job comes
in on standard input and its answers go out on standard output, each a pickle behind its length.
"""

import os
import pickle
import signal
import struct
import sys
import threading
import traceback
from collections.abc import Callable
from contextlib import suppress
from typing import Any, BinaryIO, Literal

from bot.core.model.errors.base import Refusal

LENGTH = struct.Struct("!Q")
Answer = tuple[Literal["progress", "done", "refused", "too big", "failed"], Any]

_results: BinaryIO | None = None


def report(progress: object) -> None:
    """Tell how far the work has come; does nothing where it is done in the bot's own process."""
    if _results is not None:
        _write(_results, ("progress", progress))


def serve() -> None:
    """Do the one job that comes in."""
    global _results  # noqa: PLW0603 - one process, one job
    with suppress(ValueError, OSError):  # Ctrl+C is for the bot, which ends this
        signal.signal(signal.SIGINT, signal.SIG_IGN)
    source = os.fdopen(os.dup(0), "rb", buffering=0)
    _results = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # whatever prints, prints elsewhere
    seconds, room, job = pickle.loads(_read(source))
    threading.stack_size(256 * 1024)
    threading.Thread(target=_end_with_the_bot, args=(source,), daemon=True).start()
    try:
        work, given = pickle.loads(job)
        del job
        limit(seconds, room)
        _write(_results, _answer(work, given))
    except (MemoryError, RecursionError):
        _write(_results, ("too big", None))
    except Exception:  # noqa: BLE001 - what can't be brought here, or back
        _write(_results, ("failed", traceback.format_exc()))


def _answer(work: Callable[..., Any], given: tuple[Any, ...]) -> Answer:
    try:
        return "done", work(*given)
    except Refusal as refusal:
        return "refused", refusal
    except (MemoryError, RecursionError):
        return "too big", None
    except Exception:  # noqa: BLE001 - the bot logs it and says so
        return "failed", traceback.format_exc()


def limit(seconds: int, room: int) -> None:
    """Limit this process to that much time of the processor, and to that many bytes more than it has now.

    Where the system has no such limits, the bot's own clock and the bounds on what comes in are what holds.
    """
    with suppress(OSError, AttributeError):
        os.nice(5)
    if sys.platform != "win32":
        import resource

        with suppress(ValueError, OSError):
            resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))
        with suppress(ValueError, OSError):
            with open("/proc/self/statm", encoding="ascii") as file:  # noqa: PTH123 - pathlib is not needed here
                now = int(file.read().split()[0]) * resource.getpagesize()
            resource.setrlimit(resource.RLIMIT_AS, (now + room, now + room))


def _end_with_the_bot(source: BinaryIO) -> None:
    """End when nobody holds the other end of the pipe any more: the bot has ended, however it did."""
    while source.read(1):
        pass
    os._exit(1)


def _read(source: BinaryIO) -> bytes:
    [length] = LENGTH.unpack(_exactly(source, LENGTH.size))
    return _exactly(source, length)


def _exactly(source: BinaryIO, length: int) -> bytes:
    parts: list[bytes] = []
    while length:
        part = source.read(min(length, 1 << 20))
        if not part:
            os._exit(1)
        parts.append(part)
        length -= len(part)
    return b"".join(parts)


def _write(results: BinaryIO, answer: Answer) -> None:
    data = pickle.dumps(answer, pickle.HIGHEST_PROTOCOL)
    results.write(LENGTH.pack(len(data)) + data)
    results.flush()
