"""Moderators' work on warm-ups: adding, pausing, resuming, leaving out a date, removing."""

from __future__ import annotations

from typing import Any

from bot.core.model.changes import Action
from bot.core.model.people import Who
from bot.core.rules.desk import Desk, role_of
from bot.core.rules.finding import require_article
from bot.core.store.change import Change
from bot.features.weekly_questions.calendar_dates import following, next_date
from bot.features.weekly_questions.errors import ScheduleGone, SchedulePaused, ScheduleRunning, SchedulesFull
from bot.features.weekly_questions.model import MOST_SCHEDULES, Schedule
from bot.features.weekly_questions.queries import (
    Schedules,
    add_schedule,
    count_schedules,
    find_schedule,
    next_schedule_id,
    remove_schedule,
    set_schedule,
)


class Scheduling:
    """What moderators do with the warm-ups of their server."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._schedules = Schedules(desk.store)

    async def all(self, server_id: int, who: Who) -> list[Schedule]:
        """The server's warm-ups, by weekday and time. Raises ModeratorsOnly."""
        await self._desk.require(server_id, who)
        return await self._schedules.of_server(server_id)

    async def add(
        self, server_id: int, who: Who, *, channel_id: int, article_id: int | None, weekday: int, minute: int
    ) -> Schedule:
        """Schedules a warm-up. Raises ModeratorsOnly, SchedulesFull, ArticleGone."""
        async with self._desk.change(server_id, who) as change:
            if await count_schedules(change) >= MOST_SCHEDULES:
                raise SchedulesFull(MOST_SCHEDULES)
            if article_id is not None:
                await require_article(change, article_id)
            due = next_date(weekday, minute, await _zone(change), change.at)
            schedule = Schedule(
                server_id=server_id,
                id=await next_schedule_id(change),
                channel_id=channel_id,
                article_id=article_id,
                weekday=weekday,
                minute=minute,
                paused=False,
                next_day=due.day,
                next_at=due.at,
            )
            await add_schedule(change, schedule)
            await _record(change, who, "schedule added", schedule)
        return schedule

    async def pause(self, server_id: int, who: Who, schedule_id: int) -> Schedule:
        """Stops a warm-up until it is resumed. Raises ModeratorsOnly, ScheduleGone, SchedulePaused."""
        async with self._desk.change(server_id, who) as change:
            schedule = await _running(change, schedule_id)
            after = schedule.model_copy(update={"paused": True})
            await set_schedule(change, after)
            await _record(change, who, "schedule paused", after)
        return after

    async def resume(self, server_id: int, who: Who, schedule_id: int) -> Schedule:
        """Goes on with a warm-up; what fell due meanwhile is over.

        Raises ModeratorsOnly, ScheduleGone, ScheduleRunning.
        """
        async with self._desk.change(server_id, who) as change:
            schedule = await _found(change, schedule_id)
            if not schedule.paused:
                raise ScheduleRunning
            after = schedule.renewed(await _zone(change), change.at).model_copy(update={"paused": False, "told": None})
            await set_schedule(change, after)
            await _record(change, who, "schedule resumed", after)
        return after

    async def skip(self, server_id: int, who: Who, schedule_id: int, day: int | None = None) -> Schedule:
        """Leaves out the next date of a warm-up; nothing happens where that is another ``day`` by now.

        ``day`` is the number of a day, as ``date.toordinal`` counts.
        Raises ModeratorsOnly, ScheduleGone, SchedulePaused.
        """
        async with self._desk.change(server_id, who) as change:
            schedule = await _running(change, schedule_id)
            if day not in (None, schedule.next_day.toordinal()):
                return schedule
            [due] = following(schedule.weekday, schedule.minute, await _zone(change), schedule.next)
            after = schedule.model_copy(update={"next_day": due.day, "next_at": due.at})
            await set_schedule(change, after)
            await _record(change, who, "schedule date skipped", schedule, due=schedule.next_at)
        return after

    async def remove(self, server_id: int, who: Who, schedule_id: int) -> Schedule:
        """Takes a warm-up away. Raises ModeratorsOnly, ScheduleGone."""
        async with self._desk.change(server_id, who) as change:
            schedule = await _found(change, schedule_id)
            await remove_schedule(change, schedule_id)
            await _record(change, who, "schedule removed", schedule)
        return schedule


def told_of(schedule: Schedule, **more: Any) -> dict[str, Any]:
    """What a line of the history says of a warm-up."""
    return {"weekday": schedule.day, "minute": schedule.minute, "channel": schedule.channel_id, **more}


async def _found(change: Change, schedule_id: int) -> Schedule:
    schedule = await find_schedule(change, schedule_id)
    if schedule is None:
        raise ScheduleGone
    return schedule


async def _running(change: Change, schedule_id: int) -> Schedule:
    schedule = await _found(change, schedule_id)
    if schedule.paused:
        raise SchedulePaused
    return schedule


async def _zone(change: Change) -> str | None:
    zone: str | None = (await change.server())["time_zone"]
    return zone


async def _record(change: Change, who: Who, action: Action, schedule: Schedule, **more: Any) -> None:
    await change.record(role_of(who), who.id, action, article_id=schedule.article_id, detail=told_of(schedule, **more))
