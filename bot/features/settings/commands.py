"""/setup: the class settings, and what is missing for them."""

from bot.core.ui.commands import Commands
from bot.core.ui.request import Interaction
from bot.features.settings.panels import settings_panel


def add_commands(commands: Commands) -> None:
    """Add the command."""

    @commands.add("setup", right="manager")
    async def setup(interaction: Interaction) -> None:
        request = commands.request(interaction)
        await request.reply(await settings_panel(request))
