"""Posting warm-ups at most once: a date is claimed in the store before it is posted, and confirmed after.

A process that dies in between leaves a claim behind. Nobody knows then whether the message is there, so it is not
posted again; the history says so, and with it the log channel.
"""

from __future__ import annotations

from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from datetime import date
from typing import Any

from bot.core.rules.desk import Desk
from bot.core.store.change import Change
from bot.features.weekly_questions.calendar_dates import following
from bot.features.weekly_questions.model import LATE_MOST, LEFT_BEHIND, Claim, Schedule, Why
from bot.features.weekly_questions.queries import Schedules, confirm_day, find_schedule, set_schedule, take_day
from bot.features.weekly_questions.rules import told_of


@dataclass(frozen=True)
class Plan:
    """What is to happen at a date: ``fact_id`` is asked, or ``why`` not; ``missing``: permissions, for ``rights``."""

    fact_id: int | None = None
    why: Why | None = None
    missing: tuple[str, ...] = ()


class WarmingUp:
    """The dates of warm-ups, of all servers, as whoever posts them needs them."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._schedules = Schedules(desk.store)

    async def due(self, until: int) -> list[Schedule]:
        """The warm-ups that are due up to a moment, earliest first."""
        return await self._schedules.due(until)

    async def claim(self, seen: Schedule, plan: Plan) -> Claim | None:
        """Takes a date that is due, for this process alone; None where it is not to be posted, or not by this one.

        What is over an hour late is skipped, whatever the plan, and so is what the plan has a reason against. The
        history says so, once for each spell of the same reason.
        """
        now = self._desk.now()
        async with self._desk.store.changing(seen.server_id, now) as change:
            schedule = await find_schedule(change, seen.id)
            if schedule is None or schedule.paused or schedule.next_at > now:
                return None  # it was taken, moved, paused or removed since it was looked up
            zone = (await change.server())["time_zone"]
            schedule, after, missed = _latest(schedule, zone, now)
            why = plan.why
            if now - schedule.next_at >= LATE_MOST:
                why = "late"
                missed.append(schedule.next_at)
            taken = await take_day(
                self._desk.store, change, schedule, "skipped" if why else "claimed", None if why else plan.fact_id
            )
            if missed:
                await self._note(change, schedule, "late", due=missed[-1], missed=len(missed))
            told = schedule.told if why in (None, "late") else why
            if told != schedule.told and taken:
                await self._note(change, schedule, told, due=schedule.next_at, needs=list(plan.missing))
            await set_schedule(change, after.model_copy(update={"told": told, "paused": why == "channel"}))
            if why is not None or not taken:
                return None
        return Claim(schedule=schedule, day=schedule.next_day, at=schedule.next_at)

    async def posted(self, claim: Claim) -> None:
        """Notes that a claim was posted."""
        async with self._changing(claim.schedule.server_id) as change:
            await confirm_day(change, claim.schedule.id, claim.day, "posted")
            schedule = await find_schedule(change, claim.schedule.id)
            if schedule is not None and schedule.told is not None:
                await set_schedule(change, schedule.model_copy(update={"told": None}))

    async def refused(self, claim: Claim, why: Why, missing: tuple[str, ...] = ()) -> None:
        """Notes that Discord refused to post a claim, so that its question is still to be asked."""
        async with self._changing(claim.schedule.server_id) as change:
            if await confirm_day(change, claim.schedule.id, claim.day, "skipped", asked=False) is None:
                return
            schedule = await find_schedule(change, claim.schedule.id)
            if schedule is None or schedule.told == why:
                return
            await self._note(change, schedule, why, due=claim.at, needs=list(missing))
            await set_schedule(change, schedule.model_copy(update={"told": why, "paused": why == "channel"}))

    async def left_behind(self) -> list[tuple[int, int, date]]:
        """Claims that nobody confirmed in time: server, warm-up and day."""
        return await self._schedules.left_behind(self._desk.now() - LEFT_BEHIND)

    async def give_up(self, server_id: int, schedule_id: int, day: date) -> bool:
        """Notes that nobody knows whether a claim was posted. Returns whether it was this call that noted it."""
        async with self._changing(server_id) as change:
            due = await confirm_day(change, schedule_id, day, "lost")
            if due is None:
                return False
            schedule = await find_schedule(change, schedule_id)
            detail = {"why": "lost", "due": due} if schedule is None else told_of(schedule, why="lost", due=due)
            await change.record("bot", None, "warm-up unconfirmed", detail=detail)
        return True

    def _changing(self, server_id: int) -> AbstractAsyncContextManager[Change]:
        return self._desk.store.changing(server_id, self._desk.now())

    async def _note(self, change: Change, schedule: Schedule, why: Why | None, **more: Any) -> None:
        detail = told_of(schedule, why=why, **more)
        await change.record("bot", None, "warm-up skipped", article_id=schedule.article_id, detail=detail)


def _latest(schedule: Schedule, zone: str | None, now: int) -> tuple[Schedule, Schedule, list[int]]:
    """A warm-up at the last of its dates that have come, the same at the one to come, and the dates before the last."""
    before: list[int] = []
    while True:
        [due] = following(schedule.weekday, schedule.minute, zone, schedule.next)
        after = schedule.model_copy(update={"next_day": due.day, "next_at": due.at})
        if due.at > now:
            return schedule, after, before
        before.append(schedule.next_at)
        schedule = after
