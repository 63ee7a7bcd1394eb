"""Answers: /summary, /figures and /questions, and the subcommand ``show``."""

from bot.core.ui.feature import Feature, Help
from bot.features.answers.buttons import ShareAnswer, ShowAnyway, TurnPage
from bot.features.answers.cli import add_subcommands
from bot.features.answers.commands import add_commands
from bot.features.answers.presses import share_answer, show_anyway, turn_page

feature = Feature(
    name="answers",
    commands=add_commands,
    presses={TurnPage: turn_page, ShareAnswer: share_answer, ShowAnyway: show_anyway},
    help=(Help(10, "answers"),),
    command_line=add_subcommands,
)
