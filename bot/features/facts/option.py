"""The option ``fact``: what it offers while a moderator types, and what it takes."""

from discord.app_commands import Choice

from bot.core.model.errors.changes import NoSuchFact
from bot.core.model.search import folded
from bot.core.rules.library import Library
from bot.core.templates.differences import said
from bot.core.ui.options import MOST_CHOICES, choice, chosen_number
from bot.core.ui.request import Request

# In front of the number of a fact that was chosen: what somebody types is a word of it, and may be a number too.
_CHOSEN = "fact:"


async def offer_facts(request: Request, typed: str) -> list[Choice[str]]:
    """Offer the facts that have what was typed so far in their text, with their kind and state."""
    found = await request.get(Library).search_facts(request.server_id, request.who, typed, MOST_CHOICES)
    offered = []
    for fact in found:
        kind = request.prompts.label(f"kinds.{fact.content.kind}")
        state = "" if fact.state == "published" else f", {request.prompts.label(f'states.{fact.state}')}"
        offered.append(choice(said(fact.content), f"{_CHOSEN}{fact.id}", f" ({kind}{state})"))
    return offered


async def chosen_fact(request: Request, wanted: str) -> int:
    """Find the id of the fact that was chosen, or typed by a part that only one has. Raises NoSuchFact."""
    await request.require()
    if wanted.startswith(_CHOSEN):
        fact_id = chosen_number(wanted.removeprefix(_CHOSEN))
        if fact_id is not None:
            return fact_id
    found = await request.get(Library).search_facts(request.server_id, request.who, folded(wanted), 2)
    if len(found) != 1:
        raise NoSuchFact
    return found[0].id
