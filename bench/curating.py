"""What a moderator's steps take in a server with many facts, against the three seconds that Discord waits."""

from __future__ import annotations

import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path

from bot.app.build import default_pack, load_prompts
from bot.app.settings import read_settings
from bot.core.model.bounds import FACTS_MOST
from bot.core.model.fact import Content
from bot.core.model.people import Who
from bot.core.packs.reading import Pack
from bot.core.rules.desk import Desk
from bot.core.rules.library import Library
from bot.core.rules.undoing import History
from bot.core.store.engine import parse_url
from bot.core.store.store import Store
from bot.features.answers.answer_cache import AnswerCache
from bot.features.answers.model import choose_answer
from bot.features.articles.importing import ImportRules
from bot.features.articles.rules import ArticleRules
from bot.features.facts.rules import FactRules

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
    # One fewer than an article may have: a step adds one.
    facts = _many(pack, min(count, FACTS_MOST - 1))
    many = await _measure(folder / "many.db", Pack(pack.slug, pack.article, facts))
    return [Step(name, few[name], many[name]) for name in few]


async def _measure(database: Path, pack: Pack) -> dict[str, float]:
    store = Store(parse_url(f"sqlite+aiosqlite:///{database.as_posix()}"))
    await store.open()
    desk = Desk(store, pack)
    prompts = load_prompts(read_settings())["en"]
    await desk.get(Library).welcome(_SERVER)
    fact_id = len(pack.facts)
    taken: dict[str, float] = {}

    async def step(name: str, work: Callable[[], Awaitable[object]]) -> object:
        began = time.perf_counter()
        done = await work()
        taken[name] = time.perf_counter() - began
        return done

    async def answer() -> object:
        shelf = await desk.get(Library).shelf(_SERVER, None)
        return AnswerCache().pages(prompts, choose_answer("figures", None), shelf.told)

    async def listed() -> object:
        return await desk.get(Library).listed_facts(
            _SERVER, _TEACHER, article_id=_ARTICLE, kind=None, state=None, offset=fact_id - 4, limit=4
        )

    given = {"value": "1,200", "counts": "troops, as counted here", "quote": "1,200 troops"}
    await step(
        "choosing a fact while typing", lambda: desk.get(Library).search_facts(_SERVER, _TEACHER, "calderón", 25)
    )
    await step("opening a fact's form", lambda: desk.get(Library).fact(_SERVER, _TEACHER, fact_id))
    await step("the last page of /facts list", listed)
    await step("adding a fact", lambda: desk.get(FactRules).add(_SERVER, _TEACHER, "figure", _ARTICLE, given))
    await step("the next answer", answer)
    new = fact_id + 1
    await step("editing it", lambda: desk.get(FactRules).edit(_SERVER, _TEACHER, new, {"counts": "troops"}, None))
    await step("moving it up", lambda: desk.get(FactRules).move(_SERVER, _TEACHER, new, up=True))
    await step("retiring it", lambda: desk.get(FactRules).retire(_SERVER, _TEACHER, new))
    await step("a page of the history", lambda: _history(desk))
    await step("undoing that", lambda: _undo(desk))
    body = (await desk.get(Library).article(_SERVER, _ARTICLE)).body.replace("But ", "Yet ")
    await step("looking at a correction", lambda: desk.get(ArticleRules).plan(_SERVER, _TEACHER, _ARTICLE, body))
    await step("reading the pack to export", lambda: desk.get(ImportRules).export(_SERVER, _TEACHER, _ARTICLE))
    await store.close()
    return taken


async def _history(desk: Desk) -> object:
    return await desk.get(History).page(_SERVER, _TEACHER, fact_id=None, offset=0, limit=4)


async def _undo(desk: Desk) -> object:
    entries, _, _ = await desk.get(History).page(_SERVER, _TEACHER, fact_id=None, offset=0, limit=1)
    return await desk.get(History).undo(_SERVER, _TEACHER, entries[0].id)
