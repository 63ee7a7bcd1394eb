"""The command line: serving, trying, checking, curating. Each says one line and a status where something is wrong."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from bot import __version__
from bot.app.settings import Settings, built_in, read_settings
from bot.core.model.errors.base import Refusal
from bot.core.model.errors.operator import OperatorError
from bot.core.model.fact import KINDS
from bot.core.model.fact_fields import FIELDS
from bot.core.templates.escaping import plain
from bot.core.templates.prompts import Prompts


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="talking-points", description="A Discord bot that gets a class talking about an article."
    )
    parser.add_argument("--version", action="version", version=f"%(prog)s {__version__}")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")

    run = commands.add_parser("run", help="connect to Discord and serve; needs DISCORD_TOKEN")
    run.set_defaults(go=_run)

    demo = commands.add_parser("demo", help="try the real bot in a browser page, without a token")
    demo.add_argument("--fresh", action="store_true", help="start over, without what was entered before")
    demo.add_argument("--port", type=int, default=8765, help="the page's port (default: 8765; 0: any)")
    demo.add_argument("--no-browser", action="store_true", help="print the address only")
    demo.set_defaults(go=_demo)

    show = commands.add_parser("show", help="print an answer as it will read")
    show.add_argument("answer", choices=("summary", "figures", "questions"))
    show.add_argument("--article", metavar="PACK", help="a pack's name, or its folder (default: DEFAULT_PACK)")
    show.add_argument("--length", help="summary: full, brief or plain")
    show.add_argument("--show", help="figures: all, numbers or people")
    show.add_argument("--about", help="figures: only what mentions this word")
    show.add_argument("--stage", help="questions: all, opening, core or closing")
    show.set_defaults(go=_show)

    check = commands.add_parser("check", help="look for mistakes in packs; exit status 1 if there are any")
    check.add_argument("folders", nargs="*", type=Path, metavar="FOLDER", help="packs, or folders of packs")
    check.set_defaults(go=_check)
    _add_curating(commands)
    return parser


def _add_curating(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    bring = commands.add_parser("import", help="bring a pack into a server; its facts are checked like any others")
    bring.add_argument("pack", metavar="PACK", help="a folder, a .zip file, or the name of a built-in pack")
    bring.add_argument("--dry-run", action="store_true", help="only say what would change")
    bring.set_defaults(go=_import)

    export = commands.add_parser("export", help="write an article of a server with its facts as a pack")
    export.add_argument("article", metavar="ARTICLE", help="its short name, its title or its number")
    export.add_argument("--to", type=Path, metavar="PATH", help="a folder, or a file that ends in .zip")
    export.set_defaults(go=_export)

    handout = commands.add_parser("handout", help="write a sheet for class about an article of a server")
    handout.add_argument("article", metavar="ARTICLE", help="its short name, its title or its number")
    handout.add_argument("--to", type=Path, metavar="PATH", help="a folder (default: this one), or a .pdf or .md file")
    handout.set_defaults(go=_handout)

    facts = commands.add_parser("facts", help="facts add: add a fact to an article of a server")
    actions = facts.add_subparsers(dest="action", required=True, metavar="ACTION")
    add = actions.add_parser("add", help="add a fact and publish it")
    add.add_argument("--kind", required=True, choices=KINDS)
    add.add_argument("--article", metavar="ARTICLE", help="its short name, its title or its number (default: current)")
    for name in dict.fromkeys(name for forms in FIELDS.values() for name in forms):
        add.add_argument(f"--{name.replace('_', '-')}")
    add.add_argument("--place", type=int, help="which one, where the quote stands more than once")
    add.set_defaults(go=_add_fact)

    history = commands.add_parser("history", help="print the latest changes of a server")
    history.add_argument("--most", type=int, default=20, help="how many (default: 20)")
    history.set_defaults(go=_history)

    erase = commands.add_parser("erase", help="erase all that a server has, for good")
    erase.set_defaults(go=_erase)

    for command in (bring, export, handout, add, history, erase):
        command.add_argument("--server", type=_server, required=True, metavar="ID", help="its number on Discord")


def _server(text: str) -> int:
    """A server's number. Raises ArgumentTypeError."""
    if not (text.isascii() and text.isdigit() and len(text) < 20 and 0 < int(text) < 2**63):
        raise argparse.ArgumentTypeError("takes a server's number: in Discord, right-click it, Copy Server ID")
    return int(text)


def main(argv: Sequence[str] | None = None) -> int:
    """Runs a command. Returns its exit status: 0, or as ``bot.errors`` says."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")  # a pipe on Windows takes less
    args = _parser().parse_args(argv)
    try:
        return int(args.go(args, read_settings()))
    except OperatorError as error:
        return _say(error, error.status)
    except Refusal as error:
        return _say(error, 1)
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:  # as in: show figures | head -1
        sys.stderr.close()
        return 0


def _say(error: Refusal, status: int) -> int:
    # The built-in wording: what is wrong may be the operator's own folder of templates.
    sentence = Prompts([built_in("prompts")]).sentence(error)
    print(f"talking-points: {plain(sentence)}", file=sys.stderr)
    return status


def _run(_args: argparse.Namespace, settings: Settings) -> int:
    from bot.app.run import run

    return run(settings)


def _demo(args: argparse.Namespace, settings: Settings) -> int:
    from bot.app.demo import demo

    return demo(settings, fresh=args.fresh, port=args.port, browser=not args.no_browser)


def _show(args: argparse.Namespace, settings: Settings) -> int:
    from bot.app.show import show

    part = {"summary": args.length, "figures": args.show, "questions": args.stage}[args.answer]
    return show(settings, args.answer, args.article, part, args.about)


def _import(args: argparse.Namespace, settings: Settings) -> int:
    from bot.app.manage import import_pack

    return import_pack(settings, args.pack, args.server, dry_run=args.dry_run)


def _export(args: argparse.Namespace, settings: Settings) -> int:
    from bot.app.manage import export_pack

    return export_pack(settings, args.article, args.server, args.to)


def _handout(args: argparse.Namespace, settings: Settings) -> int:
    from bot.features.handout.cli import write_handout

    return write_handout(settings, args.article, args.server, args.to)


def _add_fact(args: argparse.Namespace, settings: Settings) -> int:
    from bot.app.manage import add_fact

    return add_fact(settings, args.server, args.kind, args.article, vars(args))


def _history(args: argparse.Namespace, settings: Settings) -> int:
    from bot.app.manage import print_history

    return print_history(settings, args.server, args.most)


def _erase(args: argparse.Namespace, settings: Settings) -> int:
    from bot.app.manage import erase_server

    return erase_server(settings, args.server)


def _check(args: argparse.Namespace, settings: Settings) -> int:
    from bot.app.check import check

    return check(args.folders or [settings.seeds])
