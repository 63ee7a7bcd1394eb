"""``show``: an answer in the terminal."""

import argparse
import sys
from pathlib import Path

from bot.core.model.article import ArticleCard
from bot.core.model.errors.reader import NoArticle, ValueUnknown
from bot.core.model.fact import shelf_of, tell
from bot.core.packs.reading import Pack, Problem, find_pack, read_pack
from bot.core.ui.command_line import CommandLine, Tools, problem_line
from bot.features.answers.errors import OptionElsewhere
from bot.features.answers.model import ANSWERS, PARTS, choose_answer
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
    parser.add_argument("--language", default="en", help="the language to read it in, such as es (default: en)")


def _show(args: argparse.Namespace, tools: Tools) -> int:
    """Print an answer from a pack, and on stderr what of it can't be shown. Returns 1 where no fact can be read.

    Raises a Refusal where the pack, the language or an option is unknown, or not for this answer.
    """
    from bot.features.answers.terminal import print_pages  # rich is no use to a bot that serves

    for answer, (option, _) in PARTS.items():
        if answer != args.answer and getattr(args, option) is not None:
            raise OptionElsewhere(option, answer)
    part = getattr(args, PARTS[args.answer][0])
    languages = tools.languages()
    if args.language not in languages:
        raise ValueUnknown("language", args.language, tuple(languages))
    prompts = languages[args.language]
    pack, problems = _pack(tools, args.article or tools.default_pack)
    for problem in problems:
        print(problem_line(tools.prompts, problem), file=sys.stderr)
    if any(problem.fact is None for problem in problems):
        return 1
    choice = choose_answer(args.answer, part, about=args.about)
    details = pack.article.model_dump(exclude={"body", "remarks"})
    shelf = shelf_of(tell(ArticleCard(id=1, slug=pack.slug, current=True, **details), pack.facts))
    source = prompts.label("buttons.source")
    first = {fact.id: fact.content.quote.passages[0] for fact in shelf.facts}
    print_pages(
        answer_pages(prompts, choice, shelf), {i: f"{source}: {prompts.place(p.paragraph)}" for i, p in first.items()}
    )
    return 0


def _pack(tools: Tools, wanted: str) -> tuple[Pack, list[Problem]]:
    if not wanted:
        raise NoArticle
    folder = Path(wanted)
    if not (folder / "article.md").is_file():
        folder = find_pack(tools.seeds, wanted)
    pack, problems = read_pack(folder)
    if pack is None:
        raise problems[0].error
    return pack, problems
