"""Discord on a real socket in front of SimCord, which can refuse, break off and lose answers as the real one does.

SimCord replaces discord.py's transport, so that nothing of a connection can fail. Here discord.py's own transport is
put back and speaks to a port of this machine; what arrives there is answered by SimCord, unless a fault is set.
"""

from __future__ import annotations

import asyncio
import fnmatch
import io
import json
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from types import MethodType
from typing import Any

import aiohttp
import discord
import discord.http
import pytest
from aiohttp import web
from discord.webhook import async_
from simcord.backend.errors import BackendError
from simcord.http import FakeWebhookAdapter, router

from bot.core.ui.sending import once_trace
from tests.kit.classroom import Classroom

CALLBACK = ("POST", "/interactions/*/callback")
"""How a request is answered the first time."""
ANY = 1_000
"""A fault that stays."""


@dataclass(eq=False)
class Fault:
    """What goes wrong with requests that fit ``method`` and ``path``, ``times`` times.

    ``taken``: the request is done all the same, as if its answer were lost on the way. ``status`` 0: the connection
    breaks off; 200: it is done and answered, late where there is ``hold``; otherwise ``status`` and ``code`` are
    answered, with ``retry_after`` where that is given (429). ``hold``: nothing is answered, nor done with 200, before
    this is set. ``after``: so many that fit pass first. ``met``: how often it happened so far.
    """

    method: str
    path: str
    status: int = 0
    code: int = 0
    times: int = 1
    taken: bool = False
    retry_after: float | None = None
    hold: asyncio.Event | None = None
    after: int = 0
    met: int = 0

    def fits(self, method: str, path: str) -> bool:
        """Tell whether it happens to this request; counts it."""
        if self.times <= 0 or method != self.method or not fnmatch.fnmatch(path, self.path):
            return False
        if self.after:
            self.after -= 1
            return False
        self.times -= 1
        self.met += 1
        return True


@dataclass(eq=False)
class FaultyDiscord:
    """The port of one classroom's Discord. ``seen``: what arrived, in order; ``done``: what of it was done.

    ``twice``: each interaction is delivered twice.
    """

    room: Classroom
    base: str = ""
    seen: list[tuple[str, str]] = field(default_factory=list)
    done: list[tuple[str, str]] = field(default_factory=list)
    twice: bool = False
    _faults: list[Fault] = field(default_factory=list)
    _sent: dict[tuple[str, str], Any] = field(default_factory=dict)

    def fail(self, method: str, path: str, **what: Any) -> Fault:
        """Set a fault; ``path`` may have ``*`` in it and begins behind the version, as ``/channels/*/messages``."""
        fault = Fault(method, path, **what)
        self._faults.append(fault)
        return fault

    def begin_anew(self) -> None:
        """Forget what was done and the nonces of it, as after a while."""
        self.done.clear()
        self._sent.clear()

    def mend(self) -> None:
        """Take all faults away."""
        for fault in self._faults:
            if fault.hold is not None:
                fault.hold.set()
        self._faults.clear()

    async def answer(self, request: web.Request) -> web.StreamResponse:
        """Answer one request, as SimCord would or as a fault has it."""
        method, path = request.method, "/" + request.match_info["path"]
        self.seen.append((method, path))
        body, files = await _parse(request)
        fault = next((fault for fault in self._faults if fault.fits(method, path)), None)
        if fault is not None and fault.status == 200:
            if fault.hold is not None:
                await fault.hold.wait()
            fault = None
        if fault is not None and not fault.taken:
            return await self._fail(request, fault)
        status, found = self._dispatch(request, method, path, body, files)
        if fault is not None:
            return await self._fail(request, fault)
        return _json(found, status)

    def _dispatch(
        self, request: web.Request, method: str, path: str, body: Any, files: list[discord.File]
    ) -> tuple[int, Any]:
        nonce = body.get("nonce") if isinstance(body, dict) and body.get("enforce_nonce") else None
        if nonce is not None and (path, str(nonce)) in self._sent:
            return 200, self._sent[path, str(nonce)]  # Discord gives the message that it has under this nonce
        params, reason = dict(request.query), request.headers.get("X-Audit-Log-Reason")
        try:
            found = router.dispatch(
                self.room.env.backend, method, path, json=body, params=params, files=files, reason=reason
            )
        except BackendError as error:
            return error.status, error.to_json()
        self.done.append((method, path))
        if nonce is not None:
            self._sent[path, str(nonce)] = found
        return (204 if found is None else 200), found

    async def _fail(self, request: web.Request, fault: Fault) -> web.StreamResponse:
        if fault.hold is not None:
            await fault.hold.wait()
        if fault.status == 0:
            assert request.transport is not None
            request.transport.abort()
            return web.Response()
        told: dict[str, Any] = {"code": fault.code, "message": "a fault"}
        headers = {}
        if fault.retry_after is not None:
            told |= {"retry_after": fault.retry_after, "global": False}
            headers = {"Via": "1.1 google"}
        return _json(told, fault.status, headers)


async def _parse(request: web.Request) -> tuple[Any, list[discord.File]]:
    """Read a body: JSON, or a form with JSON and files in it."""
    if not request.content_type.startswith("multipart/"):
        text = await request.text()
        return (json.loads(text) if text else None), []
    body, files = None, []
    async for part in await request.multipart():
        data = await part.read(decode=False)  # type: ignore[union-attr]
        if part.name == "payload_json":  # type: ignore[union-attr]
            body = json.loads(data)
        else:
            files.append(discord.File(io.BytesIO(data), part.filename))  # type: ignore[union-attr]
    return body, files


def _json(data: Any, status: int, headers: dict[str, str] | None = None) -> web.Response:
    if status == 204:
        return web.Response(status=status)
    told = {"Content-Type": "application/json", **(headers or {})}
    return web.Response(body=json.dumps(data).encode(), status=status, headers=told)


class _Hurried:
    """``asyncio`` for discord.py's transport, with its pauses before it tries again left out.

    ``paused`` are the seconds that it would have waited.
    """

    def __init__(self) -> None:
        self.paused: list[float] = []

    def __getattr__(self, name: str) -> Any:
        return getattr(asyncio, name)

    async def sleep(self, seconds: float) -> None:
        self.paused.append(seconds)
        await asyncio.sleep(0)


@asynccontextmanager
async def faulty(room: Classroom, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[FaultyDiscord]:
    """Put a classroom behind a real socket, with discord.py's own transport."""
    found = FaultyDiscord(room)
    app = web.Application(client_max_size=100_000_000)
    app.router.add_route("*", "/api/v10/{path:.*}", found.answer)
    runner = web.AppRunner(app, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    host, port = runner.addresses[0][:2]
    found.base = f"http://{host}:{port}/api/v10"
    # A connection kept open has a timer, which SimCord would wait for.
    http = room.client.http
    # What the client gives its transport, which SimCord leaves out.
    session = aiohttp.ClientSession(connector=aiohttp.TCPConnector(force_close=True), trace_configs=[once_trace()])
    hurried = _Hurried()
    monkeypatch.setattr(discord.http.Route, "BASE", found.base)
    monkeypatch.setattr(discord.http, "asyncio", hurried)
    monkeypatch.setattr(async_, "asyncio", hurried)
    monkeypatch.setattr(http, "_HTTPClient__session", session)
    monkeypatch.setattr(http, "request", MethodType(discord.http.HTTPClient.request, http))
    http._global_over = asyncio.Event()
    http._global_over.set()
    real = async_.AsyncWebhookAdapter()  # type: ignore[no-untyped-call]
    # SimCord puts its own adapter into contexts that this can't reach: it is led to the real one.
    monkeypatch.setattr(FakeWebhookAdapter, "request", lambda _, *given, **named: real.request(*given, **named))
    emit = room.env.backend.emit

    def deliver(event: str, payload: Any, *given: Any, **named: Any) -> None:
        for _ in range(1 + (found.twice and event == "INTERACTION_CREATE")):
            emit(event, payload, *given, **named)

    monkeypatch.setattr(room.env.backend, "emit", deliver)
    try:
        yield found
    finally:
        found.mend()
        await session.close()
        await runner.cleanup()


async def until(true: Callable[[], bool]) -> None:
    """Let others go on until something is so, for ten seconds at most."""
    async with asyncio.timeout(10):
        while True:
            if true():
                return
            await asyncio.sleep(0.001)
