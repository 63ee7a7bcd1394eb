"""About the bot: /help."""

from bot.core.ui.feature import Feature
from bot.features.about.commands import add_commands

feature = Feature(name="about", commands=add_commands)
