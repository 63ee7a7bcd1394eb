"""``demo``: the real bot in a local browser page, on a simulated Discord, with no token.

SimCord runs discord.py's real client against a Discord in memory and serves a page with a channel, a composer
with the slash commands, and live buttons. What the bot stores is kept in the demo's own database.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
import socket
import sys
import webbrowser
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import discord

from bot.app.build import build_bot
from bot.app.client import TalkingPoints
from bot.app.settings import Settings
from bot.core.model.errors.operator import ExtraMissing, SettingWrong, StoreUnreachable

if TYPE_CHECKING:
    import simcord

DATABASE = Path("data/demo.db")
# Ids shift between runs of the simulated Discord; the server's must not, or its facts would be another server's.
SERVER_ID = 4_000_000_000_000_000_001
_HIDDEN = discord.PermissionOverwrite(view_channel=False)
_SHOWN = discord.PermissionOverwrite(view_channel=True)


@dataclass(frozen=True)
class Classroom:
    """The simulated server: a channel, and whom to look through the eyes of."""

    env: simcord.Env
    client: TalkingPoints
    channel: simcord.ChannelHandle
    teacher: simcord.MemberActor
    student: simcord.MemberActor


def demo(settings: Settings, *, fresh: bool, port: int, browser: bool) -> int:
    """Serve the page until Ctrl-C. Returns 0; raises an OperatorError where it can't start."""
    if not 0 <= port <= 65535:
        raise SettingWrong("--port", "port")
    if fresh:
        start_over(DATABASE)
    with contextlib.suppress(KeyboardInterrupt):
        asyncio.run(_serve(settings, port, browser))
    return 0


def start_over(database: Path) -> None:
    """Remove the demo's database with its journal. Raises StoreUnreachable where it is in use."""
    for path in (database, *(database.with_name(database.name + end) for end in ("-wal", "-shm"))):
        try:
            path.unlink(missing_ok=True)
        except OSError as error:
            raise StoreUnreachable(str(path), error.strerror or str(error)) from error


@asynccontextmanager
async def classroom(settings: Settings, database: Path) -> AsyncIterator[Classroom]:
    """Run the real client in a simulated server named Classroom, with a teacher and a student."""
    try:
        import simcord
    except ImportError:
        raise ExtraMissing("demo") from None
    own = settings.model_copy(update={"database_url": f"sqlite+aiosqlite:///{database.as_posix()}"})
    # The simulated Discord has a clock of its own; "2 minutes ago" is told by it.
    bot = build_bot(own, now=lambda: discord.utils.utcnow().timestamp())
    # The simulated Discord is new at each start, so that the commands have to be registered again.
    client = TalkingPoints(bot, always_sync=True)
    async with simcord.run(client, shard_count=1, check_errors=False) as env:
        try:
            if client.user is not None:
                await client.user.edit(username="Talking Points")
            server = env.create_guild("Classroom", id=SERVER_ID)
            teachers = server.create_role(
                "Teachers", permissions=discord.Permissions(manage_messages=True, manage_guild=True)
            )
            teacher = server.add_member(env.create_user("Teacher"), roles=[teachers])
            student = server.add_member(env.create_user("Student"))
            channel = server.create_text_channel("class-discussion")
            server.create_text_channel("moderators-log", overwrites={server.default_role: _HIDDEN, teachers: _SHOWN})
            await env.settle()
            yield Classroom(env, client, channel, teacher, student)
        finally:
            await bot.desk.store.close()


async def _serve(settings: Settings, port: int, browser: bool) -> None:
    stop = asyncio.Event()
    with contextlib.suppress(NotImplementedError):  # Windows
        for name in (signal.SIGINT, signal.SIGTERM):
            asyncio.get_running_loop().add_signal_handler(name, stop.set)
    async with classroom(settings, DATABASE) as room:
        hello = "Read the article, then ask the bot: type **/figures** below, press Enter, and send it with the arrow."
        await room.teacher.send(room.channel, hello)
        async with await _preview(room, port) as page:
            print("Talking Points is running in your browser, at this address of this computer only:\n")
            print(f"    {page.url}\n")
            print("Type / in the box at the bottom to see the commands. Press Ctrl-C here to end.")
            sys.stdout.flush()
            if browser:
                await asyncio.to_thread(_open, page.url)
            closed = asyncio.create_task(page.wait_closed())
            stopped = asyncio.create_task(stop.wait())
            ticking = asyncio.create_task(keep_ticking(room.client, page))
            await asyncio.wait({closed, stopped}, return_when=asyncio.FIRST_COMPLETED)
            for task in (closed, stopped, ticking):
                task.cancel()
    print("The demo has ended. What was entered is kept; start over with: make demo ARGS=--fresh")


async def keep_ticking(client: TalkingPoints, page: Any) -> None:
    """Do each second what the client's own loop does elsewhere: in the simulated Discord time stands still."""
    import simcord

    posted = False
    while True:
        await asyncio.sleep(1)
        try:
            posted = bool(await client.tick()) or posted
            if posted:
                await page.refresh()
                posted = False
        except simcord.SetupError:  # somebody is pressing something: the next second will do
            continue


async def _preview(room: Classroom, port: int) -> Any:
    """Return the page on that port, or on any free one where it is taken."""
    with socket.socket() as probe:
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            port = 0
    return room.env.preview(room.channel, port=port, viewers=[room.student, room.teacher], layout="channel")


def _open(url: str) -> None:
    # Without a screen, what is left are browsers that would take over the terminal.
    if sys.platform.startswith("linux") and not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
        return
    with contextlib.suppress(webbrowser.Error):
        webbrowser.open(url)
