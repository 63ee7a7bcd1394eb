"""What code looks up by a string, labels and templates, is there: a slip shows here and not in a classroom."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from bot.core.templates.prompts import Prompts
from tests.core.test_languages import labels_of

ROOT = Path(__file__).resolve().parent.parent.parent
FILES = sorted((ROOT / "bot").rglob("*.py"))
# By function: which of its arguments is a key, and where that stands in the labels.
_LABELS = {
    "label": (0, "{}"),
    "Choice": (1, "buttons.{}"),
    "new_form": (2, "forms.{}"),
    **dict.fromkeys(("field", "text_field", "select_field", "choice_field", "yes_no_field"), (1, "fields.{}.label")),
}


def label_keys(code: str) -> Iterator[str]:
    """The labels that a file's code names, as patterns: what is only known when it runs may be anything."""
    for call, name in _calls(code):
        if name == "add" and any(keyword.arg == "right" or keyword.arg == "options" for keyword in call.keywords):
            group = next((_patterns(keyword.value)[0] + "_" for keyword in call.keywords if keyword.arg == "group"), "")
            yield from (rf"commands\.{group}{key}\.name" for key in _patterns(call.args[0]))
        elif name in _LABELS and len(call.args) > _LABELS[name][0]:
            at, where = _LABELS[name]
            found = [where.replace(".", r"\.").format(key) for key in _patterns(call.args[at])]
            yield from (key for key in found if r"\." in key)  # a column of SQL has a label too


def template_keys(code: str) -> Iterator[str]:
    """The blocks that a file's code renders, as patterns for ``<template> <block>``."""
    for call, name in _calls(code):
        if name == "render" and len(call.args) > 1:
            yield from (f"{a} {b}" for a in _patterns(call.args[0]) for b in _patterns(call.args[1]))


@cache
def there() -> tuple[list[str], list[str]]:
    """The labels, and the blocks of the templates as ``<template> <block>``."""
    prompts = Prompts([ROOT / "prompts"])
    return list(labels_of("en")), [f"{name} {block}" for name in prompts.templates for block in prompts.blocks(name)]


def _calls(code: str) -> Iterator[tuple[ast.Call, str]]:
    for node in ast.walk(ast.parse(code)):
        if isinstance(node, ast.Call):
            yield node, getattr(node.func, "attr", getattr(node.func, "id", ""))


def _patterns(value: ast.expr) -> list[str]:
    """What an expression may give."""
    if isinstance(value, ast.Constant):
        return [re.escape(str(value.value))]
    if isinstance(value, ast.JoinedStr):
        return ["".join(_patterns(part)[0] for part in value.values)]
    if isinstance(value, ast.IfExp):
        return [*_patterns(value.body), *_patterns(value.orelse)]
    return [".+"]


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_label_and_template_that_code_names_is_there(path: Path) -> None:
    code, (labels, blocks) = path.read_text(encoding="utf-8"), there()
    lacking = [key for key in label_keys(code) if not any(re.fullmatch(key, label) for label in labels)]
    lacking += [key for key in template_keys(code) if not any(re.fullmatch(key, block) for block in blocks)]
    assert lacking == []


@pytest.mark.parametrize(
    ("code", "labels"),
    [
        ('Choice(Close(), "close" if last else "next")', [r"buttons\.close", r"buttons\.next"]),
        ('prompts.label(f"kinds.{kind}")', [r"kinds\..+"]),
        ('commands.add("list", group="facts", right="moderator")', [r"commands\.facts_list\.name"]),
        ('yes_no_field(prompts, "twice", False)', [r"fields\.twice\.label"]),
    ],
)
def test_a_key_is_noticed(code: str, labels: list[str]) -> None:
    assert list(label_keys(code)) == labels
    assert list(template_keys('prompts.render("polls", f"{state}_now")')) == ["polls .+_now"]
