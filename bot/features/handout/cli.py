"""``handout``: the sheet for class from the command line, about an article of a server and in its language."""

import argparse
from pathlib import Path

from bot.core.model.errors.operator import ExtraMissing
from bot.core.rules.desk import Desk
from bot.core.rules.library import Library
from bot.core.rules.servers import ServerRules
from bot.core.templates.escaping import plain
from bot.core.ui.command_line import CommandLine, Tools, is_file_name, write_files
from bot.features.handout.errors import FontsLack, NoSheetPath
from bot.features.handout.model import handout_markdown, make_handout
from bot.features.handout.paper import handout_pdf


def add_subcommands(line: CommandLine) -> None:
    """Add the subcommand."""
    parser = line.add("handout", "write a sheet for class about an article of a server", _hand_out, server=True)
    parser.add_argument("article", metavar="ARTICLE", help="its short name, its title or its number")
    parser.add_argument("--force", action="store_true", help="write over what is there already")
    parser.add_argument("--to", type=Path, metavar="PATH", help="a folder (default: this one), or a .pdf or .md file")


def _hand_out(args: argparse.Namespace, tools: Tools) -> int:
    """Write the sheet: into a folder in both formats, or as a file that ends in ``.pdf`` or ``.md``.

    Raises a Refusal where there is no such article, nothing about it, or something else where it goes; ExtraMissing and
    FontsLack where only a PDF is wanted and can't be made.
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
        files: dict[Path, bytes] = {}
        lacking = ""
        if target.suffix == ".pdf":
            files[target] = handout_pdf(prompts, handout)
        elif target.suffix == ".md":
            files[target] = handout_markdown(prompts, handout).encode()
        elif is_file_name(target):
            raise NoSheetPath(str(target))
        else:
            files[target / f"{handout.name}.md"] = handout_markdown(prompts, handout).encode()
            try:
                files[target / f"{handout.name}.pdf"] = handout_pdf(prompts, handout)
            except (ExtraMissing, FontsLack) as missing:
                lacking = f"no PDF: {plain(prompts.sentence(missing))}\n"
        write_files(files, replace=args.force)
        print("".join(f"wrote {path}\n" for path in files) + lacking, end="")
        return 0

    return tools.with_store(work)
