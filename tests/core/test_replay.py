"""The history tells of all that is done, and leads back to the start: held for any sequence of changes."""

from __future__ import annotations

import asyncio
import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.core.model.changes import Entry, RowChange
from bot.core.model.errors.base import Refusal
from bot.core.model.errors.changes import QuoteStandsNoMore
from bot.core.rules.desk import Desk
from bot.core.rules.library import Library
from bot.core.rules.undoing import History
from bot.core.store.store import Store
from bot.features.facts.rules import FactRules
from bot.features.suggestions.rules import SuggestionRules
from tests.kit.stores import (
    BODY,
    MILL,
    MODERATOR,
    ONE,
    STUDENT,
    Clock,
    Rows,
    article_of,
    changeable,
    correct,
    desk_on,
    entries_of,
    every_row,
    facts_of,
    misplaced,
    open_copy,
    replay,
)

BODIES = (
    BODY,
    "A new first paragraph.\n\n" + BODY,
    BODY.replace("in March", "in May"),
    BODY.replace("A second mill may open. ", ""),
    "\n\n".join(reversed(BODY.split("\n\n"))),
    BODY.replace("Nobody was asked.", "Some were asked. Nobody was asked."),
)
QUOTES = ("The mill closed in March.", "Nobody was asked.", "A second mill may open.", "It has met twice.")
OPERATIONS = ("add", "edit", "retire", "restore", "move", "correct", "undo", "suggest", "approve", "reject")
STEPS = st.lists(
    st.tuples(st.sampled_from((*OPERATIONS, "undo", "undo")), st.integers(0, 11), st.integers(0, 5)), max_size=25
)
Published = list[tuple[int, dict[str, Any]]]


def published(rows: Rows) -> Published:
    """The published facts in order, by their numbers."""
    facts = [(number, row) for (table, number), row in rows.items() if table == "fact" and row["state"] == "published"]
    return [(number, row["content"]) for number, row in sorted(facts, key=lambda fact: (fact[1]["position"], fact[0]))]


@dataclass
class Run:
    """A server while operations are done to it, beside what its history makes of it."""

    desk: Desk
    rows: Rows
    entries: list[Entry] = field(default_factory=list)
    standing: list[Entry] = field(default_factory=list)  # in the order in which they last came into force

    async def step(self, operation: str, a: int, b: int, *, orderly: bool) -> None:
        before = await every_row(self.desk.store)
        try:
            await self.do(operation, a, b, orderly=orderly)
        except Refusal:
            assert await every_row(self.desk.store) == before
        await self.check()

    async def do(self, operation: str, a: int, b: int, *, orderly: bool) -> None:
        facts, suggestions = self.desk.get(FactRules), self.desk.get(SuggestionRules)
        given = {"text": f"Fact {b}.", "quote": QUOTES[a % 4]}
        fact_id = a + 1
        if operation == "add":
            await facts.add(ONE, MODERATOR, "summary" if b % 2 else "question", 1, given)
        elif operation == "edit":
            await facts.edit(ONE, MODERATOR, fact_id, {"text": f"Edit {b}."} if b < 3 else given, None)
        elif operation in ("retire", "restore"):
            await getattr(facts, operation)(ONE, MODERATOR, fact_id)
        elif operation == "move":
            await facts.move(ONE, MODERATOR, fact_id, up=b % 2 == 0)
        elif operation == "correct":
            await correct(self.desk, ONE, BODIES[b])
        elif operation == "suggest":
            await suggestions.suggest(ONE, STUDENT, "summary", 1, given)
        elif operation == "approve":
            await suggestions.approve(ONE, MODERATOR, fact_id)
        elif operation == "reject":
            await suggestions.reject(ONE, MODERATOR, fact_id, "No." if b % 2 else "")
        else:
            await self.undo(a, orderly=orderly)

    async def undo(self, a: int, *, orderly: bool) -> None:
        """Takes back one of what is offered; ``orderly``: one that nothing that came later is built on."""
        found, _, offered = await self.desk.get(History).page(ONE, MODERATOR, fact_id=None, offset=0, limit=100)
        choices = [e for e in found if e.id in offered and not (orderly and self.built_on(e))]
        if not choices:
            return
        chosen = choices[a % len(choices)]
        try:
            await self.desk.get(History).undo(ONE, MODERATOR, chosen.id)
        except QuoteStandsNoMore:
            assert not orderly  # only what the article lost since
            raise

    def built_on(self, entry: Entry) -> bool:
        """Whether a change that is in force depends on this one. An undo is the change back, made when it was."""
        if entry.undoes is None:
            later = self.standing[[e.id for e in self.standing].index(entry.id) + 1 :]
        else:
            later = [e for e in self.entries if e.id > entry.id]
        return any(touched(entry) & touched(e) or "body" in {*names(entry), *names(e)} for e in later)

    async def check(self) -> None:
        """Holds what stands to the history, and every published fact to the article."""
        store = self.desk.store
        entries = await entries_of(self.desk, ONE)
        kept = len(self.entries)
        assert [e.model_copy(update={"undone": False}) for e in entries[:kept]] == [
            e.model_copy(update={"undone": False}) for e in self.entries
        ]
        for entry in entries[kept:]:
            self.rows = replay(self.rows, entry.rows)
            self.note(entry, {e.id: e for e in entries})
        self.entries = entries
        assert await changeable(store, ONE) == self.rows
        assert [e.id for e in entries if e.undoes is None and not e.undone] == sorted(e.id for e in self.standing)
        body = (await article_of(store, ONE)).article.body
        assert misplaced(await facts_of(store, ONE), body) == []
        shelf = await self.desk.get(Library).shelf(ONE, 1)
        assert [fact.id for fact in shelf.facts] == [number for number, _ in published(self.rows)]

    def note(self, entry: Entry, by_id: dict[int, Entry]) -> None:
        target, redone = entry, True
        while target.undoes is not None:
            target, redone = by_id[target.undoes], not redone
        self.standing = [e for e in self.standing if e.id != target.id] + ([target] if redone else [])


def touched(entry: Entry) -> set[tuple[str, int, str]]:
    return {(row.table, row.id, name) for row in entry.rows for name in (row.after or row.before or {})}


def names(entry: Entry) -> set[str]:
    return {name for _, _, name in touched(entry)}


async def start(store: Store) -> Run:
    """A server that the bot gave its pack."""
    desk = desk_on(store, MILL, now=Clock())
    await desk.get(Library).welcome(ONE)
    entries = await entries_of(desk, ONE)
    return Run(desk, await changeable(store, ONE), entries, entries[:])


async def try_out(template: Path, steps: list[tuple[str, int, int]], *, orderly: bool) -> None:
    with tempfile.TemporaryDirectory() as folder:
        store = await open_copy(template, Path(folder) / "store.db")
        try:
            run = await start(store)
            first = published(run.rows)
            for operation, a, b in steps:
                await run.step(operation, a, b, orderly=orderly)
            if orderly:
                while run.standing[1:]:
                    await run.desk.get(History).undo(ONE, MODERATOR, run.standing[-1].id)
                    await run.check()
                assert published(run.rows) == first
        finally:
            await store.close()


@settings(max_examples=15)
@given(steps=STEPS)
def test_the_history_replays_to_what_stands_whatever_is_taken_back(
    template: Path, steps: list[tuple[str, int, int]]
) -> None:
    asyncio.run(try_out(template, steps, orderly=False))


@settings(max_examples=15)
@given(steps=STEPS)
def test_taking_everything_back_from_the_last_leads_to_the_start(
    template: Path, steps: list[tuple[str, int, int]]
) -> None:
    asyncio.run(try_out(template, steps, orderly=True))


def test_a_replay_notices_what_the_history_does_not_tell() -> None:
    rows: Rows = {("fact", 1): {"state": "published", "position": 0}}
    gone = RowChange(table="fact", id=1, before={"state": "published"}, after={"state": "retired"})
    assert replay(rows, [gone, gone.reversed]) == rows
