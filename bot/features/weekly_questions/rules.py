"""Moderators' work on weekly questions: adding, pausing, resuming, leaving out a date, removing."""

from typing import Any

from bot.core.model.people import Who
from bot.core.rules.desk import Desk, role_of
from bot.core.rules.finding import require_article
from bot.core.store.change import Change
from bot.features.weekly_questions import errors
from bot.features.weekly_questions import queries as rows
from bot.features.weekly_questions.calendar_dates import next_date
from bot.features.weekly_questions.model import MOST_WEEKLY_QUESTIONS, WeeklyQuestion


class WeeklyQuestionRules:
    """What moderators do with the weekly questions of their server."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._questions = rows.WeeklyQuestionQueries(desk.store)

    async def all(self, server_id: int, who: Who) -> list[WeeklyQuestion]:
        """List the server's, by weekday and time. Raises ModeratorsOnly."""
        await self._desk.require(server_id, who)
        return await self._questions.of_server(server_id)

    async def add(
        self, server_id: int, who: Who, *, channel_id: int, article_id: int | None, weekday: int, minute: int
    ) -> WeeklyQuestion:
        """Schedule a weekly question. Raises ModeratorsOnly, WeeklyQuestionsFull, ArticleGone."""
        async with self._desk.change(server_id, who) as change:
            if await rows.count_weekly_questions(change) >= MOST_WEEKLY_QUESTIONS:
                raise errors.WeeklyQuestionsFull(MOST_WEEKLY_QUESTIONS)
            if article_id is not None:
                await require_article(change, article_id)
            due = next_date(weekday, minute, await _zone(change), change.at)
            weekly_question = WeeklyQuestion(
                server_id=server_id,
                id=await rows.next_weekly_question_id(change),
                channel_id=channel_id,
                article_id=article_id,
                weekday=weekday,
                minute=minute,
                paused=False,
                next_day=due.day,
                next_at=due.at,
            )
            await rows.add_weekly_question(change, weekly_question)
            await _record(change, who, "weekly question added", weekly_question)
        return weekly_question

    async def pause(self, server_id: int, who: Who, weekly_question_id: int) -> WeeklyQuestion:
        """Stop one until it is resumed. Raises ModeratorsOnly, WeeklyQuestionGone, WeeklyQuestionPaused."""
        async with self._desk.change(server_id, who) as change:
            weekly_question = await _found(change, weekly_question_id, paused=False)
            after = weekly_question.model_copy(update={"paused": True})
            await rows.set_weekly_question(change, after)
            await _record(change, who, "weekly question paused", after)
        return after

    async def resume(self, server_id: int, who: Who, weekly_question_id: int) -> WeeklyQuestion:
        """Go on with one; what fell due meanwhile is over.

        Raises ModeratorsOnly, WeeklyQuestionGone, WeeklyQuestionRunning.
        """
        async with self._desk.change(server_id, who) as change:
            weekly_question = await _found(change, weekly_question_id, paused=True)
            after = weekly_question.renewed(await _zone(change), change.at).model_copy(
                update={"paused": False, "told": None}
            )
            await rows.set_weekly_question(change, after)
            await _record(change, who, "weekly question resumed", after)
        return after

    async def skip(self, server_id: int, who: Who, weekly_question_id: int, day: int | None = None) -> WeeklyQuestion:
        """Leave out the next date of one; nothing happens where that is another ``day`` by now.

        ``day`` is the number of a day, as ``date.toordinal`` counts.
        Raises ModeratorsOnly, WeeklyQuestionGone, WeeklyQuestionPaused.
        """
        async with self._desk.change(server_id, who) as change:
            weekly_question = await _found(change, weekly_question_id, paused=False)
            if day not in (None, weekly_question.next_day.toordinal()):
                return weekly_question
            after = weekly_question.moved_on(await _zone(change))
            await rows.set_weekly_question(change, after)
            await _record(change, who, "weekly question date skipped", weekly_question, due=weekly_question.next_at)
        return after

    async def remove(self, server_id: int, who: Who, weekly_question_id: int) -> WeeklyQuestion:
        """Take one away. Raises ModeratorsOnly, WeeklyQuestionGone."""
        async with self._desk.change(server_id, who) as change:
            weekly_question = await _found(change, weekly_question_id)
            await rows.remove_weekly_question(change, weekly_question_id)
            await _record(change, who, "weekly question removed", weekly_question)
        return weekly_question


def told_of(weekly_question: WeeklyQuestion, **more: Any) -> dict[str, Any]:
    """Say what a line of the history tells of a weekly question."""
    return {
        "weekday": weekly_question.day,
        "minute": weekly_question.minute,
        "channel": weekly_question.channel_id,
        **more,
    }


async def _found(change: Change, weekly_question_id: int, *, paused: bool | None = None) -> WeeklyQuestion:
    weekly_question = await rows.find_weekly_question(change, weekly_question_id)
    if weekly_question is None:
        raise errors.WeeklyQuestionGone
    if paused is not None and paused != weekly_question.paused:
        raise errors.WeeklyQuestionRunning if paused else errors.WeeklyQuestionPaused
    return weekly_question


async def _zone(change: Change) -> str | None:
    zone: str | None = (await change.server())["time_zone"]
    return zone


async def _record(change: Change, who: Who, action: str, weekly_question: WeeklyQuestion, **more: Any) -> None:
    await change.record(
        role_of(who), who.id, action, article_id=weekly_question.article_id, detail=told_of(weekly_question, **more)
    )
