"""Running a template that somebody else wrote: a loop in it that hardly ends is stopped."""

import sys
from collections.abc import Callable
from types import FrameType
from typing import Any

ENDING = ".md.j2"
_LINES_MOST = 100_000
"""Lines of templates that run for one block; those of the largest built-in one take a few thousand."""


class TooLong(Exception):
    """A template runs on and on."""

    def __str__(self) -> str:
        return "a loop in it goes round too often"


def bounded(work: Callable[[], str]) -> str:
    """Do some work in which templates run, up to a number of their lines. Raises TooLong."""
    lines = 0

    def count(_frame: FrameType, event: str, _argument: Any) -> Any:
        nonlocal lines
        lines += event == "line"
        if lines > _LINES_MOST:
            raise TooLong
        return count

    def look(frame: FrameType, _event: str, _argument: Any) -> Any:
        return count if frame.f_code.co_filename.endswith(ENDING) else None

    before = sys.gettrace()
    sys.settrace(look)
    try:
        return work()
    finally:
        sys.settrace(before)
