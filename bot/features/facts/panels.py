"""What moderators see of facts: what was done with one, and the list with a row of buttons under each."""

from dataclasses import replace

from bot.core.model.article import ArticleCard
from bot.core.model.changes import FactRecord
from bot.core.templates.prompts import Prompts
from bot.core.ui.actions import ShowSource, UndoChange
from bot.core.ui.paging import pages_of
from bot.core.ui.panels import Choice, Panel, Part, turns
from bot.features.facts.buttons import AddFactForm, ChangeFact, EditFactForm, ListFacts, Step
from bot.features.facts.contexts import FactContext, FactsContext, SavedContext, UntranslatedContext
from bot.features.facts.rules import Done
from bot.features.history.buttons import ShowHistory

PAGE_FACTS = 4
"""With five buttons in a row under each, four fit the 40 components of a message."""


def saved_panel(prompts: Prompts, done: Done, *, again: bool = False) -> Panel:
    """Say what was done with a fact, with the way back. ``again``: offer to add another of its kind."""
    fact = done.fact
    context = SavedContext(done.entry.action, fact.state, fact.content)
    buttons = [Choice(EditFactForm(fact.id), "edit"), Choice(UndoChange(done.entry.id, fact.id, 0), "undo")]
    if fact.state == "published":
        buttons.append(Choice(ShowSource(fact.id), "source"))
    if again:
        buttons.append(Choice(AddFactForm(fact.content.kind, fact.article_id), f"add_{fact.content.kind}", main=True))
    heading = prompts.render("facts", "saved", context)
    if done.untranslated:
        gone = prompts.render("facts", "untranslated", UntranslatedContext(done.untranslated))
        heading = f"{heading}\n{gone}"
    return Panel(heading, (), "", buttons)


def list_panel(
    prompts: Prompts, article: ArticleCard, wanted: ListFacts, records: list[FactRecord], total: int
) -> Panel:
    """Show a page of an article's facts."""
    pages = pages_of(total, PAGE_FACTS)
    context = FactsContext(article, wanted.kind, wanted.state, total, wanted.page, pages)
    parts = [_listed(prompts, wanted, record) for record in records]
    if not parts:
        parts = [Part(prompts.render("facts", "empty", context))]
    footer = prompts.render("facts", "footer", context)
    buttons = turns(wanted.page, pages, lambda page: replace(wanted, page=page))
    return Panel(prompts.render("facts", "heading", context), parts, footer, buttons)


def _listed(prompts: Prompts, wanted: ListFacts, record: FactRecord) -> Part:
    fact = record.fact
    where = (fact.id, wanted.kind, wanted.state, wanted.page)
    steps: list[Step] = ["restore" if fact.state == "retired" else "retire"]
    if fact.state == "published":
        steps += ["up", "down"]
    changes = [Choice(ChangeFact(step, *where), step) for step in steps]
    buttons = [Choice(EditFactForm(fact.id), "edit"), *changes, Choice(ShowHistory(fact.id, 1, 1), "history")]
    return Part(prompts.render("facts", "item", FactContext(record)), buttons)
