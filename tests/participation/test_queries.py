"""The numbers of discussions, on SQLite and on PostgreSQL."""

from __future__ import annotations

import asyncio

from bot.core.model.people import Who
from bot.core.rules.desk import Desk
from bot.core.rules.servers import ServerRules
from bot.core.store.store import Store
from bot.features.participation.forms import COUNTING
from bot.features.participation.rules import ParticipationRules
from bot.features.settings.rules import SettingRules
from tests.kit.stores import ONE, START, TWO, Clock, desk_on, every_row

MANAGER = Who(7, manages_server=True)


async def turn(desk: Desk, server_id: int, *, on: bool) -> None:
    """Turns the counting on or off."""
    await desk.get(SettingRules).set_own(server_id, MANAGER, COUNTING.name, COUNTING.default, on)


async def counting(store: Store, clock: Clock) -> Desk:
    """A desk in whose two servers the counting is on and has begun in a discussion of the same number."""
    desk = desk_on(store, now=clock)
    for server in (ONE, TWO):
        await turn(desk, server, on=True)
        await desk.get(ParticipationRules).begin(server, 5)
        await desk.get(ParticipationRules).begin(server, 5)
    return desk


async def test_each_author_is_counted_once_however_many_come_at_once(store: Store, clock: Clock) -> None:
    desk = await counting(store, clock)
    done = await asyncio.gather(*(desk.get(ParticipationRules).count(ONE, 5, member % 7) for member in range(70)))
    assert all(done)
    assert not await desk.get(ParticipationRules).count(ONE, 6, 1)
    rows = (await every_row(store))["participation"]
    assert [(row["server_id"], row["people"], row["messages"]) for row in rows] == [(ONE, 7, 70), (TWO, 0, 0)]
    assert len((await every_row(store))["participation_mark"]) == 7


async def test_what_ends_in_one_server_goes_on_in_another(store: Store, clock: Clock) -> None:
    desk = await counting(store, clock)
    for server in (ONE, TWO):
        assert await desk.get(ParticipationRules).count(server, 5, 1)
    clock.at += 60
    await desk.get(ParticipationRules).end(ONE, 5)
    clock.at += 60
    await desk.get(ParticipationRules).end(ONE, 5)
    assert not await desk.get(ParticipationRules).count(ONE, 5, 1)
    assert await desk.get(ParticipationRules).count(TWO, 5, 2)
    await desk.get(ParticipationRules).begin(ONE, 5)
    rows = await every_row(store)
    assert [(row["server_id"], row["ended_at"], row["people"]) for row in rows["participation"]] == [
        (ONE, START + 60, 1),
        (TWO, None, 2),
    ]
    assert {row["server_id"] for row in rows["participation_mark"]} == {TWO}
    await desk.get(ServerRules).erase(TWO)
    rows = await every_row(store)
    assert [row["server_id"] for row in rows["participation"]] == [ONE]
    assert rows["participation_mark"] == []


async def test_what_a_server_turned_off_ends_there_alone(store: Store, clock: Clock) -> None:
    desk = await counting(store, clock)
    for server in (ONE, TWO):
        assert await desk.get(ParticipationRules).count(server, 5, 1)
    await turn(desk, ONE, on=False)
    await desk.get(ParticipationRules).tidy()
    rows = await every_row(store)
    assert [(row["server_id"], row["ended_at"]) for row in rows["participation"]] == [(ONE, START), (TWO, None)]
    assert {row["server_id"] for row in rows["participation_mark"]} == {TWO}


async def test_what_was_turned_off_while_its_notice_was_on_its_way_is_not_begun(store: Store, clock: Clock) -> None:
    desk = await counting(store, clock)
    await turn(desk, ONE, on=False)
    await desk.get(ParticipationRules).begin(ONE, 6)
    assert not await desk.get(ParticipationRules).known(ONE, 6)
