"""What moderators see of facts: what was done with one, and the list with a row of buttons under each."""

from __future__ import annotations

from bot.core.model.article import ArticleCard
from bot.core.model.changes import FactRecord
from bot.core.templates.prompts import Prompts
from bot.core.ui.actions import ShowSource
from bot.core.ui.curating import UndoChange
from bot.core.ui.panels import Choice, Panel, Part
from bot.features.facts.buttons import AddFactForm, ChangeFact, EditFactForm, ListFacts
from bot.features.facts.contexts import FactContext, FactsContext, SavedContext, UntranslatedContext
from bot.features.facts.rules import Done
from bot.features.history.buttons import ShowHistory

PAGE_FACTS = 4
"""With five buttons in a row under each, four fit the 40 components of a message."""


def saved_panel(prompts: Prompts, done: Done, *, again: bool = False) -> Panel:
    """What was done with a fact, with the way back."""
    fact = done.fact
    context = SavedContext(done.entry.action, fact.state, fact.content)
    buttons = [Choice(EditFactForm(fact.id), "edit"), Choice(UndoChange(done.entry.id, fact.id, 0), "undo")]
    if fact.state == "published":
        buttons.append(Choice(ShowSource(fact.id), "source"))
    if again:
        buttons.append(Choice(AddFactForm(fact.content.kind, fact.article_id), f"add_{fact.content.kind}", main=True))
    heading = prompts.render("facts", "saved", context.names())
    if done.untranslated:
        gone = UntranslatedContext(done.untranslated).names()
        heading = f"{heading}\n{prompts.render('levels', 'untranslated', gone)}"
    return Panel(heading, (), "", buttons)


def list_panel(
    prompts: Prompts, article: ArticleCard, wanted: ListFacts, records: list[FactRecord], total: int
) -> Panel:
    """A page of an article's facts."""
    pages = max(1, -(-total // PAGE_FACTS))
    context = FactsContext(article, wanted.kind, wanted.state, total, wanted.page, pages).names()
    parts = [_listed(prompts, wanted, record) for record in records]
    if not parts:
        parts = [Part(prompts.render("facts", "empty", context))]
    turns = []
    if wanted.page > 1:
        turns.append(Choice(_page(wanted, wanted.page - 1), "back"))
    if wanted.page < pages:
        turns.append(Choice(_page(wanted, wanted.page + 1), "next"))
    footer = prompts.render("facts", "footer", context)
    return Panel(prompts.render("facts", "heading", context), parts, footer, turns)


def _page(wanted: ListFacts, page: int) -> ListFacts:
    return ListFacts(wanted.article_id, wanted.kind, wanted.state, page)


def _listed(prompts: Prompts, wanted: ListFacts, record: FactRecord) -> Part:
    fact = record.fact
    where = (fact.id, wanted.kind, wanted.state, wanted.page)
    buttons = [Choice(EditFactForm(fact.id), "edit")]
    if fact.state == "retired":
        buttons.append(Choice(ChangeFact("restore", *where), "restore"))
    else:
        buttons.append(Choice(ChangeFact("retire", *where), "retire"))
    if fact.state == "published":
        buttons += [Choice(ChangeFact("up", *where), "up"), Choice(ChangeFact("down", *where), "down")]
    buttons.append(Choice(ShowHistory(fact.id, 1, 1), "history"))
    return Part(prompts.render("facts", "item", FactContext(record).names()), buttons)
