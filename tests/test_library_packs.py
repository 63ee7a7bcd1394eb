"""Packs: into a server as one change, as it was shown, and out of it unchanged."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from bot.core.model.errors.changes import EditedMeanwhile, NothingToChange
from bot.core.model.errors.reader import ArticleGone
from bot.core.model.fact import KINDS, Kind
from bot.core.packs.reading import Pack
from bot.core.rules.library import Library
from bot.core.store.store import Store
from tests.stores import (
    BODY,
    GIVEN,
    MILL,
    MODERATOR,
    NEW,
    ONE,
    TWO,
    article_of,
    every_row,
    fact_of,
    facts_of,
    misplaced,
    owned,
    refused,
)

P1, P2, P3, P4 = BODY.split("\n\n")


@pytest.mark.parametrize("name", ["mill", "juarez"])
async def test_a_pack_goes_from_server_to_server_unchanged(store: Store, juarez: Pack, name: str) -> None:
    pack = {"mill": MILL, "juarez": juarez}[name]
    library = Library(store)
    await library.articles.add(ONE, MODERATOR, pack)
    out = await library.packs.export(ONE, MODERATOR, 1)
    assert sorted(map(repr, out.facts)) == sorted(map(repr, pack.facts))
    assert (await library.packs.plan(TWO, MODERATOR, out)).article is None
    await library.packs.apply(TWO, MODERATOR, out)
    assert await library.packs.export(TWO, MODERATOR, 1) == out
    for server_id in (ONE, TWO):
        assert (await library.packs.plan(server_id, MODERATOR, out)).nothing
        await refused(store, library.packs.apply(server_id, MODERATOR, out), NothingToChange)
    await refused(store, library.packs.export(ONE, MODERATOR, 7), ArticleGone)


def changed(**given: Any) -> Any:
    return MILL.facts[1].model_copy(update=given)


CORRECTED = "\n\n".join(("New.", P1, P2, P3.replace("twice", "once"), P4))
IN_CORRECTED: tuple[tuple[Kind, dict[str, Any]], ...] = (
    *GIVEN[:3],
    ("figure", GIVEN[3][1] | {"place": 1}),
    ("person", GIVEN[4][1] | {"text": "heard late"}),
)
IMPORTS: dict[str, tuple[Pack, dict[str, int]]] = {
    "added": (replace(MILL, facts=(*MILL.facts, fact_of("figure", NEW))), {"added": 1, "same": 6}),
    "changed": (
        replace(MILL, facts=(MILL.facts[0], changed(text="It may."), *MILL.facts[2:])),
        {"changed": 1, "same": 5},
    ),
    "retired": (replace(MILL, facts=MILL.facts[1:]), {"retired": 1, "same": 5}),
    "reordered": (replace(MILL, facts=(MILL.facts[2], MILL.facts[1], MILL.facts[0], *MILL.facts[3:])), {"same": 6}),
    "added in front": (replace(MILL, facts=(fact_of("figure", NEW), *MILL.facts)), {"added": 1, "same": 6}),
    "details": (replace(MILL, article=MILL.article.model_copy(update={"byline": "A. B."})), {"same": 6}),
    "corrected": (
        Pack(
            "mill",
            MILL.article.model_copy(update={"body": CORRECTED}),
            tuple(fact_of(*each, CORRECTED) for each in IN_CORRECTED),
        ),
        {"changed": 2, "same": 3, "retired": 1},
    ),
}


@pytest.mark.parametrize("name", IMPORTS)
async def test_an_import_does_what_its_plan_says_and_can_be_taken_back(library: Library, name: str) -> None:
    pack, expected = IMPORTS[name]
    before = await library.packs.export(ONE, MODERATOR, 1)
    rows = owned(await every_row(library.store), ONE)
    plan = await library.packs.plan(ONE, MODERATOR, pack)
    found = {part: len(getattr(plan, part)) for part in ("added", "changed", "retired", "restored")} | {
        "same": plan.same
    }
    assert found == dict.fromkeys(("added", "changed", "retired", "restored", "same"), 0) | expected
    assert plan.reordered == (name in ("reordered", "added in front"))
    assert (plan.body, plan.details) == (name == "corrected", ("byline",) if name == "details" else ())
    assert not plan.nothing
    done = await library.packs.apply(ONE, MODERATOR, pack, plan.mark)
    exported = await library.packs.export(ONE, MODERATOR, 1)
    assert exported == replace(pack, facts=tuple(sorted(pack.facts, key=lambda fact: KINDS.index(fact.kind))))
    assert misplaced(await facts_of(library.store, ONE), exported.article.body) == []
    assert (await library.packs.plan(ONE, MODERATOR, pack)).nothing
    if name == "retired":
        assert len((await library.packs.plan(ONE, MODERATOR, MILL)).restored) == 1
    await library.history.undo(ONE, MODERATOR, done.entry.id)
    assert await library.packs.export(ONE, MODERATOR, 1) == before
    after = owned(await every_row(library.store), ONE)
    keep = ("id", "state", "position", "content", "search")
    assert [{name: row[name] for name in keep} for row in after["fact"][: len(MILL.facts)]] == [
        {name: row[name] for name in keep} for row in rows["fact"]
    ]


async def test_an_import_is_refused_where_it_would_do_something_else_than_was_shown(library: Library) -> None:
    pack = IMPORTS["changed"][0]
    mark = (await library.packs.plan(ONE, MODERATOR, pack)).mark
    await library.facts.edit(ONE, MODERATOR, 2, {"text": "Meanwhile."}, None)
    await refused(library.store, library.packs.apply(ONE, MODERATOR, pack, mark), EditedMeanwhile)
    await library.packs.apply(ONE, MODERATOR, pack, (await library.packs.plan(ONE, MODERATOR, pack)).mark)


async def test_an_import_brings_back_an_article_that_was_put_away(library: Library) -> None:
    await library.articles.archive(ONE, MODERATOR, 1)
    assert not (await library.packs.plan(ONE, MODERATOR, MILL)).nothing
    await library.packs.apply(ONE, MODERATOR, MILL)
    assert not (await article_of(library.store, ONE)).archived
    assert len((await library.shelf(ONE, 1)).facts) == len(MILL.facts)
