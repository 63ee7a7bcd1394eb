"""``facts add``: adding a fact from the command line, held to the same rules as everybody's."""

import argparse
import sys

from bot.core.model.errors.facts import FieldUnknown
from bot.core.model.errors.notices import LookAgain
from bot.core.model.fact import KINDS
from bot.core.model.fact_fields import FIELDS
from bot.core.model.people import OPERATOR
from bot.core.rules.desk import Desk
from bot.core.rules.library import Library
from bot.core.rules.servers import ServerRules
from bot.core.templates.contexts import NoticesContext
from bot.core.templates.differences import said
from bot.core.templates.escaping import plain
from bot.core.ui.command_line import CommandLine, Tools
from bot.features.facts.rules import FactRules


def add_subcommands(line: CommandLine) -> None:
    """Add the subcommand, with a subcommand of its own."""
    facts = line.add("facts", "facts add: add a fact to an article of a server", _add)
    actions = CommandLine(facts.add_subparsers(dest="action", required=True, metavar="ACTION"))
    add = actions.add("add", "add a fact and publish it", _add, server=True)
    add.add_argument("--kind", required=True, choices=KINDS)
    add.add_argument("--article", metavar="ARTICLE", help="its short name, its title or its number (default: current)")
    for name in dict.fromkeys(name for fields in FIELDS.values() for name in fields):
        add.add_argument(f"--{name.replace('_', '-')}")
    add.add_argument("--as-is", action="store_true", help="add it whatever is worth a look before")
    add.add_argument("--place", type=int, help="which one, where the quote stands more than once")


def _add(args: argparse.Namespace, tools: Tools) -> int:
    """Add a fact and publish it. Returns 1 where something is worth a look first, else 0.

    Raises a Refusal that says what is wrong with it.
    """
    fields = {name for names in FIELDS.values() for name in names}
    given = {name: value for name, value in vars(args).items() if value is not None and name in {*fields, "place"}}
    for name in given:
        if name not in (*FIELDS[args.kind], "place"):
            raise FieldUnknown(name, tuple(FIELDS[args.kind]))

    async def work(desk: Desk) -> int:
        await desk.get(ServerRules).require_known(args.server)
        library = desk.get(Library)
        if args.article is None:
            article_id = await library.current(args.server, None)
        else:
            article_id = await library.find_article(args.server, args.article)
        rules, seen = desk.get(FactRules), None if args.as_is else ()
        try:
            done = await rules.add(args.server, OPERATOR, args.kind, article_id, given, seen=seen)
        except LookAgain as noticed:
            print(plain(tools.prompts.render("forms", "notices", NoticesContext(noticed.notices))), file=sys.stderr)
            print("nothing was added: change it, or add it with --as-is", file=sys.stderr)
            return 1
        print(f"added fact {done.fact.id}: {said(done.fact.content)}")
        return 0

    return tools.with_store(work)
