"""Discord's own protocol on a port of this machine: enough of it for ``run`` as a process of its own.

SimCord replaces discord.py's transport and lives in one process, so that it can't show what a start, a signal or a
refused token do to the real program. This speaks HTTP and the gateway's WebSocket, and nothing is patched in the bot
but the address.
"""

from __future__ import annotations

import asyncio
import itertools
import json
import os
import sys
from pathlib import Path
from typing import Any, Self

from aiohttp import WSMsgType, web

ROOT = Path(__file__).resolve().parent.parent.parent
APPLICATION = "700000000000000001"
SERVER = "700000000000000002"
CHANNEL = "700000000000000003"
# Runs the command line with Discord's address replaced.
PROGRAM = """
import sys, discord.http
discord.http.Route.BASE = sys.argv[1]
from bot.app.cli import main
sys.exit(main(sys.argv[2:]))
"""


class Loopback:
    """A Discord with one server. ``token``: the one that it accepts; ``slow``: how long each answer is taken in.

    ``registered``: the commands that it has; ``refusal``: the status and body with which it refuses others.
    """

    def __init__(self, token: str = "accepted", slow: float = 0.0) -> None:
        self.token = token
        self.slow = slow
        self._asked = itertools.count()
        self.commands: list[list[dict[str, Any]]] = []
        self.registered: list[dict[str, Any]] = []
        self.refusal: tuple[int, dict[str, Any]] | None = None
        self.answers: list[dict[str, Any]] = []
        self.asked = asyncio.Event()
        self.ready = asyncio.Event()
        self._socket: web.WebSocketResponse | None = None
        self._base = ""
        self._processes: list[asyncio.subprocess.Process] = []

    async def __aenter__(self) -> Self:
        app = web.Application()
        app.router.add_get("/api/users/@me", self._me)
        app.router.add_get("/api/oauth2/applications/@me", self._application)
        app.router.add_get("/api/gateway/bot", self._gateway_address)
        app.router.add_get("/api/applications/{id}/commands", self._get_commands)
        app.router.add_put("/api/applications/{id}/commands", self._put_commands)
        app.router.add_post("/api/interactions/{id}/{token}/callback", self._callback)
        app.router.add_get("/gateway{slash:/?}", self._gateway)
        self._runner = web.AppRunner(app, shutdown_timeout=0.1)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", 0)
        await site.start()
        host, port = self._runner.addresses[0][:2]
        self._base = f"{host}:{port}"
        return self

    async def __aexit__(self, *_: object) -> None:
        for process in self._processes:  # a test that failed leaves nothing running
            if process.returncode is None:
                process.kill()
                await process.communicate()
        await self._runner.cleanup()

    @property
    def address(self) -> str:
        """What discord.py takes as Discord's address."""
        return f"http://{self._base}/api"

    async def start(self, folder: Path, *arguments: str, **settings: str) -> asyncio.subprocess.Process:
        """The command line in a process of its own, in that folder, with these settings."""
        process = await start(self.address, folder, *arguments, **settings)
        self._processes.append(process)
        return process

    async def ask(self, command: str) -> None:
        """Somebody types a command."""
        assert self._socket is not None
        member = {
            "user": {"id": "700000000000000009", "username": "student", "discriminator": "0", "avatar": None},
            "roles": [],
            "joined_at": "2026-01-01T00:00:00+00:00",
            "permissions": "2048",
            "deaf": False,
            "mute": False,
            "flags": 0,
        }
        data = {
            "id": str(700_000_000_000_001_000 + next(self._asked)),
            "application_id": APPLICATION,
            "type": 2,
            "data": {"id": "700000000000000011", "name": command, "type": 1},
            "guild_id": SERVER,
            "channel": {"id": CHANNEL, "type": 0, "name": "class", "position": 0},
            "channel_id": CHANNEL,
            "member": member,
            "token": "interaction",
            "version": 1,
            "locale": "en-US",
            "entitlements": [],
            "app_permissions": "2048",
            "authorizing_integration_owners": {"0": SERVER},
            "context": 0,
            "attachment_size_limit": 1,
        }
        await self._send(0, data, "INTERACTION_CREATE")

    async def _me(self, request: web.Request) -> web.Response:
        if request.headers.get("Authorization") != f"Bot {self.token}":
            return _json({"message": "401: Unauthorized", "code": 0}, status=401)
        return _json({"id": APPLICATION, "username": "bot", "discriminator": "0", "avatar": None})

    async def _application(self, _: web.Request) -> web.Response:
        owner = {"id": "700000000000000005", "username": "owner", "discriminator": "0", "avatar": None}
        return _json(
            {
                "id": APPLICATION,
                "name": "bot",
                "icon": None,
                "description": "",
                "bot_public": True,
                "bot_require_code_grant": False,
                "verify_key": "",
                "flags": 0,
                "owner": owner,
                "team": None,
            }
        )

    async def _gateway_address(self, _: web.Request) -> web.Response:
        limits = {"total": 1_000, "remaining": 1_000, "reset_after": 0, "max_concurrency": 1}
        return _json({"url": f"ws://{self._base}/gateway", "shards": 1, "session_start_limit": limits})

    async def _put_commands(self, request: web.Request) -> web.Response:
        commands = await request.json()
        self.commands.append(commands)
        if self.refusal is not None:
            status, body = self.refusal
            return _json(body, status)
        version = str(len(self.commands))
        self.registered = [
            {"description": "", **c, "id": str(i), "application_id": APPLICATION, "version": version}
            for i, c in enumerate(commands, 1)
        ]
        return _json(self.registered)

    async def _get_commands(self, _: web.Request) -> web.Response:
        return _json(self.registered)

    async def _callback(self, request: web.Request) -> web.Response:
        self.asked.set()
        await asyncio.sleep(self.slow)
        self.answers.append(await request.json())
        return _json({"interaction": {"id": "1", "type": 2, "response_message_id": "2"}})

    async def _send(self, op: int, data: Any, name: str | None = None) -> None:
        assert self._socket is not None
        await self._socket.send_str(json.dumps({"op": op, "d": data, "s": 1 if name else None, "t": name}))

    async def _gateway(self, request: web.Request) -> web.WebSocketResponse:
        self._socket = socket = web.WebSocketResponse()
        await socket.prepare(request)
        await self._send(10, {"heartbeat_interval": 40_000})
        async for message in socket:
            if message.type is not WSMsgType.TEXT:
                continue
            if json.loads(message.data)["op"] == 1:
                await self._send(11, None)
            elif json.loads(message.data)["op"] == 2:
                await self._greet()
        return socket

    async def _greet(self) -> None:
        user = {"id": APPLICATION, "username": "bot", "discriminator": "0", "avatar": None, "bot": True}
        await self._send(
            0,
            {
                "v": 10,
                "user": user,
                "guilds": [{"id": SERVER, "unavailable": True}],
                "session_id": "session",
                "resume_gateway_url": f"ws://{self._base}/gateway",
                "shard": [0, 1],
                "application": {"id": APPLICATION, "flags": 0},
            },
            "READY",
        )
        self.ready.set()


def _json(data: Any, status: int = 200) -> web.Response:
    """JSON as Discord sends it: discord.py takes it for text where the type says more than this."""
    return web.Response(body=json.dumps(data).encode(), status=status, headers={"Content-Type": "application/json"})


async def start(address: str, folder: Path, *arguments: str, **settings: str) -> asyncio.subprocess.Process:
    """The command line, with that address as Discord's, in a process of its own."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("DISCORD_")}
    environment |= {"PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": "1", **settings}
    return await asyncio.create_subprocess_exec(
        sys.executable,
        "-c",
        PROGRAM,
        address,
        *arguments,
        cwd=folder,
        env=environment,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )


async def end_of(process: asyncio.subprocess.Process, seconds: float = 30) -> tuple[int, str]:
    """The exit status and all that was printed; the process is killed where it takes longer."""
    try:
        out, err = await asyncio.wait_for(process.communicate(), seconds)
    except TimeoutError:
        process.kill()
        out, err = await process.communicate()
        raise AssertionError(f"it did not end within {seconds} seconds:\n{err.decode()}") from None
    assert process.returncode is not None
    return process.returncode, (out + err).decode()
