"""Sending to Discord: what can go wrong with that, and posting at most once what was claimed in the store before."""

from collections.abc import Awaitable, Callable
from typing import TypeVar

import aiohttp
import discord

from bot.core.model.deeds import deeds

Sent = TypeVar("Sent")
Noted = TypeVar("Noted")

LOST = (aiohttp.ClientError, OSError, TimeoutError)
"""What a connection raises that broke: discord.py doesn't send again after that, nor makes errors of its own of it."""
SENDING = (discord.HTTPException, *LOST)
"""All that sending to Discord raises."""
_TRIES = 3


def was_refused(error: BaseException) -> bool:
    """Tell whether Discord did not take what was sent; after anything else nobody knows whether it did."""
    return isinstance(error, discord.HTTPException) and error.status < 500


def why(error: BaseException) -> str:
    """Name an error of sending for the log."""
    return f"HTTP {error.status}" if isinstance(error, discord.HTTPException) else type(error).__name__


async def insist(send: Callable[[], Awaitable[Sent]]) -> Sent:
    """Send what Discord takes once however often it is sent, and again where the connection breaks. Raises SENDING."""
    for _ in range(_TRIES - 1):
        try:
            return await send()
        except discord.HTTPException:
            raise  # discord.py has tried five times
        except LOST:
            continue
    return await send()


async def noted(send: Callable[[], Awaitable[Sent]]) -> Sent:
    """Post something for the class, and note that for whoever asked for it. Raises SENDING."""
    try:
        sent = await send()
    except SENDING as error:
        deeds().unsure |= not was_refused(error)
        raise
    deeds().posted = True
    return sent


async def post_once(
    send: Callable[[], Awaitable[Sent]],
    *,
    posted: Callable[[Sent], Awaitable[Noted]],
    refused: Callable[[], Awaitable[object]],
) -> Noted:
    """Post what is claimed already, and settle its claim. Returns what ``posted`` does. Raises SENDING.

    ``send`` posts, with a nonce where Discord takes one: with that it takes a message once, even if it is sent again
    after an error of theirs. ``posted`` notes what was sent; ``refused`` takes the claim back: nothing is there. After
    anything else nobody knows whether it is there, so the claim stays, and nothing is posted again.
    """
    try:
        sent = await noted(send)
    except SENDING as error:
        if was_refused(error):
            before = deeds().stored
            await refused()
            deeds().stored = max(0, before - 1)  # neither the claim is left nor anything of it
        raise
    return await posted(sent)
