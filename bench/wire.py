"""Commands as Discord's gateway sends them, into the real client; only the HTTP send is replaced."""

from __future__ import annotations

import asyncio
import itertools
import time
from collections.abc import Sequence
from typing import Any

import discord
import discord.http
from discord import utils
from discord.webhook import async_

COMMANDS = ("summary", "figures", "questions")
_ME = {"id": "700000000000000001", "username": "bot", "discriminator": "0", "avatar": None}
_asked = itertools.count()
_ANSWERED = {"interaction": {"id": "1", "type": 2, "response_message_id": "2"}}
_sent = itertools.count()


async def _send(*_: object, payload: dict[str, Any] | None = None, **__: object) -> dict[str, Any]:
    written = utils._to_json(payload)  # what would be sent is still written out
    if '"accessory"' not in written:
        raise RuntimeError(f"not an answer with Source buttons: {written[:300]}")
    next(_sent)
    return _ANSWERED


async def _register(*_: object, **__: object) -> list[Any]:
    return []  # the commands, at a first start


def replace_http_send() -> None:
    """Answers to interactions are written as JSON and go nowhere. For this process, for good."""
    async_.AsyncWebhookAdapter.request = _send  # type: ignore[method-assign]
    discord.http.HTTPClient.request = _register  # type: ignore[method-assign]


async def connect(client: discord.Client) -> None:
    """Brings a client to where it takes interactions, without a network."""
    await client._async_setup_hook()
    client._connection.user = discord.ClientUser(state=client._connection, data=_ME)  # type: ignore[arg-type]
    client._connection.application_id = int(_ME["id"] or 0)
    await client.setup_hook()


def _command(name: str, server_id: int, number: int) -> dict[str, Any]:
    user = {"id": "700000000000000009", "username": "student", "discriminator": "0", "avatar": None}
    member = {
        "user": user,
        "roles": [],
        "joined_at": "2026-01-01T00:00:00+00:00",
        "permissions": "2048",
        "deaf": False,
        "mute": False,
        "flags": 0,
    }
    return {
        "id": str(800_000_000_000_000_000 + number),
        "application_id": _ME["id"],
        "type": 2,
        "data": {"id": "11", "name": name, "type": 1},
        "guild_id": str(server_id),
        "channel": {"id": "3", "type": 0, "name": "class", "position": 0},
        "channel_id": "3",
        "member": member,
        "token": "interaction",
        "version": 1,
        "locale": "en-US",
        "entitlements": [],
        "app_permissions": "2048",
        "authorizing_integration_owners": {"0": str(server_id)},
        "context": 0,
        "attachment_size_limit": 1,
    }


async def ask(client: discord.Client, server_id: int, command: str = "figures") -> None:
    """Answers one command, beside whatever else goes on. Raises RuntimeError where it was not answered."""
    before, there = next(_sent), asyncio.all_tasks()
    client._connection.parsers["INTERACTION_CREATE"](_command(command, server_id, next(_asked)))
    await asyncio.gather(*(t for t in asyncio.all_tasks() - there if t.get_name() == "CommandTree-invoker"))
    if next(_sent) - before < 2:
        raise RuntimeError("a command was not answered")


async def drive(
    client: discord.Client, count: int, servers: Sequence[int], commands: Sequence[str] = COMMANDS
) -> float:
    """Answers that many commands, one after the other; returns the CPU seconds of an answer, all threads.

    Raises RuntimeError where one was not answered: the floor's errors are logged only, and would look fast.
    """
    parse = client._connection.parsers["INTERACTION_CREATE"]
    before = next(_sent)
    began = time.process_time()
    for number in range(count):
        # Each has a number of its own: one that came before is dropped.
        parse(_command(commands[number % len(commands)], servers[number % len(servers)], next(_asked)))
        for task in asyncio.all_tasks():
            if task.get_name() == "CommandTree-invoker":
                await task
    seconds = (time.process_time() - began) / count
    if (answered := next(_sent) - before - 1) != count:
        raise RuntimeError(f"{answered} of {count} commands were answered")
    return seconds
