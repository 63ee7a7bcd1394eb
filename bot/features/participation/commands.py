"""/participation: how many take part, as counts and a picture."""

import asyncio
import io

import discord

from bot.core.templates.charts import can_draw
from bot.core.ui.commands import Commands
from bot.core.ui.request import Interaction
from bot.features.participation.panels import PICTURE, counts_panel, counts_picture
from bot.features.participation.rules import ParticipationRules

THREADS_MOST = 10


def add_commands(commands: Commands) -> None:
    """Add the moderators' command."""

    @commands.add("participation", right="moderator")
    async def participation(interaction: Interaction) -> None:
        """Show how many take part in the latest threads."""
        request = commands.request(interaction)
        rules, prompts = request.get(ParticipationRules), request.prompts
        counted, total = await rules.latest(request.server_id, request.who, THREADS_MOST)
        await request.later()
        files = []
        if counted and can_draw():
            picture = await asyncio.to_thread(counts_picture, prompts, counted)
            files.append(discord.File(io.BytesIO(picture), PICTURE))
        await request.reply(counts_panel(prompts, counted, total, pictured=bool(files)), *files)
