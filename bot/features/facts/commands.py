"""/facts: adding, editing and listing them. Other features add more to the group."""

from functools import partial

from bot.core.model.fact import KINDS
from bot.core.ui.commands import Commands
from bot.core.ui.kept_forms import open_form
from bot.core.ui.options import STATES, as_kind, checked, chosen_article, offer_articles
from bot.core.ui.request import Interaction
from bot.features.facts.buttons import ListFacts
from bot.features.facts.forms import AddFact, open_edit
from bot.features.facts.option import chosen_fact, offer_facts
from bot.features.facts.presses import list_facts


def add_commands(commands: Commands) -> None:
    """Add the moderators' commands on facts."""
    moderators = partial(commands.add, group="facts", right="moderator")
    offered = {"article": offer_articles}

    @moderators("add", options=("kind", "article"), choices={"kind": KINDS}, offers=offered)
    async def add(interaction: Interaction, kind: str, article: str | None = None) -> None:
        request = commands.request(interaction)
        await request.require()
        article_id = await chosen_article(request, article)
        await open_form(request, AddFact(as_kind(kind), article_id), {})

    @moderators("edit", options=("fact",), offers={"fact": offer_facts})
    async def edit(interaction: Interaction, fact: str) -> None:
        request = commands.request(interaction)
        await open_edit(request, await chosen_fact(request, fact))

    @moderators("list", options=("article", "kind", "state"), choices={"kind": KINDS, "state": STATES}, offers=offered)
    async def list_(
        interaction: Interaction, article: str | None = None, kind: str | None = None, state: str | None = None
    ) -> None:
        request = commands.request(interaction)
        await request.require()
        article_id = await chosen_article(request, article)
        wanted_kind = as_kind(kind) if kind else None
        wanted_state = checked("state", state, STATES) if state else None
        await list_facts(request, ListFacts(article_id, wanted_kind, wanted_state, 1))
