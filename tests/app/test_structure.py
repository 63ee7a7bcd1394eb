"""The design's rules that can be read off the code: who imports whom, and what the documents promise."""

from __future__ import annotations

import ast
import re
import tomllib
from pathlib import Path

import pytest
from discord import Permissions

from bot.app.cli import parser
from bot.app.settings import Settings
from bot.core.ui.request import INVITED

ROOT = Path(__file__).resolve().parent.parent.parent
MODULES = sorted((ROOT / "bot").rglob("*.py"))
FEATURES = ROOT / "bot" / "features"
# The six rooms of core, in order: each may import those before it.
ROOMS = ("model", "packs", "store", "rules", "templates", "ui")
# Which feature knows which others; eight pairs at most, and none both ways.
KNOWS: dict[str, set[str]] = {
    "articles": {"suggestions"},
    "facts": {"history"},
    "participation": {"discussions"},
    "privacy": {"suggestions"},
    "suggestions": {"facts"},
    "weekly_questions": {"discussions"},
    "wonder": {"suggestions"},
}
DISCORD = {"commands", "presses", "panels", "forms", "option", "posting", "events"}
SQL = {"queries", "tables"}


def modules(path: Path, *, types: bool = True) -> set[str]:
    """The modules that a file imports, ours by their dotted path; ``types``: also what only a type checker reads."""
    found: set[str] = set()
    tree = ast.parse(path.read_text(encoding="utf-8"))
    checked = [
        node for node in ast.walk(tree) if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING"
    ]
    unread = set() if types else {inner for node in checked for inner in ast.walk(node)}
    for node in ast.walk(tree):
        if node in unread:
            continue
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


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_file_imports_only_what_its_room_may(path: Path) -> None:
    assert wrong_imports(path) == []


def test_the_features_that_know_one_another_are_few_and_never_know_each_other() -> None:
    pairs = {(feature, other) for feature, others in KNOWS.items() for other in others}
    assert len(pairs) <= 8
    assert not {(other, feature) for feature, other in pairs} & pairs
    there = {
        (feature, name.split(".")[2])
        for path in FEATURES.rglob("*.py")
        for feature in path.relative_to(FEATURES).parts[:1]
        for name in modules(path)
        if name.startswith("bot.features.") and name.split(".")[2] != feature
    }
    assert there == pairs


def test_no_module_imports_itself_by_way_of_others() -> None:
    left = {_name(path): modules(path, types=False) for path in MODULES}
    while free := [name for name, needed in left.items() if not needed & left.keys()]:
        for name in free:
            del left[name]
    assert left == {}


def _name(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


@pytest.mark.parametrize(
    ("word", "feature", "most"),
    [
        ("poll", "polls", 5),
        ("wonder", "wonder", 5),
        ("participat", "participation", 5),
        ("handout", "handout", 5),
        ("schedul|warm_?up|weekly", "weekly_questions", 5),
        ("discuss", "discussions", 12),  # polls, weekly questions and participation refer to them
    ],
)
def test_a_feature_is_found_in_its_own_folder(word: str, feature: str, most: int) -> None:
    own = FEATURES / feature
    assert own.is_dir()
    found = [
        str(path.relative_to(ROOT))
        for path in MODULES
        if own not in path.parents
        and "migrations" not in path.parts
        and re.search(word, path.read_text(encoding="utf-8"), re.IGNORECASE)
    ]
    assert len(found) <= most, found


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
    files = sorted((ROOT / "prompts" / "en").glob("*.toml"))
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
    actions = next(a for a in parser()._actions if a.choices)
    for command in actions.choices or ():
        assert f"python -m bot {command}" in readme


def test_the_readme_invites_the_bot_with_all_that_it_may_miss_somewhere() -> None:
    readme = " ".join((ROOT / "README.md").read_text(encoding="utf-8").split())
    [asked] = re.findall(r"client_id=APPLICATION_ID\S*&permissions=(\d+)", readme)
    assert int(asked) == INVITED.value
    labels = tomllib.loads((ROOT / "prompts" / "en" / "core.toml").read_text(encoding="utf-8"))["permissions"]
    assert labels.pop("create_posts")  # as Discord calls Send Messages in a forum
    assert Permissions(**dict.fromkeys(labels, True)) == INVITED
    under = readme.split("## Put it on your server", 1)[1].split(" ## ", 1)[0]
    assert [name for name in labels.values() if f"*{name}*" not in under] == []


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
