"""The design's rules that can be read off the code: who imports whom, and what the documents promise."""

from __future__ import annotations

import ast
import re
import tomllib
from pathlib import Path

import pytest

from bot.app.cli import _parser
from bot.app.settings import Settings

ROOT = Path(__file__).resolve().parent.parent
MODULES = sorted((ROOT / "bot").rglob("*.py"))
# The six rooms of core, in order: each may import those before it.
ROOMS = ("model", "packs", "store", "rules", "templates", "ui")
# Which feature may know another.
KNOWS: dict[str, set[str]] = {}
DISCORD = {"commands", "presses", "panels", "forms", "option", "posting", "events"}
SQL = {"queries", "tables"}


def modules(path: Path) -> set[str]:
    """The modules that a file imports, ours by their dotted path."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {name.name for name in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert not node.level, f"{path}: imports are absolute"
            names = {f"{node.module}.{name.name}" for name in node.names}
            found |= {name if _is_module(name) else str(node.module) for name in names}
    return found


def _is_module(name: str) -> bool:
    place = ROOT.joinpath(*name.split("."))
    return place.is_dir() or place.with_suffix(".py").is_file()


def wrong_imports(path: Path) -> list[str]:
    """What a file imports against the rule; see "The house" in docs/design.md."""
    house, *rooms = path.relative_to(ROOT / "bot").with_suffix("").parts
    in_core, in_feature = house == "core", house == "features"
    wrong = []
    for name in sorted(modules(path)):
        part = name.split(".")
        if name.startswith("bot.core."):
            fine = not in_core or len(rooms) < 2 or ROOMS.index(part[2]) <= ROOMS.index(rooms[0])
        elif name.startswith("bot.features."):
            fine = not in_core and (not in_feature or part[2] in {rooms[0], *KNOWS.get(rooms[0], ())})
        elif name.startswith("bot.app"):
            fine = house in ("app", "__main__")
        elif part[0] == "discord":
            fine = house == "app" or (in_core and rooms[0] == "ui") or (in_feature and rooms[-1] in DISCORD)
        elif part[0] == "sqlalchemy":
            fine = (in_core and rooms[0] == "store") or (in_feature and rooms[-1] in SQL)
        else:
            fine = True
        wrong += [] if fine else [name]
    return wrong


# What is against the rule still. It only shrinks.
STILL: dict[str, list[str]] = {
    "bot/core/rules/desk.py": ["bot.features.weekly_questions.following_zone"],
    "bot/core/rules/library.py": [
        "bot.features.articles.importing",
        "bot.features.articles.rules",
        "bot.features.discussions.rules",
        "bot.features.facts.rules",
        "bot.features.participation.rules",
        "bot.features.polls.rules",
        "bot.features.settings.rules",
        "bot.features.suggestions.rules",
        "bot.features.weekly_questions.claims",
        "bot.features.weekly_questions.rules",
    ],
    "bot/core/store/proposals.py": ["bot.features.suggestions.model"],
    "bot/core/templates/article_text.py": ["bot.features.answers.pages"],
    "bot/core/ui/actions.py": [
        "bot.features.answers.model",
        "bot.features.discussions.buttons",
        "bot.features.polls.buttons",
        "bot.features.weekly_questions.buttons",
        "bot.features.wonder.buttons",
    ],
    "bot/core/ui/bot_rights.py": ["bot.features.polls.errors"],
    "bot/core/ui/curating.py": [
        "bot.features.articles.buttons",
        "bot.features.facts.buttons",
        "bot.features.history.buttons",
        "bot.features.privacy.buttons",
        "bot.features.settings.buttons",
        "bot.features.suggestions.buttons",
    ],
    "bot/core/ui/form_opening.py": [
        "bot.features.articles.body_fields",
        "bot.features.articles.rules",
        "bot.features.settings.commands",
    ],
    "bot/core/ui/form_panels.py": ["bot.features.articles.body_fields"],
    "bot/core/ui/form_sending.py": [
        "bot.features.articles.forms",
        "bot.features.articles.rules",
        "bot.features.facts.panels",
        "bot.features.facts.rules",
        "bot.features.settings.commands",
        "bot.features.suggestions.panels",
        "bot.features.suggestions.review_panels",
    ],
    "bot/core/ui/purposes.py": ["bot.features.wonder.buttons"],
    "bot/core/ui/request.py": [
        "bot.features.answers.answer_cache",
        "bot.features.answers.model",
        "bot.features.answers.page_cache",
    ],
    "bot/core/ui/submissions.py": ["bot.features.wonder.sending"],
    "bot/features/about/commands.py": [
        "bot.features.privacy.buttons",
        "bot.features.privacy.contexts",
        "bot.features.suggestions.buttons",
    ],
    "bot/features/answers/page_cache.py": ["discord.ui"],
    "bot/features/answers/reading.py": ["bot.features.articles.pages", "discord.app_commands"],
    "bot/features/articles/pages.py": ["bot.features.answers.pages"],
    "bot/features/articles/panels.py": ["bot.features.suggestions.buttons"],
    "bot/features/discussions/question_option.py": ["discord.app_commands"],
    "bot/features/facts/commands.py": [
        "bot.features.history.buttons",
        "bot.features.history.panels",
        "bot.features.suggestions.buttons",
        "bot.features.suggestions.commands",
        "bot.features.suggestions.review_panels",
    ],
    "bot/features/facts/panels.py": ["bot.features.history.buttons"],
    "bot/features/facts/using_message.py": [
        "bot.features.suggestions.buttons",
        "bot.features.suggestions.contexts",
        "bot.features.suggestions.errors",
        "discord",
        "discord.app_commands",
    ],
    "bot/features/handout/cli.py": ["bot.app.build", "bot.app.settings"],
    "bot/features/suggestions/commands.py": ["bot.features.privacy.buttons", "bot.features.privacy.contexts"],
    "bot/features/suggestions/panels.py": ["bot.features.facts.contexts", "bot.features.facts.rules"],
    "bot/features/suggestions/review_panels.py": ["bot.features.facts.buttons", "discord.ui"],
    "bot/features/suggestions/rules.py": ["bot.features.facts.rules"],
    "bot/features/wonder/panels.py": ["bot.features.suggestions.buttons"],
    "bot/features/wonder/session.py": ["bot.features.suggestions.errors"],
}


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_file_imports_only_what_its_room_may(path: Path) -> None:
    assert wrong_imports(path) == STILL.get(path.relative_to(ROOT).as_posix(), [])


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
