"""The class settings: /setup."""

from bot.core.ui.feature import Feature, Help
from bot.features.settings.buttons import ClassForm, OwnForm, SetupForm
from bot.features.settings.cli import add_subcommands
from bot.features.settings.commands import add_commands
from bot.features.settings.forms import FORMS
from bot.features.settings.presses import open_class, open_own, open_setup
from bot.features.settings.rules import CHANGED

feature = Feature(
    name="settings",
    commands=add_commands,
    presses={SetupForm: open_setup, ClassForm: open_class, OwnForm: open_own},
    forms=FORMS,
    actions=(CHANGED,),
    help=(Help(200, "settings", moderators=True),),
    command_line=add_subcommands,
)
