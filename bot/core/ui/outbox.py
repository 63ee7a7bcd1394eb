"""Posting at most once what was claimed in the store before."""

from collections.abc import Awaitable, Callable
from typing import TypeVar

import aiohttp
import discord

NOT_SURE = (discord.DiscordServerError, aiohttp.ClientError, OSError, TimeoutError)
"""What is raised where nobody knows whether Discord has done what it was asked for."""
Sent = TypeVar("Sent")
Noted = TypeVar("Noted")


async def post_once(
    send: Callable[[], Awaitable[Sent]],
    *,
    posted: Callable[[Sent], Awaitable[Noted]],
    refused: Callable[[], Awaitable[object]],
) -> Noted:
    """Post what is claimed already, and settle its claim. Returns what ``posted`` does. Raises discord.HTTPException.

    ``send`` posts, with a nonce where Discord takes one: with that it takes a message once, even if it is sent again
    after an error of theirs. ``posted`` notes what was sent; ``refused`` takes the claim back: nothing is there. After
    anything else nobody knows whether it is there, so the claim stays, and nothing is posted again.
    """
    try:
        sent = await send()
    except discord.HTTPException as error:
        if error.status < 500:
            await refused()
        raise
    return await posted(sent)
