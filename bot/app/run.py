"""``run``: the bot on Discord, from settings to an orderly end."""

import asyncio
import logging
import signal
from typing import Any

import aiohttp
import discord

from bot.app.build import build_bot
from bot.app.client import TalkingPoints
from bot.app.logs import Log, set_up_logging
from bot.app.settings import Settings
from bot.core.model.errors.operator import DiscordUnreachable, TokenMissing, TokenRefused
from bot.core.ui.bot import Bot

_TOKEN_RESET = 4004  # Discord's close code "authentication failed"

log = logging.getLogger(__name__)


def run(settings: Settings) -> int:
    """Serve until SIGINT or SIGTERM. Returns 0; raises an OperatorError where it can't start."""
    if settings.discord_token is None:
        raise TokenMissing
    lines = set_up_logging(settings.log_level)
    bot = build_bot(settings)
    asyncio.run(_serve(bot, settings.discord_token.get_secret_value().strip(), lines))
    return 0


async def _serve(bot: Bot, token: str, lines: Log) -> None:
    # The bot doesn't speak, so the libraries for voice are not missed.
    discord.VoiceClient.warn_nacl = discord.VoiceClient.warn_dave = False
    client = TalkingPoints(bot)
    stop = asyncio.Event()
    _on_signals(stop)
    counting = asyncio.create_task(_sum_up(lines))
    try:
        await _start(client, token)
        gateway = asyncio.create_task(client.connect(reconnect=True))
        stopping = asyncio.create_task(stop.wait())
        await asyncio.wait({gateway, stopping}, return_when=asyncio.FIRST_COMPLETED)
        stopping.cancel()
        if gateway.done():
            _raise_why(gateway)
        log.info("stopping: finishing what is in hand")
        await client.finish()
        gateway.cancel()
        await asyncio.gather(gateway, return_exceptions=True)
    finally:
        counting.cancel()
        await client.finish(0)


async def _sum_up(lines: Log) -> None:
    """Have the log tell in time how often a fault came, though nothing else happens."""
    while True:
        await asyncio.sleep(5)
        lines.tick()


async def _start(client: TalkingPoints, token: str) -> None:
    """Log in; the store is opened only once Discord has accepted the token."""
    try:
        await client.login(token)
    except (discord.LoginFailure, ValueError) as error:
        raise TokenRefused from error
    except (aiohttp.ClientError, OSError, TimeoutError) as error:
        reason = str(error).strip() or type(error).__name__
        raise DiscordUnreachable(reason.splitlines()[0]) from error
    except discord.HTTPException as error:
        raise DiscordUnreachable(f"HTTP {error.status}") from error
    except (TypeError, KeyError) as error:
        if client.application is not None:
            raise  # Discord had answered: this is a defect of ours
        # a school's network that answers with a page of its own
        raise DiscordUnreachable("something else answered") from error


def _raise_why(gateway: asyncio.Task[None]) -> None:
    """Tell why the connection has ended for good, such as a token that was reset meanwhile."""
    try:
        gateway.result()
    except discord.ConnectionClosed as error:
        if error.code == _TOKEN_RESET:
            raise TokenRefused from error
        raise DiscordUnreachable(f"the gateway closed with {error.code}") from error


def _on_signals(stop: asyncio.Event) -> None:
    loop = asyncio.get_running_loop()
    for name in (signal.SIGINT, signal.SIGTERM):
        try:
            loop.add_signal_handler(name, stop.set)
        except NotImplementedError:  # Windows

            def handler(*_: Any) -> None:
                loop.call_soon_threadsafe(stop.set)

            signal.signal(name, handler)
