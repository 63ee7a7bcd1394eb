"""Examples of weekly questions: one that runs, and one that is paused."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bot.core.model.article import Article
from bot.core.packs.reading import Pack
from bot.core.templates.contexts import Context
from bot.core.ui.codec import Action
from bot.features.history.contexts import ChangeContext
from bot.features.weekly_questions.buttons import (
    ListWeeklyQuestions,
    PauseWeeklyQuestion,
    RemoveWeeklyQuestion,
    ResumeWeeklyQuestion,
    SkipDate,
)
from bot.features.weekly_questions.contexts import WeeklyQuestionContext, WeeklyQuestionsContext
from bot.features.weekly_questions.feature import feature
from bot.features.weekly_questions.model import WeeklyQuestion
from bot.features.weekly_questions.rules import WeeklyQuestionRules
from tests.kit.samples import Contexts, Hidden, Kept, Samples, alike
from tests.kit.stock import Stock

_NOTHING_NOTED = dict.fromkeys(feature.noted)
DONE = (
    "weekly question added",
    "weekly question paused",
    "weekly question resumed",
    "weekly question date skipped",
    "weekly question removed",
)
WEEKLY = WeeklyQuestion(
    server_id=1,
    id=1,
    channel_id=2,
    article_id=None,
    weekday=0,
    minute=510,
    paused=False,
    next_day=date(2026, 1, 5),
    next_at=1_767_601_800,
)


@dataclass(frozen=True)
class Weekly:
    """``day``: of the next date of the one that runs."""

    running: int
    paused: int
    day: int


async def _stock(held: Stock) -> None:
    rules, channel = held.desk.get(WeeklyQuestionRules), held.room.channel.id
    running, paused = [
        await rules.add(
            held.server, held.teacher, channel_id=channel, article_id=held.article, weekday=weekday, minute=510
        )
        for weekday in (0, 3)
    ]
    await rules.pause(held.server, held.teacher, paused.id)
    held.put(Weekly(running.id, paused.id, running.next_day.toordinal()))


def _buttons(held: Stock, _kept: Kept) -> Sequence[Action]:
    own = held.get(Weekly)
    return [
        ListWeeklyQuestions(1),
        ResumeWeeklyQuestion(own.paused, 0),
        SkipDate(own.running, own.day, 1),
        PauseWeeklyQuestion(own.running, 1),
        RemoveWeeklyQuestion(own.paused, 0),
        RemoveWeeklyQuestion(own.running, 1),
    ]


def _contexts(_pack: Pack, _article: Article) -> Contexts:
    weekly: list[Context] = [
        WeeklyQuestionContext(WEEKLY.model_copy(update={"weekday": day, "paused": paused}), dates, title, action)
        for day in range(7)
        for paused, dates in ((False, (9, 10, 11)), (False, (9,)), (True, ()))
        for title in (None, "x")
        for action in DONE
    ]
    around: list[Context] = [
        WeeklyQuestionsContext(total, 10, zone, page, pages)
        for total, page, pages in ((0, 1, 1), (10, 2, 2))
        for zone in (None, "America/Mexico_City")
    ]
    what = {"weekday": "monday", "minute": 510, "channel": 7, "due": 9}
    noted = (what, what | {"why": "late", "missed": 3}, what | {"why": "rights", "needs": ["send_messages"]})
    changes: list[Context] = [
        ChangeContext("weekly question not posted", None, "bot", None, 1, None, [], _NOTHING_NOTED | detail, False)
        for detail in ({}, *noted)
    ]
    return {
        ("weekly_questions", "item"): weekly,
        ("weekly_questions", "done"): weekly,
        **alike("weekly_questions", around, "heading", "empty", "footer"),
        ("weekly_questions", "detail"): changes,
        ("weekly_questions", "detail_end"): changes,
    }


samples = Samples(
    stock=_stock,
    commands=lambda held: {
        "schedule add": [
            {"day": "monday", "time": "8:30"},
            {"day": "friday", "time": "no time", "channel": held.room.channel, "article": str(held.second)},
        ],
        "schedule list": [{}],
        "schedule pause": [{"schedule": str(held.get(Weekly).running)}, {"schedule": "no number"}],
        "schedule skip": [{"schedule": str(held.get(Weekly).running)}],
        "schedule remove": [{"schedule": str(held.get(Weekly).paused)}],
    },
    buttons=_buttons,
    hidden=lambda _: [Hidden("schedule pause", "schedule")],
    contexts=_contexts,
)
