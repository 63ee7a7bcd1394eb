"""A commit whose answer got lost with the connection to PostgreSQL: nobody knows whether the change is there."""

from __future__ import annotations

import asyncio
from contextlib import suppress

import pytest
from sqlalchemy import insert, make_url
from sqlalchemy.exc import DBAPIError

from bot.core.model.deeds import Deeds, begin, deeds
from bot.core.store import tables as t
from bot.core.store.store import Store
from bot.features.polls.rules import PollRules
from tests.kit.classroom import Classroom, text_of
from tests.kit.postgres import PostgreSQL


class Between:
    """Stands between the bot and PostgreSQL. ``lose``: the next commit is done, and its answer lost."""

    def __init__(self, socket: str) -> None:
        self._socket = socket
        self.lose = False

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Pass on what one connection has to say."""
        there, back = await asyncio.open_unix_connection(self._socket)
        lost = asyncio.Event()

        async def answers() -> None:
            while data := await there.read(65_536):
                if lost.is_set():
                    break
                writer.write(data)
            writer.transport.abort()

        passing = asyncio.create_task(answers())
        with suppress(ConnectionError):
            while data := await reader.read(65_536):
                if self.lose and b"COMMIT" in data:
                    self.lose = False
                    lost.set()
                back.write(data)
        back.close()
        await passing


async def test_of_a_change_whose_commit_got_lost_nobody_knows(
    postgres: PostgreSQL,
) -> None:
    url = make_url(postgres.new_database())
    between = Between(f"{url.query['host']}/.s.PGSQL.5432")
    server = await asyncio.start_server(between.serve, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    store = Store(url.set(host="127.0.0.1", port=port, query={}))
    await store.open()
    begin()
    between.lose = True
    with pytest.raises(DBAPIError):
        await store.set_note("kept", "though nobody said so")
    assert await store.note("kept") == "though nobody said so"
    assert deeds() == Deeds(unknown=True)
    begin()
    with pytest.raises(DBAPIError):  # what the database refuses is not there
        await store.write(insert(t.note).values(name="kept", value="twice"))
    assert deeds() == Deeds()
    await store.close()
    server.close()


@pytest.mark.parametrize(
    ("done", "says"),
    [
        (Deeds(), "nothing was changed"),
        (Deeds(unknown=True), "nobody knows whether it was stored"),
        (Deeds(stored=1, unknown=True), "It was stored"),
    ],
)
async def test_what_is_said_of_a_fault_is_true_of_what_is_stored(
    room: Classroom, monkeypatch: pytest.MonkeyPatch, done: Deeds, says: str
) -> None:
    async def broken(*_: object, **__: object) -> None:
        deeds().stored, deeds().unknown = done.stored, done.unknown
        raise RuntimeError

    await room.type("summary")
    monkeypatch.setattr(PollRules, "make", broken)
    assert says in text_of(await room.told("poll", question="Now?"))
    room.acknowledge_errors()
