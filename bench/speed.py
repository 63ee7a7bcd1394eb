"""CPU of an answer, beside the floor of the same round."""

from __future__ import annotations

import statistics
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from discord.ui import LayoutView

from bot.answers.answer_cache import AnswerCache
from bot.answers.answers import answer_pages
from bot.answers.requests import ANSWERS, make_request
from bot.client import TalkingPoints
from bot.ui.page_cache import PAGES, PageCache, PageKey

from .bot_here import fill, make_bot
from .floor import bare_bot
from .wire import COMMANDS, connect, drive


class NothingKept(PageCache):
    """A cache in which no page is found."""

    def __setitem__(self, key: PageKey, value: LayoutView) -> None:
        """Keeps nothing."""


@dataclass(frozen=True)
class Row:
    """What was measured, in seconds of CPU; the ratio is the median of the rounds' ratios. ``bar``: at most."""

    name: str
    seconds: float
    floor: float
    ratio: float
    bar: float | None


async def speed(folder: Path, count: int, rounds: int, servers: int) -> list[Row]:
    """Measures every case, in rounds of ``count`` answers."""
    database = folder / "bench.db"
    await fill(database, servers)
    bot = make_bot(database)
    await connect(bot)
    replies = bot.replies
    prompts = replies.prompts["en"]
    shelf = await replies.library.shelf(1, None)
    floor = bare_bot({name: answer_pages(prompts, make_request(name, None), shelf)[0] for name in ANSWERS})
    await connect(floor)
    every = range(1, servers + 1)
    many = f"{servers:,} servers"

    def cached() -> None:
        replies.cache = PageCache(PAGES)

    def uncached() -> None:
        replies.cache = NothingKept()

    def changed() -> None:
        for server_id in every:
            replies.library.forget(server_id)
        replies.answers = AnswerCache(0)

    async def measure(
        name: str, bar: float | None, ready: Callable[[], None], asked: Sequence[int], commands: Sequence[str]
    ) -> Row:
        return await _rounds(name, bar, rounds, lambda: _one(ready, asked, commands))

    async def _one(ready: Callable[[], None], asked: Sequence[int], commands: Sequence[str]) -> tuple[float, float]:
        ready()
        if ready is not changed:
            await drive(bot, min(len(asked), servers) + len(commands), asked, commands)
        mine = await drive(bot, count, asked, commands)
        return mine, await drive(floor, count, [1], commands)

    rows = [await measure(f"/{name}, page in the cache", 1.0, cached, [1], [name]) for name in COMMANDS]
    rows += [await measure(f"/{name}, page not in the cache", 2.0, uncached, [1], [name]) for name in COMMANDS]
    rows.append(await measure(f"all three, in the cache, {many}", 1.0, cached, every, COMMANDS))
    rows.append(await measure(f"all three, not in the cache, {many}", 2.0, uncached, every, COMMANDS))
    first = every[: max(1, count)]
    rows.append(await measure("after a change: one read, rendered anew", None, changed, first, COMMANDS))
    await _close(bot)
    return rows


async def _rounds(name: str, bar: float | None, rounds: int, one: Callable[[], Awaitable[tuple[float, float]]]) -> Row:
    pairs = [await one() for _ in range(rounds)]
    ratio = statistics.median(mine / floor for mine, floor in pairs)
    mine, floor = (statistics.median(values) for values in zip(*pairs, strict=True))
    return Row(name, mine, floor, ratio, bar)


async def _close(bot: TalkingPoints) -> None:
    await bot.replies.library.store.close()
