"""Facts: /facts."""

from bot.core.ui.feature import Feature, Help
from bot.features.facts.buttons import AddFactForm, ChangeFact, EditFactForm, ListFacts
from bot.features.facts.cli import add_subcommands
from bot.features.facts.commands import add_commands
from bot.features.facts.forms import FORMS
from bot.features.facts.presses import change_fact, list_facts, press_add, press_edit

feature = Feature(
    name="facts",
    commands=add_commands,
    presses={ListFacts: list_facts, ChangeFact: change_fact, AddFactForm: press_add, EditFactForm: press_edit},
    forms=FORMS,
    actions=("fact added", "fact edited", "fact retired", "fact restored", "fact moved"),
    help=(Help(110, "facts", moderators=True),),
    command_line=add_subcommands,
)
