"""What is said once something is done: made only then, so that a failure to say it isn't taken for one to do it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from ..ui.panels import Panel

Say = Callable[[], Awaitable[Panel | None]]


def said(panel: Panel) -> Say:
    """What was made ready already."""

    async def say() -> Panel:
        return panel

    return say
