"""CPU of an answer, beside the floor of the same round."""

from __future__ import annotations

import gc
import statistics
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import discord

from bench.bot_here import fill, make_bot, tell_apart
from bench.floor import bare_bot
from bench.wire import COMMANDS, connect, drive
from bot.app.client import TalkingPoints
from bot.core.rules.library import Library
from bot.core.ui.bot import Bot
from bot.features.answers.answer_cache import AnswerCache
from bot.features.answers.model import ANSWERS, choose_answer
from bot.features.answers.page_cache import KeptPage, PageCache, PageKey
from bot.features.answers.pages import answer_pages
from bot.features.answers.presses import AnswerCaches

SAME, TWICE = 1.0, 2.0
"""The bars: no more than the floor, and at most twice the floor."""


class NothingKept(PageCache):
    """A cache in which no page is found."""

    def __setitem__(self, key: PageKey, value: KeptPage) -> None:
        """Keeps nothing."""


@dataclass(frozen=True)
class Row:
    """What was measured, in seconds of CPU; the ratio is the median of the rounds' ratios. ``bar``: at most."""

    name: str
    seconds: float
    floor: float
    ratio: float
    bar: float


@dataclass(frozen=True)
class Case:
    """What is asked, of which servers in turn, and what the bot may keep of it from one answer to the next."""

    name: str
    bar: float
    keep: Callable[[Bot, Sequence[int]], None]
    servers: Sequence[int]
    commands: Sequence[str] = COMMANDS


def _keep(bot: Bot, pages: PageCache, answers: AnswerCache) -> None:
    caches = bot.part(AnswerCaches)
    caches.pages, caches.answers = pages, answers


def _all_kept(bot: Bot, _servers: Sequence[int]) -> None:
    _keep(bot, PageCache(), AnswerCache())


def _text_kept(bot: Bot, _servers: Sequence[int]) -> None:
    _keep(bot, NothingKept(), AnswerCache())


def _facts_kept(bot: Bot, _servers: Sequence[int]) -> None:
    _keep(bot, NothingKept(), AnswerCache(0))


def _nothing_kept(bot: Bot, servers: Sequence[int]) -> None:
    _facts_kept(bot, servers)
    for server_id in servers:
        bot.desk.forget(server_id)


def _cases(servers: int) -> list[Case]:
    every = range(1, servers + 1)
    many = f"{servers:,} servers"
    cases: list[Case] = []
    for what, bar, keep in (
        ("in the cache", SAME, _all_kept),
        ("not in the cache, its text is", TWICE, _text_kept),
        ("not in the cache, nor its text", TWICE, _facts_kept),
    ):
        cases += [Case(f"/{name}, page {what}", bar, keep, [1], [name]) for name in COMMANDS]
        cases.append(Case(f"all three, page {what}, {many}", bar, keep, every))
    return cases


async def speed(folder: Path, count: int, rounds: int, servers: int) -> list[Row]:
    """Measures every case, in rounds of ``count`` answers."""
    database = folder / "bench.db"
    await fill(database, servers)
    bot = make_bot(database)
    await connect(bot)
    desk = bot.bot.desk
    try:
        shelf = await desk.get(Library).shelf(1, None)
        prompts = bot.bot.prompts["en"]
        floor = bare_bot({name: answer_pages(prompts, choose_answer(name, None), shelf)[0] for name in ANSWERS})
        await connect(floor)
        rows = [await _measure(case, bot, floor, count, rounds) for case in _cases(servers)]
        await tell_apart(desk.store)
        name = f"all three, read and rendered anew, {servers:,} servers that differ"
        anew = Case(name, TWICE, _nothing_kept, range(1, servers + 1))
        return [*rows, await _measure(anew, bot, floor, count, rounds)]
    finally:
        await desk.store.close()


async def _measure(case: Case, bot: TalkingPoints, floor: discord.Client, count: int, rounds: int) -> Row:
    pairs = []
    for number in range(rounds):
        asked = case.servers[number::rounds] or case.servers  # other ones in each round, from all over the database
        case.keep(bot.bot, asked)
        answers = count
        if case.keep is _nothing_kept:
            answers = min(count, len(asked))  # nobody is asked twice: the second time would be from memory
        else:
            await drive(bot, min(count, len(asked)) + len(case.commands), asked, case.commands)
        gc.collect()  # what is left of the round before is not this one's to clear away
        mine = await drive(bot, answers, asked, case.commands)
        gc.collect()
        pairs.append((mine, await drive(floor, answers, [1], case.commands)))
    mine, bare = (statistics.median(values) for values in zip(*pairs, strict=True))
    return Row(case.name, mine, bare, statistics.median(a / b for a, b in pairs), case.bar)
