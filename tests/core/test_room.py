"""How many articles and facts a server may have: whatever adds one too many is refused, and nothing of it is kept."""

from __future__ import annotations

from typing import Any

from bot.core.model.bounds import ARTICLES_MOST, FACTS_EVER_MOST, FACTS_MOST
from bot.core.model.changes import content_json
from bot.core.model.errors.changes import ArticlesTooMany
from bot.core.model.errors.facts import FactsTooMany
from bot.core.rules.desk import Desk
from bot.core.rules.library import Library
from bot.core.rules.undoing import History
from bot.features.articles.rules import ArticleRules
from bot.features.facts.rules import FactRules
from bot.features.suggestions.rules import SuggestionRules
from tests.kit.stores import BODY, GIVEN, MILL, MODERATOR, NEW, ONE, STUDENT, TWO, fact_of, filled, insert_rows, refused


async def fill(desk: Desk, count: int, state: str, server_id: int = ONE, article_id: int = 1) -> None:
    """Puts that many facts into an article."""
    content = content_json(fact_of(*GIVEN[0], BODY))
    row: dict[str, Any] = {"server_id": server_id, "article_id": article_id, "kind": "summary", "position": 0}
    rows = [row | {"id": 10_000 + i, "state": state, "content": content} for i in range(count)]
    await insert_rows(desk.store, "fact", *rows)


async def test_no_fact_comes_over_the_most(desk: Desk) -> None:
    await fill(desk, FACTS_MOST - len(GIVEN) - 1, "draft")
    done = await desk.get(FactRules).add(ONE, MODERATOR, "figure", 1, NEW)
    await desk.get(FactRules).retire(ONE, MODERATOR, 1)
    suggested = await desk.get(SuggestionRules).suggest(ONE, STUDENT, "figure", 1, NEW | {"counts": "x"})
    for asked in (
        desk.get(FactRules).restore(ONE, MODERATOR, 1),
        desk.get(FactRules).add(ONE, MODERATOR, "figure", 1, NEW | {"counts": "y"}),
        desk.get(SuggestionRules).suggest(ONE, STUDENT, "figure", 1, NEW | {"counts": "y"}),
    ):
        error = await refused(desk.store, asked, FactsTooMany)
        assert error.data() == {"count": FACTS_MOST + 1, "most": FACTS_MOST, "ever": False}
    # What adds nothing is done still.
    await desk.get(FactRules).edit(ONE, MODERATOR, done.fact.id, {"counts": "z"}, None)
    await desk.get(SuggestionRules).approve(ONE, MODERATOR, suggested.fact.id)
    # A retired one that an undo would bring back.
    entries, _, _ = await desk.get(History).page(ONE, MODERATOR, fact_id=1, offset=0, limit=1)
    await refused(desk.store, desk.get(History).undo(ONE, MODERATOR, entries[0].id), FactsTooMany)


async def test_retired_facts_count_at_last(desk: Desk) -> None:
    await fill(desk, FACTS_EVER_MOST - len(GIVEN), "retired")
    error = await refused(desk.store, desk.get(FactRules).add(ONE, MODERATOR, "figure", 1, NEW), FactsTooMany)
    assert error.data() == {"count": FACTS_EVER_MOST + 1, "most": FACTS_EVER_MOST, "ever": True}


async def test_another_servers_facts_count_there_alone(desk: Desk) -> None:
    await filled(desk.store, None, TWO)
    await fill(desk, FACTS_MOST, "draft", TWO, await desk.get(Library).current(TWO, None))
    await desk.get(FactRules).add(ONE, MODERATOR, "figure", 1, NEW)


async def test_no_article_comes_over_the_most(desk: Desk) -> None:
    rules = desk.get(ArticleRules)
    row = {"server_id": ONE, "title": "x", "language": "en", "body": "x", "remarks": []}
    rows = [row | {"id": 100 + i, "slug": f"a{i}", "archived": False} for i in range(ARTICLES_MOST - 1)]
    await insert_rows(desk.store, "article", *rows)
    error = await refused(desk.store, rules.add(ONE, MODERATOR, MILL), ArticlesTooMany)
    assert error.data() == {"most": ARTICLES_MOST}
    await rules.archive(ONE, MODERATOR, 100)
    await rules.add(ONE, MODERATOR, MILL)
    await refused(desk.store, rules.restore(ONE, MODERATOR, 100), ArticlesTooMany)
