"""What people read stands in the templates and labels, so that it can be said in another language."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
_KEYWORDS = {"label", "content", "title", "placeholder", "description", "text"}
_SHOWN = {"TextDisplay", "sentence_view", "Part", "Panel", "Section", "ActionButton", "send", "send_message", "Item"}


def in_code(code: str) -> list[str]:
    """The words in a file's code that people would read: what they read comes from the templates and labels."""
    found: list[str] = []
    for call in (node for node in ast.walk(ast.parse(code)) if isinstance(node, ast.Call)):
        name = getattr(call.func, "attr", getattr(call.func, "id", ""))
        keywords = _KEYWORDS | ({"name"} if name in ("Choice", "ContextMenu", "Group") else set())
        given = [keyword.value for keyword in call.keywords if keyword.arg in keywords]
        for value in given + (list(call.args) if name in _SHOWN else []):
            found += _words(value)
    return found


def _words(value: ast.AST) -> list[str]:
    """The texts with a letter that stand in an expression itself, not in what it calls or looks up."""
    if isinstance(value, ast.Call | ast.Subscript | ast.FormattedValue | ast.Compare):
        return []
    if isinstance(value, ast.Constant):
        return [value.value] if isinstance(value.value, str) and any(c.isalpha() for c in value.value) else []
    return [word for child in ast.iter_child_nodes(value) for word in _words(child)]


@pytest.mark.parametrize(
    "path", sorted([*(ROOT / "bot" / "core" / "ui").rglob("*.py"), *(ROOT / "bot" / "features").rglob("*.py")]), ids=str
)
def test_nothing_that_people_read_stands_in_code(path: Path) -> None:
    assert in_code(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ('Button(label="Press")', ["Press"]),
        ('view.add_item(TextDisplay(f"**{name}** said"))', ["** said"]),
        ('Modal(title="Form" if x else prompts.label("forms.x"))', ["Form"]),
        ('Choice(name="one", value="two")', ["one"]),
        ('await channel.send("Hello")', ["Hello"]),
        ('Button(label=prompts.label("buttons.x"), emoji="x")', []),
        ('TextDisplay(f"{heading}\\n\\n{text}")', []),
        ('File(f"attachment://{name}")', []),
    ],
)
def test_words_in_code_are_noticed(code: str, words: list[str]) -> None:
    assert in_code(code) == words
