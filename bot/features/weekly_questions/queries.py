"""Weekly questions in the store, and the dates of them that were dealt with."""

from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, delete, insert, select, update

from bot.core.store import tables as t
from bot.core.store.change import Change
from bot.core.store.rows import add_missing, counted, row_is, take_away, take_numbers
from bot.core.store.store import Store
from bot.features.weekly_questions import tables as own
from bot.features.weekly_questions.model import DateState, WeeklyQuestion


class WeeklyQuestionQueries:
    """Reading the weekly questions of servers."""

    def __init__(self, store: Store) -> None:
        self._store = store

    async def of_server(self, server_id: int) -> list[WeeklyQuestion]:
        """List a server's weekly questions, by weekday and time."""
        statement = (
            select(own.weekly_question)
            .where(own.weekly_question.c.server_id == server_id)
            .order_by(own.weekly_question.c.weekday, own.weekly_question.c.minute, own.weekly_question.c.id)
        )
        return [WeeklyQuestion.of(row) for row in await self._store.rows(statement)]

    async def due(self, until: int) -> list[WeeklyQuestion]:
        """List those of all servers that the bot is in whose next date is not after a moment; earliest first."""
        statement = (
            select(own.weekly_question)
            .join(t.server, t.server.c.id == own.weekly_question.c.server_id)
            .where(
                own.weekly_question.c.next_at <= until,
                own.weekly_question.c.paused.is_(False),
                t.server.c.removed_at.is_(None),
            )
            .order_by(own.weekly_question.c.next_at, own.weekly_question.c.server_id, own.weekly_question.c.id)
        )
        return [WeeklyQuestion.of(row) for row in await self._store.rows(statement)]

    async def left_behind(self, before: int) -> list[tuple[int, int, date]]:
        """List what was claimed up to a moment and is not confirmed: server, number and day."""
        table = own.weekly_date
        statement = select(table.c.server_id, table.c.weekly_question_id, table.c.day).where(
            table.c.state == "claimed", table.c.at <= before
        )
        return [(row[0], row[1], row[2]) for row in await self._store.rows(statement)]


async def find_weekly_question(change: Change, weekly_question_id: int) -> WeeklyQuestion | None:
    """Find a weekly question of this server."""
    statement = select(own.weekly_question).where(_mine(change, weekly_question_id))
    row = (await change.connection.execute(statement)).one_or_none()
    return None if row is None else WeeklyQuestion.of(row)


async def weekly_questions_of(change: Change) -> list[WeeklyQuestion]:
    """List all weekly questions of this server."""
    statement = select(own.weekly_question).where(own.weekly_question.c.server_id == change.server_id)
    return [WeeklyQuestion.of(row) for row in await change.connection.execute(statement)]


async def count_weekly_questions(change: Change) -> int:
    """Count the weekly questions of this server."""
    mine = own.weekly_question.c.server_id == change.server_id
    return await change.connection.scalar(counted(own.weekly_question, mine)) or 0


async def next_weekly_question_id(change: Change) -> int:
    """Take a number for a new one; none is given out twice."""
    return await take_numbers(change.connection, "weekly question")


async def add_weekly_question(change: Change, weekly_question: WeeklyQuestion) -> None:
    """Write a new one."""
    await change.connection.execute(insert(own.weekly_question).values(**weekly_question.model_dump()))


async def set_weekly_question(change: Change, weekly_question: WeeklyQuestion) -> None:
    """Write one as it is to stand."""
    values = weekly_question.model_dump(exclude={"server_id", "id"})
    statement = update(own.weekly_question).where(_mine(change, weekly_question.id)).values(**values)
    await change.connection.execute(statement)


async def remove_weekly_question(change: Change, weekly_question_id: int) -> None:
    """Take one away."""
    await take_away(change.connection, delete(own.weekly_question).where(_mine(change, weekly_question_id)))


async def take_day(change: Change, weekly_question: WeeklyQuestion, state: DateState, fact_id: int | None) -> bool:
    """Note that the next date is dealt with now. Returns whether nobody had before."""
    return await add_missing(
        change.connection,
        own.weekly_date,
        server_id=change.server_id,
        weekly_question_id=weekly_question.id,
        day=weekly_question.next_day,
        due=weekly_question.next_at,
        at=change.at,
        state=state,
        fact_id=fact_id,
    )


async def confirm_day(
    change: Change, weekly_question_id: int, day: date, state: DateState, *, asked: bool = True
) -> int | None:
    """Note how a date that was claimed ended; returns its moment, None where it was noted before.

    ``asked`` False: its question was not asked after all. That it was posted is noted even after it was given up.
    """
    table = own.weekly_date
    before = ("claimed", "lost") if state == "posted" else ("claimed",)
    values: dict[str, Any] = {"state": state} if asked else {"state": state, "fact_id": None}
    mine = row_is(table, server_id=change.server_id, weekly_question_id=weekly_question_id, day=day)
    statement = update(table).where(mine, table.c.state.in_(before)).values(**values).returning(table.c.due)
    due: int | None = await change.connection.scalar(statement)
    return due


def _mine(change: Change, weekly_question_id: int) -> ColumnElement[bool]:
    return row_is(own.weekly_question, server_id=change.server_id, id=weekly_question_id)
