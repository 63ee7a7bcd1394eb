"""Differences of two texts: what is told, and that comparing them is bounded however alike they are."""

from __future__ import annotations

from difflib import SequenceMatcher
from typing import Any

import pytest

from bot.core.model.bounds import PARAGRAPHS_MOST
from bot.core.templates import text_changes
from bot.core.templates.text_changes import differing_words


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ("One two three.", "One 2 three.", [("One two three.", "One 2 three.")]),
        ("a\nb\nc", "a\nc", [("b", None)]),
        ("a\n\nb", "a\nb", []),
    ],
)
def test_each_difference_is_told_with_words_around(before: str, after: str, told: list[Any]) -> None:
    assert differing_words(before, after) == told


@pytest.mark.parametrize("line", ["a", "a b a b"])
def test_a_line_that_stands_again_and_again_is_compared_no_further(line: str, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[int] = []

    class Matcher(SequenceMatcher[str]):
        def find_longest_match(self, *given: Any, **named: Any) -> Any:
            own: Any = self
            asked.append(sum(len(own.b2j.get(item, ())) for item in own.a))
            return super().find_longest_match(*given, **named)

    monkeypatch.setattr(text_changes, "SequenceMatcher", Matcher)
    many = [line] * (PARAGRAPHS_MOST // 4)
    before, after = "\n".join(["x", *many, "y", *many]), "\n".join([*many, "z", *many, "w"])
    assert differing_words(before, after)
    assert sum(asked) <= text_changes._PAIRS
