"""A date of a weekly question is taken by one process alone, on either database."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from datetime import date

import pytest
from sqlalchemy import URL

from bot.core.model.errors.changes import ManagersOnly, ModeratorsOnly
from bot.core.model.people import OPERATOR
from bot.core.rules.desk import Desk
from bot.core.rules.servers import ServerRules
from bot.core.rules.undoing import History
from bot.core.store.asked import asked_facts
from bot.core.store.store import Store
from bot.features.discussions.rules import DiscussionRules
from bot.features.facts.rules import FactRules
from bot.features.settings.rules import SettingRules
from bot.features.weekly_questions.claims import Claims, Plan
from bot.features.weekly_questions.errors import WeeklyQuestionGone
from bot.features.weekly_questions.model import WeeklyQuestion
from bot.features.weekly_questions.rules import WeeklyQuestionRules
from tests.kit.stores import (
    DAY,
    MANAGER,
    MODERATOR,
    ONE,
    START,
    STUDENT,
    TWO,
    Clock,
    desk_on,
    entries_of,
    every_row,
    filled,
    insert_rows,
    refused,
)

HALF_PAST_EIGHT = START + 4 * DAY + 510 * 60  # Monday, 5 January 2026, in UTC


@pytest.fixture
async def desks(url: URL, clock: Clock) -> AsyncIterator[list[Desk]]:
    """Two processes on one database."""
    stores = [Store(url), Store(url)]
    for store in stores:
        await store.open()
    yield [await filled(stores[0], clock), desk_on(stores[1], now=clock)]
    for store in stores:
        await store.close()


async def weekly(desk: Desk, server_id: int = ONE) -> WeeklyQuestion:
    return await desk.get(WeeklyQuestionRules).add(
        server_id, MODERATOR, channel_id=7, article_id=None, weekday=0, minute=510
    )


async def set_zone(desk: Desk, zone: str) -> None:
    await desk.get(SettingRules).set_up_class(ONE, MANAGER, language=None, time_zone=zone, hide_behind_note=False)


async def test_of_many_that_see_a_date_one_may_post_it(desks: list[Desk], clock: Clock) -> None:
    one, two = desks
    weekly_question = await weekly(one)
    assert await one.get(Claims).due(HALF_PAST_EIGHT - 1) == []
    clock.at = HALF_PAST_EIGHT
    assert await two.get(Claims).due(clock.at) == [weekly_question]
    claims = await asyncio.gather(*(each.get(Claims).claim(weekly_question, Plan(6)) for each in desks * 5))
    [claim] = [claim for claim in claims if claim is not None]
    assert (claim.next_day, claim.next_at) == (date(2026, 1, 5), HALF_PAST_EIGHT)
    assert await two.get(Claims).due(clock.at + 6 * DAY) == []
    assert [s.next_at for s in await two.get(Claims).due(clock.at + 7 * DAY)] == [HALF_PAST_EIGHT + 7 * DAY]
    async with one.store.reading() as connection:
        assert await asked_facts(connection, ONE, 1) == {6}
        assert await asked_facts(connection, TWO, 1) == set()
    await one.get(Claims).posted(claim)
    clock.at += DAY
    assert await two.get(Claims).left_behind() == []
    [row] = (await every_row(one.store))["weekly_date"]
    assert (row["state"], row["due"], row["day"]) == ("posted", HALF_PAST_EIGHT, claim.next_day)


async def test_a_question_that_was_asked_or_retired_since_it_was_planned_is_planned_anew(
    desks: list[Desk], clock: Clock
) -> None:
    one, two = desks
    weekly_question = await weekly(one)
    clock.at = HALF_PAST_EIGHT
    discussions = two.get(DiscussionRules)
    [fact] = await discussions.questions(ONE, 1)
    begun = await discussions.begin(ONE, MODERATOR, fact, 7, fresh=True)
    assert begun is not None
    assert await one.get(Claims).claim(weekly_question, Plan(fact.id)) is None
    await discussions.failed(ONE, begun)
    retired = await one.get(FactRules).retire(ONE, MODERATOR, fact.id)
    assert await one.get(Claims).claim(weekly_question, Plan(fact.id)) is None
    assert await two.get(Claims).due(clock.at) == [weekly_question]
    await one.get(History).undo(ONE, MODERATOR, retired.entry.id)
    assert await one.get(Claims).claim(weekly_question, Plan(fact.id)) is not None


async def test_of_many_that_find_a_claim_left_behind_one_notes_it(desks: list[Desk], clock: Clock) -> None:
    one, two = desks
    weekly_question = await weekly(one)
    clock.at = HALF_PAST_EIGHT
    claim = await one.get(Claims).claim(weekly_question, Plan(6))
    assert claim is not None
    clock.at += 299
    assert await two.get(Claims).left_behind() == []
    clock.at += 1
    [left] = await two.get(Claims).left_behind()
    assert left == (ONE, weekly_question.id, claim.next_day)
    noted = await asyncio.gather(*(each.get(Claims).give_up(*left) for each in desks * 5))
    assert sum(noted) == 1
    assert [entry.action for entry in await entries_of(one, ONE)][-2:] == [
        "weekly question added",
        "weekly question unconfirmed",
    ]
    assert await two.get(Claims).left_behind() == []
    await one.get(Claims).posted(claim)  # it was only slow
    [row] = (await every_row(one.store))["weekly_date"]
    assert row["state"] == "posted"


async def test_a_date_that_was_changed_since_it_was_seen_is_not_taken(desks: list[Desk], clock: Clock) -> None:
    one, two = desks
    seen = await weekly(one)
    clock.at = HALF_PAST_EIGHT - 1
    assert await one.get(Claims).claim(seen, Plan(6)) is None  # it isn't due yet
    clock.at = HALF_PAST_EIGHT
    await two.get(WeeklyQuestionRules).pause(ONE, MODERATOR, seen.id)
    assert await one.get(Claims).claim(seen, Plan(6)) is None
    clock.at -= 10
    resumed = await two.get(WeeklyQuestionRules).resume(ONE, MODERATOR, seen.id)
    assert resumed == seen
    await two.get(WeeklyQuestionRules).skip(ONE, MODERATOR, seen.id, seen.next_day.toordinal())
    again = await two.get(WeeklyQuestionRules).skip(ONE, MODERATOR, seen.id, seen.next_day.toordinal())  # pressed twice
    clock.at = HALF_PAST_EIGHT
    assert await one.get(Claims).claim(seen, Plan(6)) is None
    assert again.next_at == HALF_PAST_EIGHT + 7 * DAY
    await two.get(WeeklyQuestionRules).remove(ONE, MODERATOR, seen.id)
    clock.at += 7 * DAY
    assert await one.get(Claims).claim(again, Plan(6)) is None
    assert (await every_row(one.store))["weekly_date"] == []


async def test_a_day_that_is_noted_is_not_taken_again_whatever_the_weekly_question_says(
    desks: list[Desk], clock: Clock
) -> None:
    one, _ = desks
    weekly_question = await weekly(one)
    noted = {
        "server_id": ONE,
        "weekly_question_id": weekly_question.id,
        "day": weekly_question.next_day,
        "due": 1,
        "at": 1,
    }
    await insert_rows(one.store, "weekly_date", noted | {"state": "posted", "fact_id": 6})
    clock.at = HALF_PAST_EIGHT
    assert await one.get(Claims).claim(weekly_question, Plan(6)) is None
    assert [s.next_at for s in await one.get(WeeklyQuestionRules).all(ONE, MODERATOR)] == [HALF_PAST_EIGHT + 7 * DAY]


async def test_a_number_is_never_given_out_again(desks: list[Desk]) -> None:
    one, _ = desks
    first = await weekly(one)
    await one.get(WeeklyQuestionRules).remove(ONE, MODERATOR, first.id)
    assert (await weekly(one)).id == first.id + 1
    await one.get(ServerRules).erase(ONE)
    rows = await every_row(one.store)
    assert rows["weekly_question"] == rows["weekly_date"] == []


async def test_dates_follow_the_time_zone_and_its_undoing_and_no_day_comes_twice(
    desks: list[Desk], clock: Clock
) -> None:
    one, two = desks
    weekly_question = await weekly(one)
    await set_zone(one, "America/New_York")
    [there] = await one.get(WeeklyQuestionRules).all(ONE, MODERATOR)
    assert there.next_at == weekly_question.next_at + 5 * 3_600
    await one.get(History).undo(ONE, OPERATOR, (await entries_of(one, ONE))[-1].id)
    [here] = await two.get(WeeklyQuestionRules).all(ONE, MODERATOR)
    assert here == weekly_question
    clock.at = HALF_PAST_EIGHT
    assert await one.get(Claims).claim(here, Plan(6)) is not None
    await set_zone(two, "America/New_York")  # where it is still to be half past eight on the same day
    [after] = await one.get(WeeklyQuestionRules).all(ONE, MODERATOR)
    assert after.next_day == date(2026, 1, 12)
    clock.at = after.next_at - 3_600
    await set_zone(two, "Europe/Madrid")  # where it was half past eight some hours ago: that is not late, it is over
    [after] = await one.get(WeeklyQuestionRules).all(ONE, MODERATOR)
    assert after.next_day == date(2026, 1, 19)
    assert not [entry for entry in await entries_of(one, ONE) if entry.action == "weekly question not posted"]


async def test_students_and_other_servers_change_nothing(desks: list[Desk]) -> None:
    one, _ = desks
    weekly_question = await weekly(one)
    for asked in (
        one.get(WeeklyQuestionRules).add(ONE, STUDENT, channel_id=7, article_id=None, weekday=0, minute=0),
        one.get(WeeklyQuestionRules).pause(ONE, STUDENT, weekly_question.id),
        one.get(WeeklyQuestionRules).resume(ONE, STUDENT, weekly_question.id),
        one.get(WeeklyQuestionRules).skip(ONE, STUDENT, weekly_question.id),
        one.get(WeeklyQuestionRules).remove(ONE, STUDENT, weekly_question.id),
        one.get(WeeklyQuestionRules).all(ONE, STUDENT),
    ):
        await refused(one.store, asked, ModeratorsOnly)
    await filled(one.store, None, TWO)
    for gone in (
        one.get(WeeklyQuestionRules).pause(TWO, MODERATOR, weekly_question.id),
        one.get(WeeklyQuestionRules).resume(TWO, MODERATOR, weekly_question.id),
        one.get(WeeklyQuestionRules).skip(TWO, MODERATOR, weekly_question.id),
        one.get(WeeklyQuestionRules).remove(TWO, MODERATOR, weekly_question.id),
    ):
        await refused(one.store, gone, WeeklyQuestionGone)
    with pytest.raises(ManagersOnly):
        await one.get(SettingRules).set_up_class(ONE, MODERATOR, language=None, time_zone="UTC", hide_behind_note=False)


async def test_what_a_server_that_left_has_is_not_due(desks: list[Desk], clock: Clock) -> None:
    one, _ = desks
    await weekly(one)
    await one.get(ServerRules).joined(5, ONE)
    clock.at = HALF_PAST_EIGHT
    assert len(await one.get(Claims).due(clock.at)) == 1
    await one.get(ServerRules).left(5, ONE)
    assert await one.get(Claims).due(clock.at) == []
