"""Noticing what other processes changed, such as the command line, and what is to be posted to log channels."""

import asyncio

from bot.core.model.changes import Entry
from bot.core.rules.desk import Desk
from bot.core.store.histories import Histories

_NOTE = "logged"
_MOST = 200
_AHEAD = 1_000


class News:
    """What happened since the last look. ``look`` is asked every second or so.

    What it gave is posted server by server, in any order. The note that a restart goes on from is the number up to
    which all was posted, and those after it that were too, which are bounded: one slow channel holds up no note.
    """

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._histories = Histories(desk.store)
        self._seen: int | None = None
        self._erased = ""
        self._waiting: set[int] = set()
        self._ahead: set[int] = set()
        self._one_by_one = asyncio.Lock()

    async def look(self) -> list[Entry]:
        """List the changes since the last look, oldest first, and drop what is in memory of their servers.

        The first look after a start goes on where the last run ended.
        """
        await self._desk.store.look_after()
        last, erased = await self._histories.last()
        if self._seen is None:
            noted = await self._desk.store.note(_NOTE)
            first, *ahead = (last,) if noted is None else map(int, noted.split())
            self._seen, self._ahead = min(first, last), set(ahead)
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
        new = [entry for entry in entries if entry.id not in self._ahead]
        self._waiting |= {entry.id for entry in new}
        return new

    async def whole(self, entry: Entry) -> Entry:
        """Return a change with the rows that it touched, which ``look`` leaves out."""
        return await self._histories.whole(entry)

    async def done(self, entry: Entry, posted: int = 1) -> None:
        """Note that a change that ``look`` gave was posted, so that it is not posted again after a restart.

        ``posted`` 0: there was nothing to post, so that the next note is soon enough, if one comes.
        """
        async with self._one_by_one:
            self._waiting.discard(entry.id)
            self._ahead.add(entry.id)
            if posted or not self._waiting:
                await self._desk.store.set_note(_NOTE, self._where())

    def _where(self) -> str:
        """Write down up to which number all was posted, and which after it."""
        while True:
            all_up_to = min(self._waiting, default=(self._seen or 0) + 1) - 1
            self._ahead = {number for number in self._ahead if number > all_up_to}
            if len(self._ahead) <= _AHEAD:
                return " ".join(map(str, (all_up_to, *sorted(self._ahead))))
            self._waiting.remove(all_up_to + 1)
