"""The numbers of discussions, on SQLite and on PostgreSQL."""

from __future__ import annotations

import asyncio

from bot.core.model.people import Who
from bot.core.rules.library import Library
from bot.core.store.store import Store
from tests.stores import ONE, START, TWO, Clock, every_row

MANAGER = Who(7, manages_server=True)


async def counting(store: Store, clock: Clock) -> Library:
    """A library in whose two servers the counting is on and has begun in a discussion of the same number."""
    library = Library(store, now=clock)
    for server in (ONE, TWO):
        await library.servers.set_up_class(
            server, MANAGER, language="en", time_zone="", count_participation=True, hide_behind_note=False
        )
        await library.participation.begin(server, 5)
        await library.participation.begin(server, 5)
    return library


async def test_each_author_is_counted_once_however_many_come_at_once(store: Store, clock: Clock) -> None:
    library = await counting(store, clock)
    done = await asyncio.gather(*(library.participation.count(ONE, 5, member % 7) for member in range(70)))
    assert all(done)
    assert not await library.participation.count(ONE, 6, 1)
    rows = (await every_row(store))["participation"]
    assert [(row["server_id"], row["people"], row["messages"]) for row in rows] == [(ONE, 7, 70), (TWO, 0, 0)]
    assert len((await every_row(store))["participation_mark"]) == 7


async def test_what_ends_in_one_server_goes_on_in_another(store: Store, clock: Clock) -> None:
    library = await counting(store, clock)
    for server in (ONE, TWO):
        assert await library.participation.count(server, 5, 1)
    clock.at += 60
    await library.participation.end(ONE, 5)
    clock.at += 60
    await library.participation.end(ONE, 5)
    assert not await library.participation.count(ONE, 5, 1)
    assert await library.participation.count(TWO, 5, 2)
    await library.participation.begin(ONE, 5)
    rows = await every_row(store)
    assert [(row["server_id"], row["ended_at"], row["people"]) for row in rows["participation"]] == [
        (ONE, START + 60, 1),
        (TWO, None, 2),
    ]
    assert {row["server_id"] for row in rows["participation_mark"]} == {TWO}
    await library.servers.erase(TWO)
    rows = await every_row(store)
    assert [row["server_id"] for row in rows["participation"]] == [ONE]
    assert rows["participation_mark"] == []
