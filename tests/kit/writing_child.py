"""A process that changes a server for as long as it is let, and prints each change that it was told is done.

``python -m tests.kit.writing_child <file> <name> [<how many>]``
"""

from __future__ import annotations

import asyncio
import sys
from itertools import count
from pathlib import Path

from bot.core.model.changes import Entry
from bot.core.model.errors.base import Refusal
from bot.core.rules.desk import Desk
from bot.core.rules.library import Library
from bot.features.articles.rules import ArticleRules, body_mark
from bot.features.facts.rules import FactRules
from tests.kit.stores import BODY, MODERATOR, ONE, desk_on, open_at


async def change(desk: Desk, name: str, n: int, fact_id: int) -> tuple[Entry, int]:
    """The nth change; ``fact_id`` is the fact that was added last."""
    facts = desk.get(FactRules)
    if n % 4 == 0:
        given = {"text": f"{name} {n}?", "quote": "Nobody was asked."}
        done = await facts.add(ONE, MODERATOR, "question", 1, given)
        return done.entry, done.fact.id
    if n % 4 == 1:
        return (await facts.edit(ONE, MODERATOR, fact_id, {"text": f"{name} {n}!"}, None)).entry, fact_id
    if n % 4 == 2:
        base = body_mark(await desk.get(Library).article(ONE, 1))
        shelved, _ = await desk.get(ArticleRules).correct(ONE, MODERATOR, 1, f"{name} {n}.\n\n{BODY}", base)
        return shelved.entry, fact_id
    return (await facts.retire(ONE, MODERATOR, fact_id)).entry, fact_id


async def run(path: Path, name: str, most: int | None) -> None:
    """Changes the server until this process ends."""
    store = await open_at(path)
    desk = desk_on(store)
    fact_id = 1
    for n in count() if most is None else range(most):
        try:
            entry, fact_id = await change(desk, name, n, fact_id)
        except Refusal:  # another process corrected the text between reading and writing
            continue
        print(entry.model_dump_json(), flush=True)
    await store.close()


if __name__ == "__main__":
    asyncio.run(run(Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]) if len(sys.argv) > 3 else None))
