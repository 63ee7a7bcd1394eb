"""What a moderator's steps take in a server with many facts, against the three seconds that Discord waits."""

from __future__ import annotations

import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path

from bot.app.build import default_pack, load_prompts
from bot.app.settings import read_settings
from bot.core.model.fact import Content
from bot.core.model.people import Who
from bot.core.packs.reading import Pack
from bot.core.rules.library import Library
from bot.core.store.engine import parse_url
from bot.core.store.store import Store
from bot.core.ui.request import Replies
from bot.features.answers.answer_cache import AnswerCache
from bot.features.answers.model import make_request

BAR = 3.0
_SERVER, _ARTICLE = 1, 1
_TEACHER = Who(1, manages_messages=True)


@dataclass(frozen=True)
class Step:
    """A step of a moderator's work, in seconds: with a few facts, and with many."""

    name: str
    few: float
    many: float


def _many(pack: Pack, count: int) -> tuple[Content, ...]:
    """The facts of a pack again and again, each with a text of its own."""
    facts: list[Content] = []
    for i in range(count):
        fact = pack.facts[i % len(pack.facts)]
        name = "counts" if fact.kind == "figure" else "text"
        facts.append(fact.model_copy(update={name: f"{getattr(fact, name)} {i}"}))
    return tuple(facts)


async def steps(folder: Path, count: int) -> list[Step]:
    """Each step with the built-in pack's facts, and with that many."""
    pack = default_pack(read_settings())
    assert pack is not None
    few = await _measure(folder / "few.db", pack)
    many = await _measure(folder / "many.db", Pack(pack.slug, pack.article, _many(pack, count)))
    return [Step(name, few[name], many[name]) for name in few]


async def _measure(database: Path, pack: Pack) -> dict[str, float]:
    store = Store(parse_url(f"sqlite+aiosqlite:///{database.as_posix()}"))
    await store.open()
    library = Library(store, pack)
    prompts = load_prompts(read_settings())["en"]
    await library.welcome(_SERVER)
    replies = Replies(library, {"en": prompts})
    fact_id = len(pack.facts)
    taken: dict[str, float] = {}

    async def step(name: str, work: Callable[[], Awaitable[object]]) -> object:
        began = time.perf_counter()
        done = await work()
        taken[name] = time.perf_counter() - began
        return done

    async def answer() -> object:
        shelf = await library.shelf(_SERVER, None)
        return AnswerCache().pages(prompts, make_request("figures", None), shelf)

    async def listed() -> object:
        return await replies.library.listed_facts(
            _SERVER, _TEACHER, article_id=_ARTICLE, kind=None, state=None, offset=fact_id - 4, limit=4
        )

    given = {"value": "1,200", "counts": "troops, as counted here", "quote": "1,200 troops"}
    await step("choosing a fact while typing", lambda: library.search_facts(_SERVER, _TEACHER, "calderón", 25))
    await step("opening a fact's form", lambda: library.fact(_SERVER, _TEACHER, fact_id))
    await step("the last page of /facts list", listed)
    await step("adding a fact", lambda: library.facts.add(_SERVER, _TEACHER, "figure", _ARTICLE, given))
    await step("the next answer", answer)
    new = fact_id + 1
    await step("editing it", lambda: library.facts.edit(_SERVER, _TEACHER, new, {"counts": "troops"}, None))
    await step("moving it up", lambda: library.facts.move(_SERVER, _TEACHER, new, up=True))
    await step("retiring it", lambda: library.facts.retire(_SERVER, _TEACHER, new))
    await step("a page of the history", lambda: _history(library))
    await step("undoing that", lambda: _undo(library))
    body = (await library.article(_SERVER, _ARTICLE)).body.replace("But ", "Yet ")
    await step("looking at a correction", lambda: library.articles.plan(_SERVER, _TEACHER, _ARTICLE, body))
    await step("reading the pack to export", lambda: library.packs.export(_SERVER, _TEACHER, _ARTICLE))
    await store.close()
    return taken


async def _history(library: Library) -> object:
    return await library.history.page(_SERVER, _TEACHER, fact_id=None, offset=0, limit=4)


async def _undo(library: Library) -> object:
    entries, _, _ = await library.history.page(_SERVER, _TEACHER, fact_id=None, offset=0, limit=1)
    return await library.history.undo(_SERVER, _TEACHER, entries[0].id)
