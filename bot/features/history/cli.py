"""``history``: the latest changes of a server, printed."""

import argparse
from datetime import UTC, datetime

from bot.core.model.changes import Entry
from bot.core.model.people import OPERATOR
from bot.core.rules.desk import Desk
from bot.core.rules.library import Library
from bot.core.rules.servers import ServerRules
from bot.core.rules.undoing import History
from bot.core.templates.differences import entry_changes
from bot.core.templates.prompts import Prompts
from bot.core.ui.command_line import CommandLine, Tools
from bot.features.history.panels import subject_of

_FIELDS_MOST = 8
_VALUE_MOST = 50


def add_subcommands(line: CommandLine) -> None:
    """Add the subcommand."""
    parser = line.add("history", "print the latest changes of a server", _print, server=True)
    parser.add_argument("--most", type=int, default=20, help="how many (default: 20)")


def _print(args: argparse.Namespace, tools: Tools) -> int:
    """Print a server's latest changes, newest first."""

    async def work(desk: Desk) -> int:
        await desk.get(ServerRules).require_known(args.server)
        entries, total, _ = await desk.get(History).page(args.server, OPERATOR, fact_id=None, offset=0, limit=args.most)
        for entry in entries:
            print(_line(tools.prompts, entry, await subject_of(desk.get(Library), entry) or ""))
        if total > len(entries):
            print(f"… {total - len(entries)} more; see --most")
        return 0

    return tools.with_store(work)


def _line(prompts: Prompts, entry: Entry, text: str) -> str:
    when = datetime.fromtimestamp(entry.at, UTC).strftime("%Y-%m-%d %H:%M")
    who = prompts.label(f"roles.{entry.role}")
    lines = [f"{entry.id}  {when}  {prompts.label(f'actions.{entry.action}')}, by {who}: {' '.join(text.split())}"]
    for change in entry_changes(entry)[:_FIELDS_MOST]:
        lines.append(f"      {change.name}: {_short(change.before)} -> {_short(change.after)}")
    return "\n".join(lines)


def _short(text: str | bool | None) -> str:
    if isinstance(text, bool):
        return str(text).lower()
    line = "-" if text is None else " ".join(text.split())
    return line if len(line) <= _VALUE_MOST else line[: _VALUE_MOST - 1] + "…"
