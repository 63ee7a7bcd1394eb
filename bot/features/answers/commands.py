"""/summary, /figures and /questions."""

from functools import partial

from discord.app_commands import Range

from bot.core.ui.commands import Commands
from bot.core.ui.options import offer_articles
from bot.core.ui.request import Interaction
from bot.features.answers.model import ABOUT_MOST, PARTS
from bot.features.answers.presses import give_answer


def add_commands(commands: Commands) -> None:
    """Add the three commands that answer."""
    answering = partial(commands.add, offers={"article": offer_articles})

    @answering("summary", options=("article", "length", "share"), choices={"length": PARTS["summary"][1]})
    async def summary(
        interaction: Interaction,
        article: str | None = None,
        length: str | None = None,
        share: bool | None = None,
    ) -> None:
        await give_answer(commands.request(interaction), "summary", article, length, share)

    @answering("figures", options=("article", "show", "about", "share"), choices={"show": PARTS["figures"][1]})
    async def figures(
        interaction: Interaction,
        article: str | None = None,
        show: str | None = None,
        about: Range[str, 1, ABOUT_MOST] | None = None,
        share: bool | None = None,
    ) -> None:
        await give_answer(commands.request(interaction), "figures", article, show, share, about)

    @answering("questions", options=("article", "stage", "share"), choices={"stage": PARTS["questions"][1]})
    async def questions(
        interaction: Interaction,
        article: str | None = None,
        stage: str | None = None,
        share: bool | None = None,
    ) -> None:
        await give_answer(commands.request(interaction), "questions", article, stage, share)
