"""``check``: what is wrong with packs, each with its file, its fact and its line."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from bot.app.settings import built_in
from bot.core.packs.reading import Problem, pack_folders, read_pack
from bot.core.templates.escaping import plain
from bot.core.templates.prompts import Prompts


def check(folders: Sequence[Path]) -> int:
    """Prints every problem, or what was found to be in order. Returns 1 where there is a problem, else 0."""
    prompts = Prompts([built_in("prompts")])
    problems = 0
    for folder in [pack for given in folders for pack in pack_folders(given)]:
        pack, found = read_pack(folder)
        for problem in found:
            print(problem_line(prompts, problem))
        problems += len(found)
        if pack is not None and not found:
            print(f"{_short(folder)}: in order, {len(pack.facts)} facts")
    return 1 if problems else 0


def problem_line(prompts: Prompts, problem: Problem) -> str:
    """A problem of a pack on one line: file, line, fact, and what is wrong."""
    where = _short(problem.file) + (f":{problem.line}" if problem.line else "")
    fact = f"{problem.fact}: " if problem.fact else ""
    return f"{where}: {fact}{plain(prompts.sentence(problem.error))}"


def _short(path: Path) -> str:
    """The path from here, where that is shorter."""
    try:
        near = os.path.relpath(path)
    except ValueError:  # another drive on Windows
        return str(path)
    return str(path) if near.startswith("..") else near
