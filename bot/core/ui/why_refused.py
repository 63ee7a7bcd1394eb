"""Why Discord refuses something, in words that say what to do; the labels under ``refused`` word them."""

import discord

# Discord's codes: https://docs.discord.com/developers/topics/opcodes-and-status-codes
ARCHIVED = 50083
THREAD_THERE = 160004
_WHY = {
    10003: "gone",
    10008: "gone",
    30046: "edits",
    50001: "access",
    50013: "access",
    ARCHIVED: "archived",
    160005: "locked",
    160006: "threads",
    200000: "blocked",
    200001: "blocked",
    520002: "polls",
}


def is_refusal(error: BaseException) -> bool:
    """Tell whether Discord has certainly not done it, and wouldn't if it were asked again."""
    return isinstance(error, discord.HTTPException) and error.status < 500


def why_refused(error: BaseException) -> str:
    """Tell why Discord refused something: the label under ``refused`` that says it."""
    if not isinstance(error, discord.HTTPException) or error.status >= 500:
        return "trouble"
    return _WHY.get(error.code) or {403: "access", 404: "gone", 429: "slow"}.get(error.status, "other")


def said_by_discord(error: BaseException) -> str:
    """Tell what came of a request, for the log: no more than numbers."""
    if isinstance(error, discord.HTTPException):
        return f"HTTP {error.status}, code {error.code}"
    return type(error).__name__
