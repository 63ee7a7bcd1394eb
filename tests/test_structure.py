"""The design's rules that can be read off the code: who imports whom, and what the documents promise."""

from __future__ import annotations

import ast
import re
import tomllib
from pathlib import Path

import pytest

from bot.cli import _parser
from bot.settings import Settings

ROOT = Path(__file__).resolve().parent.parent
MODULES = sorted((ROOT / "bot").rglob("*.py"))
BASE = {"model", "quotes", "errors"}
# What each part may import of ours, besides itself and BASE; the design, section 3.
MAY: dict[str, set[str]] = {
    "model": set(),
    "quotes": set(),
    "errors": set(),
    "search": set(),
    "tomllines": set(),
    "facts": set(),
    "articles": set(),
    "calendar_dates": set(),
    "clock_times": set(),
    "schedules": {"calendar_dates"},
    "packs": {"articles", "facts", "tomllines"},
    "packwriter": {"packs", "facts"},
    "packzip": {"packs", "packwriter", "articles"},
    "translations": set(),
    "store": {"changes", "people", "polls", "schedules", "search", "translations"},
    "people": set(),
    "polls": set(),
    "changes": {"people"},
    "shelves": set(),
    "library": {
        "articles",
        "calendar_dates",
        "changes",
        "facts",
        "people",
        "polls",
        "schedules",
        "store",
        "packs",
        "search",
        "shelves",
        "translations",
    },
    "answers": {"changes", "facts", "polls", "schedules", "search", "translations"},
    "ui": {"answers", "facts"},
    "nearest": {"search"},
    "wondering": {"search"},
    "commands": {
        "nearest",
        "wondering",
        "packwriter",
        "articles",
        "calendar_dates",
        "clock_times",
        "schedules",
        "changes",
        "facts",
        "library",
        "answers",
        "packs",
        "packzip",
        "people",
        "polls",
        "ui",
        "search",
        "translations",
    },
    "settings": set(),
    "setup": {"settings", "answers", "library", "packs", "store"},
    "client": {"changes", "commands", "ui"},
    "check": {"answers", "packs", "settings"},
    "show": {"answers", "packs", "settings", "setup"},
    "run": {"client", "commands", "settings", "setup"},
    "demo": {"client", "commands", "library", "settings", "setup", "store"},
    "manage": {
        "answers",
        "changes",
        "check",
        "facts",
        "library",
        "packs",
        "packwriter",
        "packzip",
        "people",
        "settings",
        "setup",
    },
    "handing": {"answers", "articles", "library", "settings", "setup"},
    "cli": {"answers", "facts", "settings", "run", "demo", "show", "check", "manage", "handing"},
    "__main__": {"cli"},
    "__init__": set(),
}
DISCORD = {"ui", "commands", "client", "run", "demo"}
SQL = {"store"}


def part(path: Path) -> str:
    """The part of the bot that a file belongs to."""
    return path.relative_to(ROOT / "bot").parts[0].removesuffix(".py")


def imports(path: Path) -> tuple[set[str], set[str]]:
    """What a file imports: parts of ours, and packages of others."""
    ours: set[str] = set()
    others: set[str] = set()
    package = path.relative_to(ROOT).parent.parts
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            others |= {name.name.split(".")[0] for name in node.names}
        elif isinstance(node, ast.ImportFrom) and node.level == 0:
            others.add((node.module or "").split(".")[0])
        elif isinstance(node, ast.ImportFrom):
            base = package[: len(package) - node.level + 1]
            names = [node.module] if node.module else [name.name for name in node.names]
            ours |= {".".join((*base, name)).split(".")[1] for name in names if name}
    return ours, others


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_file_imports_only_what_its_part_may(path: Path) -> None:
    ours, others = imports(path)
    mine = part(path)
    assert ours <= MAY[mine] | BASE | {mine, "__version__"}
    assert "bot" not in others, "relative imports inside bot/"
    if mine not in DISCORD:
        assert "discord" not in others
    if mine not in SQL:
        assert "sqlalchemy" not in others


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_file_is_one_idea(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 300


def test_every_setting_is_in_the_example_with_its_default() -> None:
    lines = (ROOT / ".env.example").read_text(encoding="utf-8").splitlines()
    listed = dict(line.split("=", 1) for line in lines if line and not line.startswith("#"))
    defaults = {
        name.upper(): "" if field.default is None else str(field.default).removeprefix("PosixPath")
        for name, field in Settings.model_fields.items()
    }
    defaults["ANSWERS_PUBLIC"] = defaults["ANSWERS_PUBLIC"].lower()
    assert listed == defaults


def test_the_readme_tells_of_every_setting_and_command() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    for name in Settings.model_fields:
        assert f"`{name.upper()}`" in readme
    files = sorted((ROOT / "prompts" / "en").glob("labels*.toml"))
    found = [tomllib.loads(path.read_text(encoding="utf-8")).get("commands", {}) for path in files]
    commands = {key: command for some in found for key, command in some.items()}
    for key, command in commands.items():
        group, _, _ = key.partition("_")
        if "description" not in command:  # a command of a message's menu
            assert f"**{command['name']}**" in readme
        elif group in commands and group != key:
            assert f"/{commands[group]['name']} {command['name']}" in readme
        else:
            assert f"/{command['name']}" in readme
    actions = next(a for a in _parser()._actions if a.choices)
    for command in actions.choices or ():
        assert f"python -m bot {command}" in readme


def test_the_readmes_pictures_are_there() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    pictures = re.findall(r"\]\((docs/pictures/[^)]+)\)", readme)
    assert pictures
    for picture in pictures:
        assert (ROOT / picture).is_file()


def test_every_link_between_the_documents_leads_somewhere() -> None:
    for document in [*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")]:
        for target in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", document.read_text(encoding="utf-8")):
            assert (document.parent / target).exists(), f"{document.name}: {target}"
