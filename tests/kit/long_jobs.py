"""Work for the tests of long work: it is done in a process of its own, which imports this module."""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path

from bot.core.model.errors.facts import TooLong
from bot.core.rules.long_work_child import report


def where() -> tuple[int, set[str]]:
    """The process that it is done in, and what is imported there."""
    return os.getpid(), {name.split(".")[0] for name in sys.modules}


def wait_for(path: str) -> int:
    """Says who does it, in a file, and waits until that file is gone."""
    file = Path(path)
    file.write_text(str(os.getpid()), encoding="utf-8")
    while file.exists():
        time.sleep(0.01)
    return os.getpid()


def count(most: int) -> int:
    """Reports each number."""
    for number in range(most):
        report(number)
    return most


def refuse() -> None:
    """Refuses."""
    raise TooLong("body", length=3, most=2)


def fail() -> None:
    """Has a defect."""
    raise ZeroDivisionError("by nothing")


def take_memory() -> int:
    """Takes ever more memory."""
    taken = []
    while True:
        taken.append(bytearray(10_000_000))


def take_time() -> None:
    """Never ends."""
    while True:
        pass


def end() -> None:
    """Ends its process without an answer, as a kill of the system's would."""
    os.kill(os.getpid(), 9)


def give_lambda() -> object:
    """Gives what can't be brought back."""
    return lambda: None


def environment() -> dict[str, str]:
    """What it knows of the bot's environment."""
    return dict(os.environ)
