"""``facts add``: adding a fact from the command line, held to the same rules as everybody's."""

import argparse

from bot.core.model.errors.facts import FieldUnknown
from bot.core.model.fact import KINDS
from bot.core.model.fact_fields import FIELDS
from bot.core.model.people import OPERATOR
from bot.core.rules.desk import Desk
from bot.core.rules.library import Library
from bot.core.rules.servers import ServerRules
from bot.core.templates.differences import said
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
    add.add_argument("--place", type=int, help="which one, where the quote stands more than once")


def _add(args: argparse.Namespace, tools: Tools) -> int:
    """Add a fact and publish it. Raises a Refusal that says what is wrong with it."""
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
        done = await desk.get(FactRules).add(args.server, OPERATOR, args.kind, article_id, given)
        print(f"added fact {done.fact.id}: {said(done.fact.content)}")
        return 0

    return tools.with_store(work)
