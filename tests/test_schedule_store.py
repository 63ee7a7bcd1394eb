"""A date of a warm-up is taken by one process alone, on either database."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from datetime import date

import pytest
from sqlalchemy import URL

from bot.core.model.errors.changes import ManagersOnly, ModeratorsOnly
from bot.core.model.people import OPERATOR
from bot.core.rules.library import Library
from bot.core.store.store import Store
from bot.features.discussions.queries import Discussions
from bot.features.weekly_questions.claims import Plan
from bot.features.weekly_questions.errors import ScheduleGone
from bot.features.weekly_questions.model import Schedule
from tests.stores import (
    DAY,
    MANAGER,
    MODERATOR,
    ONE,
    START,
    STUDENT,
    TWO,
    Clock,
    entries_of,
    every_row,
    filled,
    insert_rows,
    refused,
)

HALF_PAST_EIGHT = START + 4 * DAY + 510 * 60  # Monday, 5 January 2026, in UTC


@pytest.fixture
async def libraries(url: URL, clock: Clock) -> AsyncIterator[list[Library]]:
    """Two processes on one database."""
    stores = [Store(url), Store(url)]
    for store in stores:
        await store.open()
    yield [await filled(stores[0], clock), Library(stores[1], now=clock)]
    for store in stores:
        await store.close()


async def weekly(library: Library, server_id: int = ONE) -> Schedule:
    return await library.schedules.add(server_id, MODERATOR, channel_id=7, article_id=None, weekday=0, minute=510)


async def set_zone(library: Library, zone: str) -> None:
    await library.servers.set_up_class(
        ONE, MANAGER, language=None, time_zone=zone, count_participation=False, hide_behind_note=False
    )


async def test_of_many_that_see_a_date_one_may_post_it(libraries: list[Library], clock: Clock) -> None:
    one, two = libraries
    schedule = await weekly(one)
    assert await one.warm_ups.due(HALF_PAST_EIGHT - 1) == []
    clock.at = HALF_PAST_EIGHT
    assert await two.warm_ups.due(clock.at) == [schedule]
    claims = await asyncio.gather(*(each.warm_ups.claim(schedule, Plan(6)) for each in libraries * 5))
    [claim] = [claim for claim in claims if claim is not None]
    assert (claim.day, claim.at) == (date(2026, 1, 5), HALF_PAST_EIGHT)
    assert await two.warm_ups.due(clock.at + 6 * DAY) == []
    assert [s.next_at for s in await two.warm_ups.due(clock.at + 7 * DAY)] == [HALF_PAST_EIGHT + 7 * DAY]
    assert await Discussions(one.store).asked(ONE, 1) == {6}
    assert await Discussions(one.store).asked(TWO, 1) == set()
    await one.warm_ups.posted(claim)
    clock.at += DAY
    assert await two.warm_ups.left_behind() == []
    [row] = (await every_row(one.store))["occurrence"]
    assert (row["state"], row["due"], row["day"]) == ("posted", HALF_PAST_EIGHT, claim.day)


async def test_of_many_that_find_a_claim_left_behind_one_notes_it(libraries: list[Library], clock: Clock) -> None:
    one, two = libraries
    schedule = await weekly(one)
    clock.at = HALF_PAST_EIGHT
    claim = await one.warm_ups.claim(schedule, Plan(6))
    assert claim is not None
    clock.at += 299
    assert await two.warm_ups.left_behind() == []
    clock.at += 1
    [left] = await two.warm_ups.left_behind()
    assert left == (ONE, schedule.id, claim.day)
    noted = await asyncio.gather(*(each.warm_ups.give_up(*left) for each in libraries * 5))
    assert sum(noted) == 1
    assert [entry.action for entry in await entries_of(one, ONE)][-2:] == ["schedule added", "warm-up unconfirmed"]
    assert await two.warm_ups.left_behind() == []
    await one.warm_ups.posted(claim)  # it was only slow
    [row] = (await every_row(one.store))["occurrence"]
    assert row["state"] == "posted"


async def test_a_date_that_was_changed_since_it_was_seen_is_not_taken(libraries: list[Library], clock: Clock) -> None:
    one, two = libraries
    seen = await weekly(one)
    clock.at = HALF_PAST_EIGHT - 1
    assert await one.warm_ups.claim(seen, Plan(6)) is None  # it isn't due yet
    clock.at = HALF_PAST_EIGHT
    await two.schedules.pause(ONE, MODERATOR, seen.id)
    assert await one.warm_ups.claim(seen, Plan(6)) is None
    clock.at -= 10
    resumed = await two.schedules.resume(ONE, MODERATOR, seen.id)
    assert resumed == seen
    await two.schedules.skip(ONE, MODERATOR, seen.id, seen.next_day.toordinal())
    again = await two.schedules.skip(ONE, MODERATOR, seen.id, seen.next_day.toordinal())  # pressed twice
    clock.at = HALF_PAST_EIGHT
    assert await one.warm_ups.claim(seen, Plan(6)) is None
    assert again.next_at == HALF_PAST_EIGHT + 7 * DAY
    await two.schedules.remove(ONE, MODERATOR, seen.id)
    clock.at += 7 * DAY
    assert await one.warm_ups.claim(again, Plan(6)) is None
    assert (await every_row(one.store))["occurrence"] == []


async def test_a_day_that_is_noted_is_not_taken_again_whatever_the_schedule_says(
    libraries: list[Library], clock: Clock
) -> None:
    one, _ = libraries
    schedule = await weekly(one)
    noted = {"server_id": ONE, "schedule_id": schedule.id, "day": schedule.next_day, "due": 1, "at": 1}
    await insert_rows(one.store, "occurrence", noted | {"state": "posted", "fact_id": 6})
    clock.at = HALF_PAST_EIGHT
    assert await one.warm_ups.claim(schedule, Plan(6)) is None
    assert [s.next_at for s in await one.schedules.all(ONE, MODERATOR)] == [HALF_PAST_EIGHT + 7 * DAY]


async def test_a_number_is_never_given_out_again(libraries: list[Library]) -> None:
    one, _ = libraries
    first = await weekly(one)
    await one.schedules.remove(ONE, MODERATOR, first.id)
    assert (await weekly(one)).id == first.id + 1
    await one.servers.erase(ONE)
    rows = await every_row(one.store)
    assert rows["schedule"] == rows["occurrence"] == []


async def test_dates_follow_the_time_zone_and_its_undoing_and_no_day_comes_twice(
    libraries: list[Library], clock: Clock
) -> None:
    one, two = libraries
    schedule = await weekly(one)
    await set_zone(one, "America/New_York")
    [there] = await one.schedules.all(ONE, MODERATOR)
    assert there.next_at == schedule.next_at + 5 * 3_600
    await one.history.undo(ONE, OPERATOR, (await entries_of(one, ONE))[-1].id)
    [here] = await two.schedules.all(ONE, MODERATOR)
    assert here == schedule
    clock.at = HALF_PAST_EIGHT
    assert await one.warm_ups.claim(here, Plan(6)) is not None
    await set_zone(two, "America/New_York")  # where it is still to be half past eight on the same day
    [after] = await one.schedules.all(ONE, MODERATOR)
    assert after.next_day == date(2026, 1, 12)
    clock.at = after.next_at - 3_600
    await set_zone(two, "Europe/Madrid")  # where it was half past eight some hours ago: that is not late, it is over
    [after] = await one.schedules.all(ONE, MODERATOR)
    assert after.next_day == date(2026, 1, 19)
    assert not [entry for entry in await entries_of(one, ONE) if entry.action == "warm-up skipped"]


async def test_students_and_other_servers_change_nothing(libraries: list[Library]) -> None:
    one, _ = libraries
    schedule = await weekly(one)
    for asked in (
        one.schedules.add(ONE, STUDENT, channel_id=7, article_id=None, weekday=0, minute=0),
        one.schedules.pause(ONE, STUDENT, schedule.id),
        one.schedules.resume(ONE, STUDENT, schedule.id),
        one.schedules.skip(ONE, STUDENT, schedule.id),
        one.schedules.remove(ONE, STUDENT, schedule.id),
        one.schedules.all(ONE, STUDENT),
    ):
        await refused(one.store, asked, ModeratorsOnly)
    await filled(one.store, None, TWO)
    for gone in (
        one.schedules.pause(TWO, MODERATOR, schedule.id),
        one.schedules.resume(TWO, MODERATOR, schedule.id),
        one.schedules.skip(TWO, MODERATOR, schedule.id),
        one.schedules.remove(TWO, MODERATOR, schedule.id),
    ):
        await refused(one.store, gone, ScheduleGone)
    with pytest.raises(ManagersOnly):
        await one.servers.set_up_class(
            ONE, MODERATOR, language=None, time_zone="UTC", count_participation=False, hide_behind_note=False
        )


async def test_what_a_server_that_left_has_is_not_due(libraries: list[Library], clock: Clock) -> None:
    one, _ = libraries
    await weekly(one)
    await one.servers.joined(5, ONE)
    clock.at = HALF_PAST_EIGHT
    assert len(await one.warm_ups.due(clock.at)) == 1
    await one.servers.left(5, ONE)
    assert await one.warm_ups.due(clock.at) == []
