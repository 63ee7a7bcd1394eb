"""Packs: into a server as one change, as it was shown, and out of it unchanged."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from bot.core.model.errors.changes import EditedMeanwhile, NothingToChange
from bot.core.model.errors.reader import ArticleGone
from bot.core.model.fact import KINDS, Kind
from bot.core.packs.reading import Pack
from bot.core.rules.desk import Desk
from bot.core.rules.library import Library
from bot.core.rules.undoing import History
from bot.core.store.store import Store
from bot.features.articles.importing import ImportRules
from bot.features.articles.rules import ArticleRules
from bot.features.facts.rules import FactRules
from tests.kit.stores import (
    BODY,
    GIVEN,
    MILL,
    MODERATOR,
    NEW,
    ONE,
    TWO,
    article_of,
    desk_on,
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
    desk = desk_on(store)
    await desk.get(ArticleRules).add(ONE, MODERATOR, pack)
    out = await desk.get(ImportRules).export(ONE, MODERATOR, 1)
    assert sorted(map(repr, out.facts)) == sorted(map(repr, pack.facts))
    assert (await desk.get(ImportRules).plan(TWO, MODERATOR, out)).article is None
    there = (await desk.get(ImportRules).apply(TWO, MODERATOR, out)).article.id
    assert await desk.get(ImportRules).export(TWO, MODERATOR, there) == out
    for server_id in (ONE, TWO):
        assert (await desk.get(ImportRules).plan(server_id, MODERATOR, out)).nothing
        await refused(store, desk.get(ImportRules).apply(server_id, MODERATOR, out), NothingToChange)
    await refused(store, desk.get(ImportRules).export(ONE, MODERATOR, 7), ArticleGone)


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
async def test_an_import_does_what_its_plan_says_and_can_be_taken_back(desk: Desk, name: str) -> None:
    pack, expected = IMPORTS[name]
    before = await desk.get(ImportRules).export(ONE, MODERATOR, 1)
    rows = owned(await every_row(desk.store), ONE)
    plan = await desk.get(ImportRules).plan(ONE, MODERATOR, pack)
    found = {part: len(getattr(plan, part)) for part in ("added", "changed", "retired", "restored")} | {
        "same": plan.same
    }
    assert found == dict.fromkeys(("added", "changed", "retired", "restored", "same"), 0) | expected
    assert plan.reordered == (name in ("reordered", "added in front"))
    assert (plan.body, plan.details) == (name == "corrected", ("byline",) if name == "details" else ())
    assert not plan.nothing
    done = await desk.get(ImportRules).apply(ONE, MODERATOR, pack, plan.mark)
    exported = await desk.get(ImportRules).export(ONE, MODERATOR, 1)
    assert exported == replace(pack, facts=tuple(sorted(pack.facts, key=lambda fact: KINDS.index(fact.kind))))
    assert misplaced(await facts_of(desk.store, ONE), exported.article.body) == []
    assert (await desk.get(ImportRules).plan(ONE, MODERATOR, pack)).nothing
    if name == "retired":
        assert len((await desk.get(ImportRules).plan(ONE, MODERATOR, MILL)).restored) == 1
    await desk.get(History).undo(ONE, MODERATOR, done.entry.id)
    assert await desk.get(ImportRules).export(ONE, MODERATOR, 1) == before
    after = owned(await every_row(desk.store), ONE)
    keep = ("id", "state", "position", "content", "search")
    assert [{name: row[name] for name in keep} for row in after["fact"][: len(MILL.facts)]] == [
        {name: row[name] for name in keep} for row in rows["fact"]
    ]


async def test_an_import_is_refused_where_it_would_do_something_else_than_was_shown(desk: Desk) -> None:
    pack = IMPORTS["changed"][0]
    mark = (await desk.get(ImportRules).plan(ONE, MODERATOR, pack)).mark
    await desk.get(FactRules).edit(ONE, MODERATOR, 2, {"text": "Meanwhile."}, None)
    await refused(desk.store, desk.get(ImportRules).apply(ONE, MODERATOR, pack, mark), EditedMeanwhile)
    await desk.get(ImportRules).apply(
        ONE, MODERATOR, pack, (await desk.get(ImportRules).plan(ONE, MODERATOR, pack)).mark
    )


async def test_an_import_brings_back_an_article_that_was_put_away(desk: Desk) -> None:
    await desk.get(ArticleRules).archive(ONE, MODERATOR, 1)
    assert not (await desk.get(ImportRules).plan(ONE, MODERATOR, MILL)).nothing
    await desk.get(ImportRules).apply(ONE, MODERATOR, MILL)
    assert not (await article_of(desk.store, ONE)).archived
    assert len((await desk.get(Library).shelf(ONE, 1)).facts) == len(MILL.facts)
