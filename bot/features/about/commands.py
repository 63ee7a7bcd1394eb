"""/help: what the reader can do here."""

from bot.core.ui.commands import Commands
from bot.core.ui.request import Interaction
from bot.features.about.contexts import HelpContext
from bot.features.about.panels import help_panel


def add_commands(commands: Commands) -> None:
    """Add the command that speaks of all the others."""

    @commands.add("help")
    async def help_(interaction: Interaction) -> None:
        request = commands.request(interaction)
        moderator = await request.desk.may(request.server_id, request.who, "moderator")
        context = HelpContext(moderator, await request.bot.answers_public(request.server_id))
        lines = [line for feature in request.bot.features.all for line in feature.help]
        await request.reply(help_panel(request.prompts, lines, context))
