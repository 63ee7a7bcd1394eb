"""/wonder: a student's own question, step by step as in the Question Formulation Technique.

A focus, many questions, open or closed, improve, choose; then the article's words, and the moderators look at it.
After the Right Question Institute's technique. All of it is the presser's own until they send it.
"""

import contextlib

from bot.core.model.errors.reader import ArticleGone
from bot.core.rules.library import Library
from bot.core.ui.commands import Commands
from bot.core.ui.request import Interaction
from bot.features.wonder.buttons import WonderFocus
from bot.features.wonder.presses import show_focus, show_step
from bot.features.wonder.session import check_may, latest


def add_commands(commands: Commands) -> None:
    """Add the command with which everybody can shape a question of their own."""

    @commands.add("wonder")
    async def wonder(interaction: Interaction) -> None:
        """Go on with the questions that somebody left, or let them choose a focus."""
        request = commands.request(interaction)
        await check_may(request)
        session = await latest(request)
        if session is not None:
            with contextlib.suppress(ArticleGone):  # the questions stay, and want another focus
                await show_step(request, session)
                return
        article_id = await request.get(Library).current(request.server_id, request.channel_id)
        await show_focus(request, WonderFocus(article_id, 1, session.form_id if session else None))
