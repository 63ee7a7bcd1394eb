"""Privacy: /privacy, and Forget me."""

from bot.core.ui.actions import ForgetMe
from bot.core.ui.feature import Feature, Help
from bot.features.privacy.commands import add_commands
from bot.features.privacy.presses import forget_me

feature = Feature(
    name="privacy",
    commands=add_commands,
    presses={ForgetMe: forget_me},
    absent=True,
    help=(Help(60, "privacy"),),
)
