"""``import``, ``export`` and ``check``: packs from the command line.

They go through the rules like everybody else, while the bot runs too: it notices within a second.
"""

import argparse
import os
from pathlib import Path

from bot.core.model.errors.changes import NothingToChange
from bot.core.model.people import OPERATOR
from bot.core.packs.reading import Pack, Problem, find_pack, pack_folders, read_pack
from bot.core.packs.writing import write_pack
from bot.core.packs.zipping import read_upload, zip_pack
from bot.core.rules.desk import Desk
from bot.core.rules.library import Library
from bot.core.rules.servers import ServerRules
from bot.core.templates.differences import said
from bot.core.templates.escaping import plain
from bot.core.templates.prompts import Prompts
from bot.core.ui.command_line import CommandLine, Tools
from bot.features.articles.import_plan import Plan
from bot.features.articles.importing import ImportRules


def add_subcommands(line: CommandLine) -> None:
    """Add the subcommands."""
    check = line.add("check", "look for mistakes in packs; exit status 1 if there are any", _check)
    check.add_argument("folders", nargs="*", type=Path, metavar="FOLDER", help="packs, or folders of packs")

    bring = line.add(
        "import", "bring a pack into a server; its facts are checked like any others", _import, server=True
    )
    bring.add_argument("pack", metavar="PACK", help="a folder, a .zip file, or the name of a built-in pack")
    bring.add_argument("--dry-run", action="store_true", help="only say what would change")

    export = line.add("export", "write an article of a server with its facts as a pack", _export, server=True)
    export.add_argument("article", metavar="ARTICLE", help="its short name, its title or its number")
    export.add_argument("--to", type=Path, metavar="PATH", help="a folder, or a file that ends in .zip")


# --- check ------------------------------------------------------------------------------------


def _check(args: argparse.Namespace, tools: Tools) -> int:
    """Print every problem, or what was found to be in order. Returns 1 where there is a problem, else 0."""
    problems = 0
    for folder in [pack for given in args.folders or [tools.seeds] for pack in pack_folders(given)]:
        pack, found = read_pack(folder)
        for problem in found:
            print(problem_line(tools.prompts, problem))
        problems += len(found)
        if pack is not None and not found:
            print(f"{_short(folder)}: in order, {len(pack.facts)} facts")
    return 1 if problems else 0


def problem_line(prompts: Prompts, problem: Problem) -> str:
    """Put a problem of a pack on one line: file, line, fact, and what is wrong."""
    where = _short(problem.file) + (f":{problem.line}" if problem.line else "")
    fact = f"{problem.fact}: " if problem.fact else ""
    return f"{where}: {fact}{plain(prompts.sentence(problem.error))}"


def _short(path: Path) -> str:
    """Return the path from here, where that is shorter."""
    try:
        near = os.path.relpath(path)
    except ValueError:  # another drive on Windows
        return str(path)
    return str(path) if near.startswith("..") else near


# --- import -----------------------------------------------------------------------------------


def _import(args: argparse.Namespace, tools: Tools) -> int:
    """Import a pack, or only say what that would change. Returns 1 where the pack has mistakes, else 0."""
    pack, problems = _read(tools, args.pack)
    for problem in problems:
        print(problem_line(tools.prompts, problem))
    if pack is None or problems:
        return 1

    async def work(desk: Desk) -> int:
        rules = desk.get(ImportRules)
        plan = await rules.plan(args.server, OPERATOR, pack)
        _print_plan(plan)
        if args.dry_run or plan.nothing:
            return 0
        try:
            done = await rules.apply(args.server, OPERATOR, pack, plan.mark)
        except NothingToChange:  # somebody else was quicker with the very same
            return 0
        print(f"imported as {done.article.slug}, change {done.entry.id}")
        return 0

    return tools.with_store(work)


def _read(tools: Tools, name: str) -> tuple[Pack | None, list[Problem]]:
    path = Path(name)
    if path.is_file():
        return read_upload(path.name, path.read_bytes())
    if not (path / "article.md").is_file():
        path = find_pack(tools.seeds, name)
    return read_pack(path)


def _print_plan(plan: Plan) -> None:
    if plan.nothing:
        print("nothing to import: the server has all of it")
        return
    if plan.article is None:
        print(f"a new article with {len(plan.added)} facts: {plan.pack.article.title}")
        return
    print(f"into: {plan.article.article.title}")
    for name in plan.details:
        print(f"  ± {name}")
    if plan.body:
        print("  ± the text")
    for content in plan.added:
        print(f"  + {content.kind}: {said(content)}")
    for _, after in plan.changed:
        print(f"  ± {after.content.kind}: {said(after.content)}")
    for _, after in plan.restored:
        print(f"  + {after.content.kind}, restored: {said(after.content)}")
    for fact in plan.retired:
        print(f"  - {fact.content.kind}: {said(fact.content)}")
    print(f"  {plan.same} as they are{', in another order' if plan.reordered else ''}")


# --- export -----------------------------------------------------------------------------------


def _export(args: argparse.Namespace, tools: Tools) -> int:
    """Write an article with its published facts: as a folder, or as a file that ends in ``.zip``."""

    async def work(desk: Desk) -> int:
        await desk.get(ServerRules).require_known(args.server)
        article_id = await desk.get(Library).find_article(args.server, args.article, archived=True)
        pack = await desk.get(ImportRules).export(args.server, OPERATOR, article_id)
        target: Path = args.to or Path(pack.slug)
        _write(target, pack)
        print(f"wrote {target}: {len(pack.facts)} facts")
        return 0

    return tools.with_store(work)


def _write(target: Path, pack: Pack) -> None:
    if target.suffix == ".zip":
        target.write_bytes(zip_pack(pack))
        return
    target.mkdir(parents=True, exist_ok=True)
    for name, content in write_pack(pack).items():
        (target / name).write_bytes(content)
