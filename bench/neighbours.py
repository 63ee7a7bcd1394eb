"""How long one server waits, and what more memory there is, while another does all that costs, at the limits."""

from __future__ import annotations

import asyncio
import contextlib
import gc
import threading
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Sequence
from pathlib import Path

import psutil

from bench.bot_here import fill, make_bot
from bench.wire import ask, connect, drive, replace_http_send
from bot.core.model.article import Article
from bot.core.model.bounds import BODY_MOST, FACTS_MOST, PARAGRAPHS_MOST
from bot.core.model.fact import Content
from bot.core.model.fact_fields import build_content
from bot.core.model.grounds import Grounds
from bot.core.model.people import Who
from bot.core.packs.reading import Pack
from bot.core.packs.zipping import zip_pack
from bot.core.rules.desk import Desk
from bot.core.rules.library import Library
from bot.core.rules.undoing import History
from bot.features.articles.importing import ImportRules
from bot.features.articles.rules import ArticleRules, body_mark
from bot.features.suggestions.rules import SuggestionRules

WAIT_BAR, MEMORY_BAR = 0.5, 100.0
"""The bars: seconds, and MB over what the bot had."""
_BUSY, _OTHER = 1, 2
_TEACHER = Who(1, manages_messages=True)
_EVERY = 0.02


def pack_at_the_limits(facts: int, word: str) -> Pack:
    """A pack with the longest text, in the most paragraphs, and that many facts at their longest."""
    size = BODY_MOST // PARAGRAPHS_MOST - 2
    lines = [f"Line {i} of the {word}".ljust(size, "y") for i in range(PARAGRAPHS_MOST)]
    article = Article(title="Limits", body="\n\n".join(lines))
    grounds = Grounds(article)
    made: list[Content] = []
    for i in range(facts):
        line = i % PARAGRAPHS_MOST
        entry = {"value": f"{line}", "counts": f"lines {i} ".ljust(1_000, "x"), "quote": f"Line {line} of the"}
        made.append(build_content("figure", entry, grounds))
    return Pack("limits", article, tuple(made))


async def busy(database: Path, facts: int) -> dict[str, float]:
    """Has one server do all that costs while another asks. Returns the longest waits in seconds, and MB more."""
    replace_http_send()
    await fill(database, 2)
    client = make_bot(database)
    await connect(client)
    await drive(client, 30, [_OTHER], ["figures"])
    desk, longest = client.bot.desk, {"answer": 0.0, "press": 0.0}

    async def asked(_number: int) -> None:
        await ask(client, _OTHER)

    async def pressed(number: int) -> None:
        await desk.forms.keep(_OTHER, number % 20, {"form": "x"}, {}, desk.now())

    packs = [pack_at_the_limits(facts, word) for word in ("mill", "mine")]
    data = [zip_pack(pack) for pack in packs]
    gc.collect()
    with _memory() as memory:
        async with _each(longest, "answer", asked), _each(longest, "press", pressed):
            await _work(desk, packs, data)
    await client.finish(0)
    return longest | {"memory": memory["most"] - memory["before"]}


async def _work(desk: Desk, packs: Sequence[Pack], data: Sequence[bytes]) -> None:
    imports, articles, history = desk.get(ImportRules), desk.get(ArticleRules), desk.get(History)
    first, second = packs
    await imports.read(_BUSY, _TEACHER, "x.zip", data[0])
    done = await articles.add(_BUSY, _TEACHER, first)
    number = done.article.id
    desk.forget(_BUSY)
    await desk.get(Library).shelf(_BUSY, number)
    pack, _ = await imports.read(_BUSY, _TEACHER, "x.zip", data[1])
    assert pack is not None
    await imports.write(_BUSY, pack)
    plan = await imports.plan(_BUSY, _TEACHER, pack)
    await imports.apply(_BUSY, _TEACHER, pack, plan.mark)
    text = second.article.body.replace("mine", "pit.")
    await articles.plan(_BUSY, _TEACHER, number, text)
    await articles.correct(_BUSY, _TEACHER, number, text, body_mark(second.article))
    entries, _, _ = await history.page(_BUSY, _TEACHER, fact_id=None, offset=0, limit=4)
    await history.undo(_BUSY, _TEACHER, entries[0].id)
    await imports.zip(_BUSY, await imports.export(_BUSY, _TEACHER, number))
    for student in range(3, 3 + min(3, FACTS_MOST - len(first.facts))):
        given = {"text": "x", "quote": f"Line {student} of the"}
        await desk.get(SuggestionRules).suggest(_BUSY, Who(student), "summary", number, given)


@contextlib.asynccontextmanager
async def _each(longest: dict[str, float], name: str, work: Callable[[int], Awaitable[None]]) -> AsyncIterator[None]:
    """Does something again and again meanwhile, and notes the longest wait: from when it was due until it was done."""

    async def go() -> None:
        number, due = 0, time.perf_counter()
        while True:
            await work(number := number + 1)
            now = time.perf_counter()
            longest[name] = max(longest[name], now - due)
            due = max(due + _EVERY, now)
            await asyncio.sleep(due - now)

    task = asyncio.create_task(go())
    try:
        yield
    finally:
        task.cancel()
        await asyncio.wait([task])
    if not task.cancelled() and (error := task.exception()) is not None:
        raise error


@contextlib.contextmanager
def _memory() -> Iterator[dict[str, float]]:
    """Notes the most resident memory of this process and its helpers together, in MB; what they share counts twice."""
    me, ended = psutil.Process(), threading.Event()
    mine = me.cmdline()
    found = {"before": me.memory_info().rss / 1e6, "most": 0.0}

    def watch() -> None:
        while not ended.wait(0.01):
            total = me.memory_info().rss
            for helper in me.children():
                with contextlib.suppress(psutil.Error):
                    if helper.cmdline() != mine:  # else it has just been forked, and its memory is this process's own
                        total += helper.memory_info().rss
            found["most"] = max(found["most"], total / 1e6)

    thread = threading.Thread(target=watch)
    thread.start()
    try:
        yield found
    finally:
        ended.set()
        thread.join()
