"""/privacy: what is stored, and what is not."""

from bot.core.rules.library import Library
from bot.core.ui.actions import ForgetMe
from bot.core.ui.commands import Commands
from bot.core.ui.panels import Choice, Panel, Part
from bot.core.ui.request import Interaction
from bot.features.privacy.contexts import PrivacyContext
from bot.features.suggestions.buttons import ShowMine
from bot.features.suggestions.rules import SuggestionRules


def add_commands(commands: Commands) -> None:
    """Add the command that tells what is stored of somebody and of this server, with the way to be forgotten."""

    @commands.add("privacy")
    async def privacy(interaction: Interaction) -> None:
        request = commands.request(interaction, absent=True)
        server_id, who, prompts = request.server_id, request.who, request.prompts
        cards, counts = await request.get(Library).cards(server_id), await request.desk.store.counts(server_id)
        _, suggestions = await request.get(SuggestionRules).mine(server_id, who, 1)
        context = PrivacyContext(
            articles=len(cards),
            facts=sum(sum(counts.get(card.id, {}).values()) for card in cards),
            suggestions=suggestions,
            moderator=await request.desk.may(server_id, who, "moderator"),
            erase_after_days=request.bot.erase_after_days,
        )
        buttons = [Choice(ShowMine(), "mine"), Choice(ForgetMe(0), "forget", danger=True)]
        heading = prompts.render("privacy", "heading", context)
        await request.reply(Panel(heading, [Part(prompts.render("privacy", "item", context))], "", buttons))
