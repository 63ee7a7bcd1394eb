"""Why Discord refuses something, in words that say what to do; the labels under ``refused`` word them."""

import contextlib
from collections.abc import Awaitable, Callable
from typing import TypeVar

import discord

from bot.core.model.errors.reader import WhyRefused

Done = TypeVar("Done")

# Discord's codes: https://docs.discord.com/developers/topics/opcodes-and-status-codes
ARCHIVED = 50083
LOCKED = 160005
THREAD_THERE = 160004
_WHY: dict[int, WhyRefused] = {
    10003: "gone",
    10008: "gone",
    30046: "edits",
    50001: "access",
    50013: "access",
    ARCHIVED: "archived",
    LOCKED: "locked",
    160006: "threads",
    200000: "blocked",
    200001: "blocked",
    520002: "kind",
}


def why_refused(error: BaseException) -> WhyRefused:
    """Tell why Discord refused something: the label under ``refused`` that says it."""
    if not isinstance(error, discord.HTTPException) or error.status >= 500:
        return "trouble"
    by_status: dict[int, WhyRefused] = {403: "access", 404: "gone", 429: "slow"}
    return _WHY.get(error.code) or by_status.get(error.status, "other")


async def opened(client: discord.Client, channel_id: int, work: Callable[[], Awaitable[Done]]) -> Done:
    """Do something in a thread, after opening it where Discord refuses it since the thread is archived.

    What is posted in an archived thread opens it, except in one that is locked.
    """
    try:
        return await work()
    except discord.HTTPException as error:
        if error.code not in (ARCHIVED, LOCKED):
            raise
        with contextlib.suppress(discord.HTTPException):
            thread = await client.fetch_channel(channel_id)
            if isinstance(thread, discord.Thread):
                await thread.edit(archived=False)
        return await work()
