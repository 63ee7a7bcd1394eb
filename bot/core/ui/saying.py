"""What is said once something is done: made only then, so that a failure to say it isn't taken for one to do it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

from bot.core.ui.panels import Panel

Say = Callable[[], Awaitable[Panel | None]]


def saying(make: Callable[..., Panel], *given: Any, **named: Any) -> Say:
    """Makes a panel of what is given, when it is asked to."""

    async def say() -> Panel:
        return make(*given, **named)

    return say
