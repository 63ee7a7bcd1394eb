"""For each block of the templates of warm-ups: every form of what it may be given."""

from __future__ import annotations

from datetime import date
from typing import Any

from bot.core.model.article import ArticleCard
from bot.core.model.fact import Fact
from bot.core.packs.reading import Pack
from bot.features.weekly_questions.contexts import QuestionContext, ScheduleContext, SchedulesContext
from bot.features.weekly_questions.model import Schedule

ACTIONS = ("schedule added", "schedule paused", "schedule resumed", "schedule date skipped", "schedule removed")
WEEKLY = Schedule(
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


def schedule_contexts(pack: Pack, card: ArticleCard) -> dict[tuple[str, str], list[Any]]:
    """For each block of each of these templates, what it may be given."""
    shown: dict[tuple[str, str], list[Any]] = {}
    weekly = [
        ScheduleContext(WEEKLY.model_copy(update={"weekday": day, "paused": paused}), dates, title, action)
        for day in range(7)
        for paused, dates in ((False, (9, 10, 11)), (False, (9,)), (True, ()))
        for title in (None, "x")
        for action in ACTIONS
    ]
    shown["schedule", "item"] = shown["schedule", "done"] = weekly
    for block in ("heading", "empty", "footer"):
        shown["schedule", block] = [
            SchedulesContext(total, 10, zone, page, pages)
            for total, page, pages in ((0, 1, 1), (10, 2, 2))
            for zone in (None, "America/Mexico_City")
        ]
    questions = [content for content in pack.facts if content.kind == "question"]
    asked = [
        QuestionContext(card, Fact(id=1, article_id=1, state="published", content=content), most, most > 500)
        for plain in questions
        for content in (plain, plain.model_copy(update={"speaker": "x", "stem": None}))
        for most in (2_000, 50)
    ]
    for block in ("heading", "question", "quote", "footer"):
        shown["warm_up", block] = asked
    return shown
