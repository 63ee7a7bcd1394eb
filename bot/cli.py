"""The command line: run, demo, show, check. Each says one line and an exit status where something is wrong."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from . import __version__
from .answers.escaping import plain
from .answers.prompts import Prompts
from .errors import OperatorError, Refusal
from .settings import Settings, built_in, read_settings


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
    show.add_argument("--length", help="summary: full or brief")
    show.add_argument("--show", help="figures: all, numbers or people")
    show.add_argument("--about", help="figures: only what mentions this word")
    show.add_argument("--stage", help="questions: all, opening, core or closing")
    show.set_defaults(go=_show)

    check = commands.add_parser("check", help="look for mistakes in packs; exit status 1 if there are any")
    check.add_argument("folders", nargs="*", type=Path, metavar="FOLDER", help="packs, or folders of packs")
    check.set_defaults(go=_check)
    return parser


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
    from .run import run

    return run(settings)


def _demo(args: argparse.Namespace, settings: Settings) -> int:
    from .demo import demo

    return demo(settings, fresh=args.fresh, port=args.port, browser=not args.no_browser)


def _show(args: argparse.Namespace, settings: Settings) -> int:
    from .show import show

    part = {"summary": args.length, "figures": args.show, "questions": args.stage}[args.answer]
    return show(settings, args.answer, args.article, part, args.about)


def _check(args: argparse.Namespace, settings: Settings) -> int:
    from .check import check

    return check(args.folders or [settings.seeds])
