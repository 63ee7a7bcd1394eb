"""The history: /facts history, Undo, and the log channel."""

from bot.core.ui.actions import UndoChange
from bot.core.ui.feature import Feature, Help
from bot.features.history.buttons import ShowHistory
from bot.features.history.cli import add_subcommands
from bot.features.history.commands import add_commands
from bot.features.history.posting import post_change
from bot.features.history.presses import show_history, undo_change

feature = Feature(
    name="history",
    commands=add_commands,
    presses={ShowHistory: show_history, UndoChange: undo_change},
    actions=("undone",),
    help=(Help(130, "history", moderators=True),),
    on_change=post_change,
    command_line=add_subcommands,
)
