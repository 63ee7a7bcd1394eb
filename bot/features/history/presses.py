"""What the buttons of the history do: turning its pages, and taking a change back."""

from dataclasses import replace

from bot.core.rules.library import Library
from bot.core.rules.undoing import History
from bot.core.ui.actions import UndoChange
from bot.core.ui.request import Request
from bot.features.history.buttons import ShowHistory
from bot.features.history.panels import history_panel, subject_of, undone_panel


async def show_history(request: Request, action: ShowHistory) -> None:
    """Show a page of the history of a fact, or of the server."""
    panel = await history_panel(request, replace(action, page=max(1, action.page)))
    if action.fresh:
        await request.reply(panel)
    else:
        await request.show(panel)


async def undo_change(request: Request, action: UndoChange) -> None:
    """Take a change back; show the history again, or say that it is done."""
    entry = await request.get(History).undo(request.server_id, request.who, action.entry_id)
    if action.page:
        await show_history(request, ShowHistory(action.fact_id, action.page))
        return
    text = await subject_of(request.get(Library), entry)
    await request.reply(undone_panel(request.prompts, text, entry.id, action.fact_id))
