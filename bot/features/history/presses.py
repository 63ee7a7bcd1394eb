"""TODO."""

from __future__ import annotations

from bot.core.ui.curating import UndoChange
from bot.core.ui.panels import panel_view
from bot.core.ui.request import Interaction, Replies, reply, server_of
from bot.core.ui.rights import who_of
from bot.features.history.buttons import ShowHistory
from bot.features.history.panels import show_history, undone_panel, what


async def undo_change(replies: Replies, interaction: Interaction, action: UndoChange) -> None:
    """Takes a change back; shows the history again, or says that it is done."""
    server_id, who, prompts = server_of(interaction), who_of(interaction), replies.prompts_for(interaction)
    entry = await replies.library.history.undo(server_id, who, action.entry_id)
    if action.page:
        await show_history(replies, interaction, ShowHistory(action.fact_id, action.page))
        return
    text = await what(replies, entry)
    view = panel_view(prompts, undone_panel(prompts, text, entry.id, action.fact_id))
    await reply(interaction, view)
