"""The command line: serving, trying, and what the features add. Each says one line and a status where it fails."""

import argparse
import sys
from collections.abc import Sequence
from functools import partial

from bot import __version__
from bot.app.build import build_desk, load_prompts
from bot.app.features import all_features
from bot.app.settings import Settings, built_in, read_settings
from bot.core.model.errors.base import Refusal
from bot.core.model.errors.operator import OperatorError
from bot.core.templates.escaping import plain
from bot.core.templates.prompts import Prompts
from bot.core.ui.command_line import CommandLine, Tools


def parser() -> argparse.ArgumentParser:
    """Make the parser of all subcommands."""
    found = argparse.ArgumentParser(
        prog="talking-points", description="A Discord bot that gets a class talking about an article."
    )
    found.add_argument("--version", action="version", version=f"%(prog)s {__version__}")
    commands = found.add_subparsers(dest="command", required=True, metavar="COMMAND")
    commands.add_parser("run", help="connect to Discord and serve; needs DISCORD_TOKEN").set_defaults(serve=_run)
    demo = commands.add_parser("demo", help="try the real bot in a browser page, without a token")
    demo.add_argument("--fresh", action="store_true", help="start over, without what was entered before")
    demo.add_argument("--port", type=int, default=8765, help="the page's port (default: 8765; 0: any)")
    demo.add_argument("--no-browser", action="store_true", help="print the address only")
    demo.set_defaults(serve=_demo)
    line = CommandLine(commands)
    for feature in all_features().all:
        if feature.command_line is not None:
            feature.command_line(line)
    return found


def main(argv: Sequence[str] | None = None) -> int:
    """Run a command. Returns its exit status: 0, or as ``bot.core.model.errors.operator`` says."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")  # a pipe on Windows takes less
    args = parser().parse_args(argv)
    try:
        settings = read_settings()
        if "serve" in args:
            return int(args.serve(args, settings))
        return int(args.go(args, _tools(settings)))
    except OperatorError as error:
        return _say(error, error.status)
    except Refusal as error:
        return _say(error, 1)
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:  # as in: show figures | head -1
        sys.stderr.close()
        return 0


def _tools(settings: Settings) -> Tools:
    return Tools(
        prompts=Prompts([built_in("prompts")]),
        languages=partial(load_prompts, settings),
        seeds=settings.seeds,
        default_pack=settings.default_pack,
        desk=partial(build_desk, settings, all_features()),
    )


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
