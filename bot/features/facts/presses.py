"""What the buttons of facts do: the list, its steps, and opening forms."""

from dataclasses import replace
from functools import partial

from bot.core.rules.library import Library
from bot.core.ui.kept_forms import open_form
from bot.core.ui.paging import pages_of
from bot.core.ui.request import Request
from bot.features.facts.buttons import AddFactForm, ChangeFact, EditFactForm, ListFacts
from bot.features.facts.forms import AddFact, open_edit
from bot.features.facts.panels import PAGE_FACTS, list_panel
from bot.features.facts.rules import FactRules


async def list_facts(request: Request, wanted: ListFacts) -> None:
    """Show a page of an article's facts. A page past the end is the last one."""
    await request.require()
    library = request.get(Library)
    card = await library.card(request.server_id, wanted.article_id)

    read = partial(
        library.listed_facts,
        request.server_id,
        request.who,
        article_id=wanted.article_id,
        kind=wanted.kind,
        state=wanted.state,
        limit=PAGE_FACTS,
    )
    page = max(1, wanted.page)
    records, total = await read(offset=(page - 1) * PAGE_FACTS)
    if not records and total:
        page = pages_of(total, PAGE_FACTS)
        records, total = await read(offset=(page - 1) * PAGE_FACTS)
    await request.show(list_panel(request.prompts, card, replace(wanted, page=page), records, total))


async def change_fact(request: Request, action: ChangeFact) -> None:
    """Retire, restore or move a fact, and show the list again."""
    server_id, who, facts = request.server_id, request.who, request.get(FactRules)
    match action.step:
        case "retire":
            done = await facts.retire(server_id, who, action.fact_id)
        case "restore":
            done = await facts.restore(server_id, who, action.fact_id)
        case step:
            done = await facts.move(server_id, who, action.fact_id, up=step == "up")
    await list_facts(request, ListFacts(done.fact.article_id, action.kind, action.state, action.page))


async def press_add(request: Request, action: AddFactForm) -> None:
    """Open the form for another fact."""
    await request.require()
    await open_form(request, AddFact(action.kind, action.article_id), {})


async def press_edit(request: Request, action: EditFactForm) -> None:
    """Open the form of a fact."""
    await open_edit(request, action.fact_id)
