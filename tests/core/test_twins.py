"""The very same fact twice: no pack, no edit and no restored fact brings it."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.app.cli import main
from bot.core.model.errors.changes import FactThere
from bot.core.packs.reading import parse_pack
from bot.core.rules.undoing import History
from bot.core.store.store import Store
from bot.features.articles.importing import ImportRules
from bot.features.facts.rules import FactRules
from bot.features.suggestions.rules import SuggestionRules
from tests.kit.stores import GIVEN, MODERATOR, NEW, ONE, STUDENT, filled, refused

ARTICLE = "---\ntitle: A plan\n---\nTwo plans.\n"
FACT = '[[summary]]\ntext = "x"\nquote = "Two plans."\n'


@pytest.mark.parametrize("more", ["", '[summary.es]\ntext = "y"\n', "place = 1\n"])
def test_a_pack_with_a_fact_twice_names_both(more: str) -> None:
    other = FACT.replace('"x"', '"y"')
    _, problems = parse_pack("x", ARTICLE, f"{FACT}\n{other}\n{FACT}{more}")
    assert [(p.line, p.fact, p.error.code, p.error.data()) for p in problems] == [
        (9, "summary 3", "fact_twice", {"fact": "summary 1", "line": 1})
    ]
    assert parse_pack("x", ARTICLE, f"{FACT}\n{other}")[1] == []


def test_check_says_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "article.md").write_text(ARTICLE, encoding="utf-8")
    (tmp_path / "facts.toml").write_text(FACT + "\n" + FACT, encoding="utf-8")
    assert main(["check", str(tmp_path)]) == 1
    said = capsys.readouterr().out
    assert "facts.toml:5: summary 2: " in said
    assert "summary 1 in line 1" in said


async def test_no_edit_makes_a_fact_the_same_as_another(store: Store) -> None:
    desk = await filled(store)
    rules = desk.get(FactRules)
    done = await rules.add(ONE, MODERATOR, "figure", 1, NEW)
    twin = {**NEW, "counts": "until a plan"}
    await rules.add(ONE, MODERATOR, "figure", 1, twin)
    await refused(store, rules.edit(ONE, MODERATOR, done.fact.id, twin, None), FactThere)


async def test_a_fact_that_was_taken_out_does_not_come_back_beside_its_twin(store: Store) -> None:
    desk = await filled(store)
    rules = desk.get(FactRules)
    kind, given = GIVEN[0]
    retired = await rules.retire(ONE, MODERATOR, 1)
    waiting = (await desk.get(SuggestionRules).suggest(ONE, STUDENT, kind, 1, given)).fact
    await refused(store, rules.restore(ONE, MODERATOR, 1), FactThere)
    await desk.get(SuggestionRules).approve(ONE, MODERATOR, waiting.id)
    # An undo brings it back all the same; as a pack, both are one.
    await desk.get(History).undo(ONE, MODERATOR, retired.entry.id)
    pack = await desk.get(ImportRules).export(ONE, MODERATOR, 1)
    assert len(pack.facts) == len(set(pack.facts)) == len(GIVEN)
    assert pack.facts[0].quote.text == given["quote"]
