"""The option ``question`` of a poll: the article's published questions, or what somebody types."""

from discord.app_commands import Choice

from bot.core.model.errors.reader import FactGone
from bot.core.model.fact import Question
from bot.core.model.search import folded
from bot.core.rules.library import Library
from bot.core.ui.options import MOST_CHOICES, choice, chosen_number, current_article
from bot.core.ui.request import Request


async def offer_questions(request: Request, typed: str) -> list[Choice[str]]:
    """Offer the questions of the article that is current here which have what was typed, ids as values."""
    word = folded(typed)
    shelf = await request.get(Library).shelf(request.server_id, await current_article(request))
    found = [(fact.id, fact.content.text) for fact in shelf.facts if isinstance(fact.content, Question)]
    return [choice(text, fact_id) for fact_id, text in found if word in folded(text)][:MOST_CHOICES]


async def find_question(request: Request, wanted: str) -> str:
    """Find the question that was chosen, by its number, or else take what was typed."""
    fact_id = chosen_number(wanted)
    if fact_id is None:
        return wanted
    try:
        content = (await request.get(Library).source(request.server_id, fact_id)).fact.content
    except FactGone:
        return wanted
    return content.text if isinstance(content, Question) else wanted
