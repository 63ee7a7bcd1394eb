"""``erase``: all that a server has, for good."""

import argparse
import sys

from bot.core.rules.desk import Desk
from bot.core.rules.servers import ServerRules
from bot.core.templates.escaping import plain
from bot.core.ui.command_line import CommandLine, Tools
from bot.features.settings.contexts import ErasedContext
from bot.features.settings.errors import EraseUnsure


def add_subcommands(line: CommandLine) -> None:
    """Add the subcommand."""
    parser = line.add("erase", "erase all that a server has, for good", _erase, server=True)
    parser.add_argument("--yes", action="store_true", help="don't ask whether that is meant")


def _erase(args: argparse.Namespace, tools: Tools) -> int:
    """Erase a server's own, once somebody says that it is meant. Raises EraseUnsure, NoServer."""
    prompts = tools.prompts

    async def work(desk: Desk) -> int:
        rules = desk.get(ServerRules)
        await rules.require_known(args.server)
        if not args.yes and not _is_meant(plain(prompts.render("settings", "erase", ErasedContext(args.server, {})))):
            raise EraseUnsure
        words = prompts.labels["erased"]
        counts = await rules.erase(args.server)
        gone = {words.get(name, name): count for name, count in counts.items() if count}
        print(plain(prompts.render("settings", "erased", ErasedContext(args.server, gone))))
        return 0

    return tools.with_store(work)


def _is_meant(question: str) -> bool:
    """Ask somebody at a terminal; elsewhere there is nobody to ask."""
    return sys.stdin.isatty() and input(f"{question} ").strip().casefold() == "yes"
