"""Noticing what other processes changed, such as the command line, and what is to be posted to log channels."""

from bot.core.model.changes import Entry
from bot.core.rules.desk import Desk
from bot.core.store.histories import Histories

_NOTE = "logged"
_MOST = 200


class News:
    """What happened since the last look. ``look`` is asked every second or so."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._histories = Histories(desk.store)
        self._seen: int | None = None
        self._erased = ""

    async def look(self) -> list[Entry]:
        """List the changes since the last look, oldest first, and drop what is in memory of their servers.

        The first look after a start goes on where the last run ended.
        """
        await self._desk.store.look_after()
        last, erased = await self._histories.last()
        if self._seen is None:
            noted = await self._desk.store.note(_NOTE)
            self._seen = last if noted is None else min(int(noted), last)
            self._erased = erased
            self._desk.forget_all()  # what was read before this look may be older than what it starts from
            if noted is None:
                await self._desk.store.set_note(_NOTE, str(last))
        if erased != self._erased:
            self._erased = erased
            self._desk.forget_all()
            await self._desk.store.wipe(anyway=True)  # whoever erased may have found us reading
        if last <= self._seen:
            return []
        entries = await self._histories.since(self._seen, _MOST)
        own = self._desk.store.own
        for server_id in {entry.server_id for entry in entries if entry.id not in own}:
            self._desk.forget(server_id)  # what this process changed itself was dropped at once
        own.difference_update(entry.id for entry in entries)
        if entries:
            self._seen = entries[-1].id
        return entries

    async def whole(self, entry: Entry) -> Entry:
        """Return a change with the rows that it touched, which ``look`` leaves out."""
        return await self._histories.whole(entry)

    async def done(self, entry: Entry) -> None:
        """Note that a change that ``look`` gave was posted, so that it is not posted again after a restart."""
        await self._desk.store.set_note(_NOTE, str(entry.id))
