"""A question of one's own: /wonder."""

from bot.core.ui.feature import Feature, Help
from bot.core.ui.kept_forms import Form
from bot.features.wonder.commands import add_commands
from bot.features.wonder.forms import SendQuestions, WriteQuestions
from bot.features.wonder.presses import PRESSES
from bot.features.wonder.sending import send_questions, write_questions

feature = Feature(
    name="wonder",
    commands=add_commands,
    presses=PRESSES,
    forms=(Form(WriteQuestions, take=write_questions), Form(SendQuestions, take=send_questions)),
    help=(Help(50, "wonder"),),
)
