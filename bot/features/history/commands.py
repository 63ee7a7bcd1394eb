"""/facts history: the latest changes."""

from bot.core.ui.commands import Commands
from bot.core.ui.request import Interaction
from bot.features.history.buttons import ShowHistory
from bot.features.history.presses import show_history


def add_commands(commands: Commands) -> None:
    """Add the moderators' command for what changed."""

    @commands.add("history", group="facts", right="moderator")
    async def history(interaction: Interaction) -> None:
        await show_history(commands.request(interaction), ShowHistory(0, 1, 1))
