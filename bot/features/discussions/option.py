"""The option ``question`` of a discussion: what it offers while a moderator types, and what it takes."""

from discord.app_commands import Choice

from bot.core.model.fact import Fact
from bot.core.templates.differences import said
from bot.core.ui.options import MOST_CHOICES, choice, chosen_number, named_article
from bot.core.ui.request import Request
from bot.features.discussions.errors import QuestionUnknown
from bot.features.discussions.rules import DiscussionRules


async def offer_questions(request: Request, typed: str) -> list[Choice[str]]:
    """Offer the open questions that have what was typed so far, those that were not asked yet first."""
    prompts = request.prompts
    article = getattr(request.interaction.namespace, "article", None)
    article_id = await named_article(request, article) if article else None
    rules = request.get(DiscussionRules)
    offered = []
    for fact, asked in await rules.offered(request.server_id, request.who, typed, article_id, MOST_CHOICES):
        end = prompts.label(f"choices.{getattr(fact.content, 'stage', 'core')}")
        end = f" ({end}, {prompts.label('choices.discussed')})" if asked else f" ({end})"
        offered.append(choice(said(fact.content), fact.id, end))
    return offered


async def find_question(request: Request, wanted: str | None, article: str | None) -> Fact | None:
    """Find the question that was chosen, or typed by a part that only one has; None where none was.

    Raises QuestionUnknown, also where it is about another article than the one that was chosen.
    """
    if wanted is None or not wanted.strip():
        return None
    rules = request.get(DiscussionRules)
    article_id = await named_article(request, article) if article else None
    fact_id = chosen_number(wanted)
    if fact_id is not None:
        fact = await rules.question(request.server_id, fact_id)
        if article_id not in (None, fact.article_id):
            raise QuestionUnknown
        return fact
    found = await rules.offered(request.server_id, request.who, wanted, article_id, 2)
    if len(found) != 1:
        raise QuestionUnknown
    return found[0][0]
