"""``handout``: the sheet for class from the command line, about an article of a server and in its language."""

import argparse
from pathlib import Path

from bot.core.model.errors.operator import ExtraMissing
from bot.core.rules.desk import Desk
from bot.core.rules.library import Library
from bot.core.rules.servers import ServerRules
from bot.core.templates.escaping import plain
from bot.core.ui.command_line import CommandLine, Tools
from bot.features.handout.errors import FontsLack
from bot.features.handout.model import handout_markdown, make_handout
from bot.features.handout.paper import handout_pdf


def add_subcommands(line: CommandLine) -> None:
    """Add the subcommand."""
    parser = line.add("handout", "write a sheet for class about an article of a server", _hand_out, server=True)
    parser.add_argument("article", metavar="ARTICLE", help="its short name, its title or its number")
    parser.add_argument("--to", type=Path, metavar="PATH", help="a folder (default: this one), or a .pdf or .md file")


def _hand_out(args: argparse.Namespace, tools: Tools) -> int:
    """Write the sheet: into a folder in both formats, or as a file that ends in ``.pdf`` or ``.md``.

    Raises a Refusal where there is no such article, or nothing about it; ExtraMissing and FontsLack where only a PDF
    is wanted and can't be made.
    """

    async def work(desk: Desk) -> int:
        await desk.get(ServerRules).require_known(args.server)
        library = desk.get(Library)
        shelf = await library.shelf(args.server, await library.find_article(args.server, args.article))
        language = (await desk.settings(args.server)).language or "en"
        spoken = tools.languages()
        prompts = spoken.get(language) or spoken.get(language[:2]) or spoken["en"]
        handout = make_handout(shelf)
        target: Path = args.to or Path()
        if target.suffix in (".pdf", ".md"):
            make = handout_pdf if target.suffix == ".pdf" else handout_markdown
            _write(target, make(prompts, handout))
            return 0
        _write(target / f"{handout.name}.md", handout_markdown(prompts, handout))
        try:
            _write(target / f"{handout.name}.pdf", handout_pdf(prompts, handout))
        except (ExtraMissing, FontsLack) as missing:
            print(f"no PDF: {plain(prompts.sentence(missing))}")
        return 0

    return tools.with_store(work)


def _write(path: Path, content: str | bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    print(f"wrote {path}")
