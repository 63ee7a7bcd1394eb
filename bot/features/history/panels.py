"""The history, page by page, with Undo beside what can be undone; and one change in words."""

from dataclasses import replace

from bot.core.model.changes import Entry
from bot.core.rules.library import Library
from bot.core.rules.undoing import History
from bot.core.templates.differences import entry_changes, said
from bot.core.templates.prompts import Prompts
from bot.core.ui.actions import UndoChange
from bot.core.ui.bot import Bot
from bot.core.ui.paging import pages_of
from bot.core.ui.panels import Choice, Panel, Part, turns
from bot.core.ui.request import Request
from bot.features.history.buttons import ShowHistory
from bot.features.history.contexts import ChangeContext, HistoryContext, UndoneContext

PAGE_CHANGES = 4


async def history_panel(request: Request, action: ShowHistory) -> Panel:
    """Show a page of the history. Raises ModeratorsOnly, NoSuchFact."""
    server_id, who, prompts = request.server_id, request.who, request.prompts
    offset = (action.page - 1) * PAGE_CHANGES
    entries, total, undoable = await request.get(History).page(
        server_id, who, fact_id=action.fact_id or None, offset=offset, limit=PAGE_CHANGES
    )
    text = None
    if action.fact_id:
        text = said((await request.get(Library).fact(server_id, who, action.fact_id)).fact.content)
    pages = pages_of(total, PAGE_CHANGES)
    around = HistoryContext(text, total, action.page, pages)
    parts = []
    for entry in entries:
        context = await change_context(request.bot, prompts, entry)
        undo = [Choice(UndoChange(entry.id, action.fact_id, action.page), "undo")] if entry.id in undoable else []
        parts.append(Part(prompts.render("history", "item", context), undo, beside=True))
    if not parts:
        parts = [Part(prompts.render("history", "empty", around))]
    heading, footer = prompts.render("history", "heading", around), prompts.render("history", "footer", around)
    return Panel(heading, parts, footer, turns(action.page, pages, lambda page: ShowHistory(action.fact_id, page)))


def undone_panel(prompts: Prompts, text: str | None, entry_id: int, fact_id: int) -> Panel:
    """Say that a change was taken back."""
    heading = prompts.render("history", "undone", UndoneContext(text))
    buttons = [Choice(UndoChange(entry_id, fact_id, 0), "undo")]
    if fact_id:
        buttons.append(Choice(ShowHistory(fact_id, 1, 1), "history"))
    return Panel(heading, (), "", buttons)


async def change_context(bot: Bot, prompts: Prompts, entry: Entry) -> ChangeContext:
    """Describe a change as the templates take it."""
    of = entry.detail.get("action")
    context = ChangeContext(
        **entry.model_dump(include={"action", "role", "member_id", "at", "undone"}),
        of=of,
        said=await subject_of(bot.get(Library), entry),
        changes=entry_changes(entry),
        detail=dict.fromkeys(bot.features.noted) | entry.detail,
    )
    template = bot.features.details.get(of or entry.action)
    if template is None:
        return context
    more, more_end = prompts.render(template, "detail", context), prompts.render(template, "detail_end", context)
    return replace(context, more=more, more_end=more_end)


async def subject_of(library: Library, entry: Entry) -> str | None:
    """Tell what a change was about, in one line: the fact, or the article's title; None where it was neither."""
    content = await library.content_of(entry)
    title: str | None = entry.detail.get("title")
    return title if content is None else said(content)
