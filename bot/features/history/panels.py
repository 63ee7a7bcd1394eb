"""The history, page by page, with Undo beside what can be undone."""

from __future__ import annotations

from bot.core.model.changes import Entry
from bot.core.templates.differences import entry_changes, said
from bot.core.templates.prompts import Prompts
from bot.core.ui.curating import UndoChange
from bot.core.ui.panels import Choice, Panel, Part, panel_view
from bot.core.ui.request import Interaction, Replies, reply, server_of, show
from bot.core.ui.rights import who_of
from bot.features.history.buttons import ShowHistory
from bot.features.history.contexts import ChangeContext, HistoryContext, UndoneContext

PAGE_CHANGES = 4


async def show_history(replies: Replies, interaction: Interaction, action: ShowHistory) -> None:
    """Shows a page of the history of a fact, or of the server."""
    server_id, who, prompts = server_of(interaction), who_of(interaction), replies.prompts_for(interaction)
    page = max(1, action.page)
    fact_id = action.fact_id or None
    entries, total, undoable = await replies.library.history.page(
        server_id, who, fact_id=fact_id, offset=(page - 1) * PAGE_CHANGES, limit=PAGE_CHANGES
    )
    title = None
    if fact_id is not None:
        title = said((await replies.library.fact(server_id, who, fact_id)).fact.content)
    parts = []
    for entry in entries:
        text = prompts.render("history", "item", (await change_context(replies, entry)).names())
        undo = [Choice(UndoChange(entry.id, action.fact_id, page), "undo")] if entry.id in undoable else []
        parts.append(Part(text, undo, beside=True))
    panel = _panel(prompts, action.fact_id, title, parts, total, page)
    view = panel_view(prompts, panel)
    if action.fresh:
        await reply(interaction, view)
    else:
        await show(interaction, view)


def _panel(prompts: Prompts, fact_id: int, title: str | None, parts: list[Part], total: int, page: int) -> Panel:
    pages = max(1, -(-total // PAGE_CHANGES))
    context = HistoryContext(title, total, page, pages).names()
    if not parts:
        parts = [Part(prompts.render("history", "empty", context))]
    turns = []
    if page > 1:
        turns.append(Choice(ShowHistory(fact_id, page - 1), "back"))
    if page < pages:
        turns.append(Choice(ShowHistory(fact_id, page + 1), "next"))
    heading = prompts.render("history", "heading", context)
    return Panel(heading, parts, prompts.render("history", "footer", context), turns)


async def change_context(replies: Replies, entry: Entry) -> ChangeContext:
    """A change as the templates take it."""
    return ChangeContext(
        action=entry.action,
        of=entry.detail.get("action"),
        role=entry.role,
        member_id=entry.member_id,
        at=entry.at,
        said=await what(replies, entry),
        changes=entry_changes(entry),
        detail={name: entry.detail.get(name) for name in DETAILS},
        undone=entry.undone,
    )


async def what(replies: Replies, entry: Entry) -> str | None:
    """What a change was about, in one line: the fact, or the article's title."""
    content = await replies.library.content_of(entry)
    title: str | None = entry.detail.get("title")
    return title if content is None else said(content)


DETAILS = (
    "facts",
    "lost",
    "added",
    "changed",
    "retired",
    "channel",
    "reason",
    "weekday",
    "minute",
    "due",
    "why",
    "needs",
    "missed",
)


def undone_panel(prompts: Prompts, text: str | None, entry_id: int, fact_id: int) -> Panel:
    """What is said of a change that was taken back."""
    heading = prompts.render("facts", "undone", UndoneContext(text).names())
    buttons = [Choice(UndoChange(entry_id, fact_id, 0), "undo")]
    if fact_id:
        buttons.append(Choice(ShowHistory(fact_id, 1, 1), "history"))
    return Panel(heading, (), "", buttons)
