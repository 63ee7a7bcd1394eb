"""``import``, ``export``, ``check`` and ``correct``: packs and texts from the command line.

They go through the rules like everybody else, while the bot runs too: it notices within a second.
"""

import argparse
from codecs import BOM_UTF8
from pathlib import Path

from bot.core.model.article import Article
from bot.core.model.errors.changes import NothingToChange
from bot.core.model.grounds import Grounds
from bot.core.model.notices import Notices, notices_within
from bot.core.model.people import OPERATOR
from bot.core.packs.errors import FileUnreadable
from bot.core.packs.reading import ARTICLE_FILE, FACTS_FILE, Pack, Problem, find_pack, pack_folders, read_pack
from bot.core.packs.writing import write_pack
from bot.core.packs.zipping import read_upload, zip_pack
from bot.core.rules.desk import Desk
from bot.core.rules.library import Library
from bot.core.rules.servers import ServerRules
from bot.core.templates.contexts import NoticesContext
from bot.core.templates.differences import said
from bot.core.templates.escaping import plain
from bot.core.templates.prompts import Prompts
from bot.core.ui.command_line import CommandLine, Tools, is_file_name, problem_line, short_path, write_files
from bot.features.articles.correcting import details_of
from bot.features.articles.errors import NoPackPath
from bot.features.articles.import_plan import Plan
from bot.features.articles.importing import ImportRules
from bot.features.articles.rules import ArticleRules, body_mark


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
    export.add_argument("--force", action="store_true", help="write over what is there already")

    correct = line.add("correct", "put a corrected text in place of an article's", _correct, server=True)
    correct.add_argument("article", metavar="ARTICLE", help="its short name, its title or its number")
    correct.add_argument("file", type=Path, metavar="FILE", help="the text, or an article.md")
    correct.add_argument("--dry-run", action="store_true", help="only say what would change")


# --- check ------------------------------------------------------------------------------------


def _check(args: argparse.Namespace, tools: Tools) -> int:
    """Print every problem, or what was found to be in order. Returns 1 where there is a problem, else 0.

    What is only worth a look is told, and is no problem.
    """
    problems = 0
    for folder in [pack for given in args.folders or [tools.seeds] for pack in _packs_at(given)]:
        pack, found = _read_at(folder)
        for problem in found:
            print(problem_line(tools.prompts, problem))
        problems += len(found)
        if pack is not None and not found:
            for notices in notices_within(pack.facts, Grounds(pack.article), range(len(pack.facts))):
                print("\n".join(f"{short_path(folder)}: {line}" for line in notice_lines(tools.prompts, notices)))
            print(f"{short_path(folder)}: in order, {len(pack.facts)} facts")
    return 1 if problems else 0


def _packs_at(given: Path) -> list[Path]:
    """Return the packs that a path names: a folder of a pack or of packs, a file in one, or a zip."""
    return [given] if given.is_file() else pack_folders(given)


def _read_at(path: Path) -> tuple[Pack | None, list[Problem]]:
    """Read a pack from its folder, one of the files there, or a zip. Raises NoPackPath."""
    if path.name in (ARTICLE_FILE, FACTS_FILE):
        path = path.parent
    if not path.is_file():
        return read_pack(path)
    if path.suffix.lower() != ".zip":
        raise NoPackPath(str(path))
    return read_upload(path.name, path.read_bytes())


def notice_lines(prompts: Prompts, notices: Notices) -> list[str]:
    """Put what is worth a look of a fact on lines for a terminal."""
    text = prompts.render("articles", "notice", NoticesContext(notices))
    return [plain(line.removeprefix("-# ")) for line in text.split("\n")]


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
        _print_plan(plan, tools.prompts)
        if args.dry_run:
            print(tools.prompts.label("command_line.unchanged"))
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
    if not path.is_file() and not (path / ARTICLE_FILE).is_file():
        path = find_pack(tools.seeds, name)
    return _read_at(path)


def _print_plan(plan: Plan, prompts: Prompts) -> None:
    _print_changes(plan)
    for line in [line for notices in plan.notices for line in notice_lines(prompts, notices)]:
        print(f"  ? {line}")


def _print_changes(plan: Plan) -> None:
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
    """Write an article with its published facts: as a folder, or as a file that ends in ``.zip``.

    Raises a Refusal where there is no such article, or something else where it would be written.
    """

    async def work(desk: Desk) -> int:
        await desk.get(ServerRules).require_known(args.server)
        article_id = await desk.get(Library).find_article(args.server, args.article, archived=True)
        pack = await desk.get(ImportRules).export(args.server, OPERATOR, article_id)
        target: Path = args.to or Path(pack.slug)
        write_files(_files(target, pack), replace=args.force)
        print(f"wrote {target}: {len(pack.facts)} facts")
        return 0

    return tools.with_store(work)


def _files(target: Path, pack: Pack) -> dict[Path, bytes]:
    """Make the files of a pack, by path. Raises NoPackPath."""
    if target.suffix == ".zip":
        return {target: zip_pack(pack)}
    if is_file_name(target):
        raise NoPackPath(str(target))
    return {target / name: content for name, content in write_pack(pack).items()}


# --- correct ----------------------------------------------------------------------------------


def _correct(args: argparse.Namespace, tools: Tools) -> int:
    """Correct an article's text, or only say what that would change. Returns 1 where the file has mistakes, else 0.

    Raises a Refusal where there is no such article or nothing would change.
    """
    pack, problems = _read_text(args.file)
    for problem in problems:
        print(problem_line(tools.prompts, problem))
    if pack is None or problems:
        return 1
    text = pack.article.body

    async def work(desk: Desk) -> int:
        await desk.get(ServerRules).require_known(args.server)
        rules = desk.get(ArticleRules)
        article_id = await desk.get(Library).find_article(args.server, args.article, archived=True)
        plan = await rules.plan(args.server, OPERATOR, article_id, text)
        print(f"the text of: {plan.article.article.title}")
        print(f"  quotes that stand at another place now: {len(plan.kept)}")
        print(f"  facts that lose words that they stand on, and become drafts: {len(plan.lost)}")
        for fact in plan.lost:
            print(f"  - {fact.content.kind}: {said(fact.content)}")
        if left := _left_out(args.file, pack.article, plan.article.article):
            print(f"  not taken, as only the text is: {', '.join(left)}")
        if args.dry_run:
            print(tools.prompts.label("command_line.unchanged"))
            return 0
        done, _ = await rules.correct(args.server, OPERATOR, article_id, text, body_mark(plan.article.article))
        print(f"corrected {done.article.slug}, change {done.entry.id}")
        return 0

    return tools.with_store(work)


def _read_text(path: Path) -> tuple[Pack | None, list[Problem]]:
    """Read a text alone; of a pack's folder, that of its article."""
    if path.is_dir():
        path /= ARTICLE_FILE
    try:
        return read_upload(path.name, path.read_bytes())
    except OSError as error:
        return None, [Problem(path, FileUnreadable(error.strerror or type(error).__name__))]


def _left_out(path: Path, given: Article, stored: Article) -> list[str]:
    """List the fields in a file's front matter that say something else than the article's own."""
    file = path / ARTICLE_FILE if path.is_dir() else path
    if not file.read_bytes().removeprefix(BOM_UTF8).startswith(b"---"):
        return []  # a text alone
    own, new = (details_of(article) | {"remarks": list(article.remarks)} for article in (stored, given))
    return [name for name in own if new[name] != own[name]]
