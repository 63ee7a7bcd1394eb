"""Posting weekly questions at most once: a date is claimed in the store before it is posted, and confirmed after.

A process that dies in between leaves a claim behind. Nobody knows then whether the message is there, so it is not
posted again; the history says so, and with it the log channel.
"""

from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from datetime import date
from typing import Any

from bot.core.rules.desk import Desk
from bot.core.rules.finding import require_fact
from bot.core.store.asked import drop_asked, note_asked, was_asked
from bot.core.store.change import Change
from bot.features.weekly_questions import queries as rows
from bot.features.weekly_questions.model import LATE_MOST, LEFT_BEHIND, DateState, WeeklyQuestion, Why
from bot.features.weekly_questions.rules import told_of


@dataclass(frozen=True)
class Plan:
    """What is to happen at a date: ``fact_id`` is asked, or ``why`` not; ``missing``: permissions, for ``rights``."""

    fact_id: int | None = None
    why: Why | None = None
    missing: tuple[str, ...] = ()


class Claims:
    """The dates of weekly questions, of all servers, as whoever posts them needs them."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._questions = rows.WeeklyQuestionQueries(desk.store)

    async def due(self, until: int) -> list[WeeklyQuestion]:
        """List those that are due up to a moment, earliest first."""
        return await self._questions.due(until)

    async def claim(self, seen: WeeklyQuestion, plan: Plan) -> WeeklyQuestion | None:
        """Take a date that is due, for this process alone; None where it is not to be posted, or not by this one.

        Returns the claim: the weekly question with its next date at the one that was taken.

        What is over an hour late is skipped, whatever the plan, and so is what the plan has a reason against. The
        history says so, once for each spell of the same reason.
        """
        now = self._desk.now()
        async with self._desk.store.changing(seen.server_id, now) as change:
            weekly_question = await rows.find_weekly_question(change, seen.id)
            if weekly_question is None or weekly_question.paused or weekly_question.next_at > now:
                return None  # it was taken, moved, paused or removed since it was looked up
            if plan.fact_id is not None and not await _is_open(change, plan.fact_id):
                return None  # it is planned anew within the minute
            zone = (await change.server())["time_zone"]
            weekly_question, after, missed = _latest(weekly_question, zone, now)
            why = plan.why
            if now - weekly_question.next_at >= LATE_MOST:
                why = "late"
                missed.append(weekly_question.next_at)
            state: DateState = "skipped" if why else "claimed"
            taken = await rows.take_day(change, weekly_question, state, None if why else plan.fact_id)
            if missed:
                await self._note(change, weekly_question, "late", due=missed[-1], missed=len(missed))
            told = weekly_question.told if why in (None, "late") else why
            if told != weekly_question.told and taken:
                await self._note(change, weekly_question, told, due=weekly_question.next_at, needs=list(plan.missing))
            await rows.set_weekly_question(change, after.model_copy(update={"told": told, "paused": why == "channel"}))
            if why is not None or not taken:
                return None
            if plan.fact_id is not None:
                fact = await require_fact(change, plan.fact_id)
                await note_asked(change, _source(weekly_question), fact.article_id, fact.id)
        return weekly_question

    async def posted(self, claim: WeeklyQuestion) -> None:
        """Note that a claim was posted."""
        async with self._changing(claim.server_id) as change:
            await rows.confirm_day(change, claim.id, claim.next_day, "posted")
            weekly_question = await rows.find_weekly_question(change, claim.id)
            if weekly_question is not None and weekly_question.told is not None:
                await rows.set_weekly_question(change, weekly_question.model_copy(update={"told": None}))

    async def refused(self, claim: WeeklyQuestion, why: Why, missing: tuple[str, ...] = ()) -> None:
        """Note that Discord refused to post a claim, so that its question is still to be asked."""
        async with self._changing(claim.server_id) as change:
            if await rows.confirm_day(change, claim.id, claim.next_day, "skipped", asked=False) is None:
                return
            await drop_asked(change.connection, claim.server_id, _source(claim))
            weekly_question = await rows.find_weekly_question(change, claim.id)
            if weekly_question is None or weekly_question.told == why:
                return
            await self._note(change, weekly_question, why, due=claim.next_at, needs=list(missing))
            told = weekly_question.model_copy(update={"told": why, "paused": why == "channel"})
            await rows.set_weekly_question(change, told)

    async def left_behind(self) -> list[tuple[int, int, date]]:
        """List what nobody confirmed in time: server, number and day."""
        return await self._questions.left_behind(self._desk.now() - LEFT_BEHIND)

    async def give_up(self, server_id: int, weekly_question_id: int, day: date) -> bool:
        """Note that nobody knows whether a claim was posted. Returns whether it was this call that noted it."""
        async with self._changing(server_id) as change:
            due = await rows.confirm_day(change, weekly_question_id, day, "lost")
            if due is None:
                return False
            weekly_question = await rows.find_weekly_question(change, weekly_question_id)
            known = {} if weekly_question is None else told_of(weekly_question)
            detail = {**known, "why": "lost", "due": due}
            await change.record("bot", None, "weekly question unconfirmed", detail=detail)
        return True

    def _changing(self, server_id: int) -> AbstractAsyncContextManager[Change]:
        return self._desk.store.changing(server_id, self._desk.now())

    async def _note(self, change: Change, weekly_question: WeeklyQuestion, why: Why | None, **more: Any) -> None:
        detail = told_of(weekly_question, why=why, **more)
        await change.record(
            "bot", None, "weekly question not posted", article_id=weekly_question.article_id, detail=detail
        )


async def _is_open(change: Change, fact_id: int) -> bool:
    """Tell whether a question is still to be asked: `/discuss` may have asked it meanwhile, or somebody retired it."""
    fact = await change.fact(fact_id)
    return fact is not None and fact.state == "published" and not await was_asked(change, fact_id)


def _source(claim: WeeklyQuestion) -> str:
    """Name a date among what has asked questions."""
    return f"weekly question {claim.id} {claim.next_day.isoformat()}"


def _latest(
    weekly_question: WeeklyQuestion, zone: str | None, now: int
) -> tuple[WeeklyQuestion, WeeklyQuestion, list[int]]:
    """Find one at the last of its dates that have come, the same at the one to come, and the dates before the last."""
    before: list[int] = []
    while True:
        after = weekly_question.moved_on(zone)
        if after.next_at > now:
            return weekly_question, after, before
        before.append(weekly_question.next_at)
        weekly_question = after
