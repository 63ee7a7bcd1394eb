"""``erase``: all that a server has, for good."""

import argparse

from bot.core.rules.desk import Desk
from bot.core.rules.servers import ServerRules
from bot.core.ui.command_line import CommandLine, Tools


def add_subcommands(line: CommandLine) -> None:
    """Add the subcommand."""
    line.add("erase", "erase all that a server has, for good", _erase, server=True)


def _erase(args: argparse.Namespace, tools: Tools) -> int:
    async def work(desk: Desk) -> int:
        counts = await desk.get(ServerRules).erase(args.server)
        told = ", ".join(f"{count} {name}" for name, count in counts.items() if count)
        print(f"erased server {args.server}: {told} rows")
        return 0

    return tools.with_store(work)
