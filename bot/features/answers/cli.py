"""``show``: an answer in the terminal."""

import argparse
from pathlib import Path

from bot.core.model.article import ArticleCard
from bot.core.model.errors.reader import NoArticle
from bot.core.model.fact import shelf_of, tell
from bot.core.packs.reading import Pack, find_pack, read_pack
from bot.core.ui.command_line import CommandLine, Tools
from bot.features.answers.model import ANSWERS, choose_answer
from bot.features.answers.pages import answer_pages


def add_subcommands(line: CommandLine) -> None:
    """Add the subcommand."""
    parser = line.add("show", "print an answer as it will read", _show)
    parser.add_argument("answer", choices=ANSWERS)
    parser.add_argument("--article", metavar="PACK", help="a pack's name, or its folder (default: DEFAULT_PACK)")
    parser.add_argument("--length", help="summary: full, brief or plain")
    parser.add_argument("--show", help="figures: all, numbers or people")
    parser.add_argument("--about", help="figures: only what mentions this word")
    parser.add_argument("--stage", help="questions: all, opening, core or closing")


def _show(args: argparse.Namespace, tools: Tools) -> int:
    """Print an answer from a pack. Raises a Refusal where the pack or an option is unknown."""
    from bot.features.answers.terminal import print_pages  # rich is no use to a bot that serves

    part = {"summary": args.length, "figures": args.show, "questions": args.stage}[args.answer]
    prompts = tools.languages()["en"]
    pack = _pack(tools, args.article or tools.default_pack)
    choice = choose_answer(args.answer, part, about=args.about)
    details = pack.article.model_dump(exclude={"body", "remarks"})
    shelf = shelf_of(tell(ArticleCard(id=1, slug=pack.slug, current=True, **details), pack.facts))
    places = {fact.id: prompts.place(fact.content.quote.passages[0].paragraph) for fact in shelf.facts}
    print_pages(answer_pages(prompts, choice, shelf), places)
    return 0


def _pack(tools: Tools, wanted: str) -> Pack:
    if not wanted:
        raise NoArticle
    folder = Path(wanted)
    if not (folder / "article.md").is_file():
        folder = find_pack(tools.seeds, wanted)
    pack, problems = read_pack(folder)
    if pack is None:
        raise problems[0].error
    return pack
