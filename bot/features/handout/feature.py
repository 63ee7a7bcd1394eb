"""The handout: /handout, and the subcommand of the same name."""

from bot.core.ui.feature import Feature, Help
from bot.features.handout.cli import add_subcommands
from bot.features.handout.commands import add_commands

feature = Feature(
    name="handout",
    commands=add_commands,
    help=(Help(20, "handout"),),
    command_line=add_subcommands,
)
