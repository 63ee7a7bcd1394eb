"""Warm-ups and the dates of them that were dealt with."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import Row, delete, func, insert, select, update

from bot.core.store import tables as t
from bot.core.store.change import Change
from bot.core.store.store import Store
from bot.features.weekly_questions.model import OccurrenceState, Schedule


class Schedules:
    """Reading the warm-ups of servers."""

    def __init__(self, store: Store) -> None:
        self._store = store

    async def of_server(self, server_id: int) -> list[Schedule]:
        """A server's warm-ups, by weekday and time."""
        statement = (
            select(t.schedule)
            .where(t.schedule.c.server_id == server_id)
            .order_by(t.schedule.c.weekday, t.schedule.c.minute, t.schedule.c.id)
        )
        async with self._store.reading() as connection:
            return [_schedule(row) for row in await connection.execute(statement)]

    async def due(self, until: int) -> list[Schedule]:
        """The warm-ups, of all servers that the bot is in, whose next date is not after a moment; earliest first."""
        statement = (
            select(t.schedule)
            .join(t.server, t.server.c.id == t.schedule.c.server_id)
            .where(t.schedule.c.next_at <= until, t.schedule.c.paused.is_(False), t.server.c.removed_at.is_(None))
            .order_by(t.schedule.c.next_at, t.schedule.c.server_id, t.schedule.c.id)
        )
        async with self._store.reading() as connection:
            return [_schedule(row) for row in await connection.execute(statement)]

    async def left_behind(self, before: int) -> list[tuple[int, int, date]]:
        """Dates that were claimed up to a moment and are not confirmed: server, warm-up and day."""
        table = t.occurrence
        statement = select(table.c.server_id, table.c.schedule_id, table.c.day).where(
            table.c.state == "claimed", table.c.at <= before
        )
        async with self._store.reading() as connection:
            return [(row[0], row[1], row[2]) for row in await connection.execute(statement)]


async def find_schedule(change: Change, schedule_id: int) -> Schedule | None:
    """A warm-up of this server."""
    row = (await change.connection.execute(select(t.schedule).where(*_mine(change, schedule_id)))).one_or_none()
    return None if row is None else _schedule(row)


async def schedules_of(change: Change) -> list[Schedule]:
    """All warm-ups of this server."""
    statement = select(t.schedule).where(t.schedule.c.server_id == change.server_id)
    return [_schedule(row) for row in await change.connection.execute(statement)]


async def count_schedules(change: Change) -> int:
    """How many warm-ups this server has."""
    statement = select(func.count()).select_from(t.schedule).where(t.schedule.c.server_id == change.server_id)
    return int((await change.connection.execute(statement)).scalar_one())


async def next_schedule_id(change: Change) -> int:
    """Takes a number for a new warm-up; none is given out twice."""
    last = t.server.c.last_schedule_id
    statement = update(t.server).where(t.server.c.id == change.server_id).values(last_schedule_id=last + 1)
    return int((await change.connection.execute(statement.returning(last))).scalar_one())


async def add_schedule(change: Change, schedule: Schedule) -> None:
    """A new warm-up."""
    await change.connection.execute(insert(t.schedule).values(**schedule.model_dump()))


async def set_schedule(change: Change, schedule: Schedule) -> None:
    """A warm-up as it is to stand."""
    values = schedule.model_dump(exclude={"server_id", "id"})
    await change.connection.execute(update(t.schedule).where(*_mine(change, schedule.id)).values(**values))


async def remove_schedule(change: Change, schedule_id: int) -> None:
    """Takes a warm-up away."""
    await change.connection.execute(delete(t.schedule).where(*_mine(change, schedule_id)))


async def take_day(
    store: Store, change: Change, schedule: Schedule, state: OccurrenceState, fact_id: int | None
) -> bool:
    """Notes that the next date of a warm-up is dealt with now. Returns whether nobody had before."""
    values = {
        "server_id": change.server_id,
        "schedule_id": schedule.id,
        "day": schedule.next_day,
        "due": schedule.next_at,
        "at": change.at,
        "state": state,
        "fact_id": fact_id,
    }
    took = await change.connection.execute(store.insert(t.occurrence).values(**values).on_conflict_do_nothing())
    return bool(took.rowcount == 1)


async def confirm_day(
    change: Change, schedule_id: int, day: date, state: OccurrenceState, *, asked: bool = True
) -> int | None:
    """Notes how a date that was claimed ended; returns its moment, None where it was noted before.

    ``asked`` False: its question was not asked after all. That it was posted is noted even after it was given up.
    """
    table = t.occurrence
    before = ("claimed", "lost") if state == "posted" else ("claimed",)
    values: dict[str, Any] = {"state": state} if asked else {"state": state, "fact_id": None}
    statement = (
        update(table)
        .where(
            table.c.server_id == change.server_id,
            table.c.schedule_id == schedule_id,
            table.c.day == day,
            table.c.state.in_(before),
        )
        .values(**values)
        .returning(table.c.due)
    )
    due = (await change.connection.execute(statement)).scalar_one_or_none()
    return None if due is None else int(due)


def _mine(change: Change, schedule_id: int) -> tuple[Any, ...]:
    return t.schedule.c.server_id == change.server_id, t.schedule.c.id == schedule_id


def _schedule(row: Row[Any]) -> Schedule:
    return Schedule(**row._mapping)
