"""The command line while features add their subcommands, and what a subcommand works with."""

from __future__ import annotations

import argparse
import asyncio
import os
import re
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from bot.core.model.errors.operator import WouldReplace
from bot.core.packs.reading import Problem
from bot.core.rules.desk import Desk
from bot.core.templates.escaping import plain
from bot.core.templates.prompts import Prompts


@dataclass(frozen=True)
class Tools:
    """What a subcommand works with.

    ``prompts``: the built-in English templates; ``languages`` reads those of every language, an operator's first;
    ``seeds``: the folder of packs; ``default_pack``: the name of the one that a new server gets; ``desk`` makes the
    desk on the settings' database.
    """

    prompts: Prompts
    languages: Callable[[], Mapping[str, Prompts]]
    seeds: Path
    default_pack: str
    desk: Callable[[], Desk]

    def with_store(self, work: Callable[[Desk], Awaitable[int]]) -> int:
        """Do something with the opened store, and close it. Returns the exit status that it gives."""

        async def go() -> int:
            desk = self.desk()
            await desk.store.open()
            try:
                return await work(desk)
            finally:
                await desk.store.close()

        return asyncio.run(go())


def problem_line(prompts: Prompts, problem: Problem) -> str:
    """Put a problem of a pack on one line: file, line, fact, and what is wrong."""
    where = short_path(problem.file) + (f":{problem.line}" if problem.line else "")
    fact = f"{problem.fact}: " if problem.fact else ""
    return f"{where}: {fact}{plain(prompts.sentence(problem.error))}"


def short_path(path: Path) -> str:
    """Return the path from here, where that is shorter."""
    try:
        near = os.path.relpath(path)
    except ValueError:  # another drive on Windows
        return str(path)
    return str(path) if near.startswith("..") else near


def is_file_name(path: Path) -> bool:
    """Tell whether a path that was meant as a folder's is a file's: ``x.txt``, but not ``v1.2``."""
    return path.is_file() or (re.fullmatch(r"\.[A-Za-z]\w*", path.suffix) is not None and not path.is_dir())


def write_files(files: Mapping[Path, bytes], *, replace: bool) -> None:
    """Write files with the folders that they are in. Raises WouldReplace unless it may ``replace`` what is there."""
    for path, content in files.items():
        if not replace and path.exists() and path.read_bytes() != content:
            raise WouldReplace(str(path))
    for path, content in files.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


Go = Callable[[argparse.Namespace, Tools], int]
"""What a subcommand does: from its arguments to its exit status."""


class CommandLine:
    """The subcommands of ``talking-points``."""

    def __init__(self, subcommands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
        self._subcommands = subcommands

    def add(self, name: str, help_text: str, go: Go, *, server: bool = False) -> argparse.ArgumentParser:
        """Add a subcommand; ``server``: it takes ``--server`` with a server's number."""
        parser = self._subcommands.add_parser(name, help=help_text)
        parser.set_defaults(go=go)
        if server:
            parser.add_argument("--server", type=_server, required=True, metavar="ID", help="its number on Discord")
        return parser


def _server(text: str) -> int:
    """Read a server's number. Raises ArgumentTypeError."""
    if not (text.isascii() and text.isdigit() and len(text) < 20 and 0 < int(text) < 2**63):
        raise argparse.ArgumentTypeError("takes a server's number: in Discord, right-click it, Copy Server ID")
    return int(text)
