"""Sending once what can have no nonce, over a connection that may break off or lose an answer."""

from collections.abc import Awaitable, Callable
from contextvars import ContextVar
from types import SimpleNamespace
from typing import TypeVar

import aiohttp

Sent = TypeVar("Sent")

_once: ContextVar[bool] = ContextVar("once", default=False)


class Unconfirmed(aiohttp.ClientError):
    """Discord has trouble, and may have done what it was asked for."""


async def send_once(send: Callable[[], Awaitable[Sent]]) -> Sent:
    """Send what can have no nonce, so that discord.py doesn't send it again. Raises Unconfirmed instead."""
    before = _once.set(True)
    try:
        return await send()
    finally:
        _once.reset(before)


def once_trace() -> aiohttp.TraceConfig:
    """Make what holds discord.py's requests to that: given to the client, it looks at each answer first."""
    trace = aiohttp.TraceConfig()
    trace.on_request_end.append(_look)
    return trace


async def _look(
    _session: aiohttp.ClientSession, _context: SimpleNamespace, given: aiohttp.TraceRequestEndParams
) -> None:
    if _once.get() and given.response.status >= 500:
        raise Unconfirmed(f"HTTP {given.response.status}")
