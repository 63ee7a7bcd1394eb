"""Taking a change back: what stood before is written again, if nothing came in between."""

from collections.abc import Sequence

from bot.core.model.changes import Entry, RowChange
from bot.core.model.errors.changes import ChangedSince, NoSuchChange, NothingToUndo, UndoneAlready
from bot.core.model.people import Who
from bot.core.rules.desk import Desk, Right, role_of
from bot.core.store.change import Change
from bot.core.store.histories import Histories, find_entry, mark_undone


class History:
    """The history of a server, and taking changes back."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._histories = Histories(desk.store)

    async def page(
        self, server_id: int, who: Who, *, fact_id: int | None, offset: int, limit: int
    ) -> tuple[list[Entry], int, set[int]]:
        """List changes, newest first, and count all; returns also the numbers of those that this person can undo."""
        await self._desk.require(server_id, who)
        entries, total = await self._histories.page(server_id, fact_id=fact_id, offset=offset, limit=limit)
        return entries, total, await self._undoable(server_id, who, entries)

    async def _undoable(self, server_id: int, who: Who, entries: Sequence[Entry]) -> set[int]:
        numbers: set[int] = set()
        manages = await self._desk.may(server_id, who, "manager")
        async with self._desk.store.reading() as connection:
            change = Change(connection, server_id, 0)
            for entry in entries:
                if not entry.rows or entry.undone or not (manages or _right(entry) == "moderator"):
                    continue
                if await _stands(change, [row.reversed for row in entry.rows]):
                    numbers.add(entry.id)
        return numbers

    async def undo(self, server_id: int, who: Who, entry_id: int) -> Entry:
        """Take a change back; that is a change too.

        Raises NoSuchChange, NothingToUndo, UndoneAlready, ChangedSince, QuoteStandsNoMore, WordStandsNoMore;
        ManagersOnly for ``/setup``.
        """
        async with self._desk.change(server_id, who) as change:
            entry = await find_entry(change, entry_id)
            if entry is None:
                raise NoSuchChange
            if _right(entry) == "manager":
                await self._desk.require(server_id, who, "manager")
            if entry.undone:
                raise UndoneAlready
            if not entry.rows:
                raise NothingToUndo
            rows = [row.reversed for row in reversed(entry.rows)]
            if not await _stands(change, rows):
                raise ChangedSince
            change.rows = rows
            undone = await change.record(
                role_of(who),
                who.id,
                "undone",
                article_id=entry.article_id,
                fact_id=entry.fact_id,
                undoes=entry.id,
                detail={**entry.detail, "action": entry.action},
            )
            await mark_undone(change, entry, undone.id)
            for work in self._desk.hooks.at_undo:
                await work(change, entry)
        return undone


def _right(entry: Entry) -> Right:
    """Tell what taking a change back needs: as much as making it."""
    touched = {name for row in entry.rows if row.table == "server" for name in (row.after or {})}
    return "manager" if touched - {"current_article_id"} else "moderator"


async def _stands(change: Change, rows: Sequence[RowChange]) -> bool:
    """Tell whether everything is still as these rows expect it before they are written, and they leave it in order."""
    if not await change.stand(rows):
        return False
    return await _keeps_current(change, rows)


async def _keeps_current(change: Change, rows: Sequence[RowChange]) -> bool:
    """Tell whether no article would be archived by these rows and yet be current, in the server or in a channel."""
    after = {(row.table, row.id): row.after for row in rows}
    articles = [(row.id, row.after or {}) for row in rows if row.table == "article"]
    archived = {article_id: own["archived"] for article_id, own in articles if "archived" in own}
    current = {own["article_id"] for (table, _), own in after.items() if table == "channel" and own is not None}
    server = after.get(("server", change.server_id)) or {}
    current.add(server.get("current_article_id"))
    if any(archived.values()):
        channels = await change.channels()
        current |= {article_id for channel, article_id in channels.items() if ("channel", channel) not in after}
        if "current_article_id" not in server:
            current.add((await change.server())["current_article_id"])
    for article_id in current - {None}:
        if article_id not in archived:
            article = await change.article(article_id)
            archived[article_id] = article is None or article.archived
    return not any(archived.get(article_id) for article_id in current)
