"""What the documents say of the code is true: paths, rooms, the ten changes, and the new feature that they build."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
DESIGN = (ROOT / "docs" / "design.md").read_text(encoding="utf-8")
CONTRIBUTING = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
BLOCK = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
# A file of the worked example: its path on a line of its own, then all that is in it.
FILE = re.compile(r"^`(\S+)`:\n\n```\w+\n(.*?)^```$", re.MULTILINE | re.DOTALL)
EXAMPLE = dict(FILE.findall(CONTRIBUTING))
PYTHON = [code for language, code in BLOCK.findall(CONTRIBUTING) if language == "python"]
AGAIN = """
from tests.conftest import MakeBot

async def test_the_bot_starts_again_on_the_same_database(make_bot: MakeBot) -> None:
    for _ in range(2):
        store = make_bot().bot.desk.store
        await store.open()
        await store.close()
"""


def paths_in(text: str) -> list[str]:
    """The paths of the repository that stand in backticks, outside blocks of code."""
    named = re.findall(r"`([^`]+)`", BLOCK.sub("", text))
    return [name for name in named if re.match(r"(bot|prompts|seeds|tests|docs)/", name)]


def section(text: str, heading: str) -> str:
    """What stands under a heading, up to the next one."""
    return text.split(f"\n## {heading}", 1)[1].split("\n## ", 1)[0]


def folders(tree: str, house: str) -> set[str]:
    """The rooms of a part of the house, as the tree in the design has them."""
    under = re.split(rf"^  {house}/.*\n", tree, maxsplit=1, flags=re.MULTILINE)[1]
    rooms: set[str] = set()
    for line in under.splitlines():
        if not (found := re.match(r"    (\w+)/", line)):
            break
        rooms.add(found[1])
    return rooms


def test_every_path_in_the_documents_exists() -> None:
    for text in (DESIGN, CONTRIBUTING):
        named = paths_in(text)
        assert len(named) > 5
        assert [path for path in named if path not in EXAMPLE and not (ROOT / path).exists()] == []


def test_the_tree_of_the_design_has_every_room() -> None:
    [_, tree] = BLOCK.findall(section(DESIGN, "The house"))[0]
    for house in ("core", "features"):
        there = {path.parent.name for path in (ROOT / "bot" / house).glob("*/__init__.py")}
        assert folders(tree, house) == there


def test_each_of_the_ten_changes_begins_in_a_file_that_is_there() -> None:
    _head, _line, *rows = (line for line in section(DESIGN, "Ten changes").splitlines() if line.startswith("|"))
    assert len(rows) == 10
    for row in rows:
        begins = paths_in(row)
        assert begins, row
        assert all((ROOT / path).exists() for path in begins), row


def test_the_design_is_read_in_ten_minutes() -> None:
    assert len(DESIGN.split()) <= 2_800


@pytest.mark.parametrize("code", PYTHON, ids=range(len(PYTHON)))
def test_the_python_of_the_documents_compiles(code: str) -> None:
    compile(code, "CONTRIBUTING.md", "exec")


def test_the_new_feature_of_the_documents_works(tmp_path: Path) -> None:
    """Nothing of the bot is touched but the list of features."""
    for name in ("bot", "prompts", "seeds", "tests"):
        shutil.copytree(ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    for path, content in EXAMPLE.items():
        place = tmp_path / path
        assert not place.exists(), path
        place.parent.mkdir(exist_ok=True)
        place.write_text(content, encoding="utf-8")
        if place.suffix == ".py" and "versions" not in place.parts:
            (place.parent / "__init__.py").write_text('"""The example."""\n')
        if "en" in place.parts:
            shutil.copy(place, tmp_path / "prompts" / "es")
    [line] = set(PYTHON) - set(EXAMPLE.values())
    features = tmp_path / "bot" / "app" / "features.py"
    before, after = features.read_text(encoding="utf-8").split("FEATURES = (\n")
    features.write_text(f"{before}{line}\nFEATURES = (\n    {line.split()[-1]},\n{after}", encoding="utf-8")
    name = line.split(".")[2]
    (tmp_path / "tests" / name / "test_again.py").write_text(AGAIN)
    structure = next((tmp_path / "tests").rglob("test_structure.py"))
    own = [f"bot/features/{name}", f"tests/{name}"]
    for command in (
        ["ruff", "check", "--no-cache", "--ignore=D,I", *own],
        ["ruff", "format", "--no-cache", "--check", own[0]],
        ["pytest", "-q", "-p", "no:cacheprovider", "-k", name, f"tests/{name}", str(structure)],
    ):
        done = subprocess.run(
            [sys.executable, "-m", *command],
            cwd=tmp_path,
            env={key: value for key, value in os.environ.items() if not key.startswith("PYTEST_")},
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stdout + done.stderr
