"""What moderators see of warm-ups: what was done with one, and the list with a row of buttons under each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bot.core.templates.prompts import Prompts
from bot.core.ui.panels import Choice, Panel, Part
from bot.features.weekly_questions.buttons import (
    ListSchedules,
    PauseSchedule,
    RemoveSchedule,
    ResumeSchedule,
    SkipDate,
)
from bot.features.weekly_questions.contexts import ScheduleContext, SchedulesContext
from bot.features.weekly_questions.model import MOST_SCHEDULES, Schedule

PAGE_SCHEDULES = 5
"""With three buttons in a row under each, five fit the 40 components of a message."""
SHOWN_DATES = 3


def done_panel(prompts: Prompts, schedule: Schedule, action: str, zone: str | None, titles: Mapping[int, str]) -> Panel:
    """What was done with a warm-up, with what can be done next."""
    gone = action == "schedule removed"
    context = _context(schedule, None if gone else zone, titles, action, 0 if gone else SHOWN_DATES)
    buttons = [] if gone else _buttons(schedule, 0)
    buttons.append(Choice(ListSchedules(1), "schedules"))
    parts = [Part(prompts.render("schedule", "item", context))]
    return Panel(prompts.render("schedule", "done", context), parts, "", buttons)


def list_panel(
    prompts: Prompts, schedules: Sequence[Schedule], zone: str | None, titles: Mapping[int, str], page: int
) -> Panel:
    """A page of the server's warm-ups. A page past the end is the last one."""
    pages = max(1, -(-len(schedules) // PAGE_SCHEDULES))
    page = min(max(1, page), pages)
    around = SchedulesContext(len(schedules), MOST_SCHEDULES, zone, page, pages).names()
    parts = []
    for schedule in schedules[(page - 1) * PAGE_SCHEDULES : page * PAGE_SCHEDULES]:
        context = _context(schedule, zone, titles, None, SHOWN_DATES)
        parts.append(Part(prompts.render("schedule", "item", context), _buttons(schedule, page)))
    if not parts:
        parts = [Part(prompts.render("schedule", "empty", around))]
    turns = []
    if page > 1:
        turns.append(Choice(ListSchedules(page - 1), "back"))
    if page < pages:
        turns.append(Choice(ListSchedules(page + 1), "next"))
    footer = prompts.render("schedule", "footer", around)
    return Panel(prompts.render("schedule", "heading", around), parts, footer, turns)


def _context(
    schedule: Schedule, zone: str | None, titles: Mapping[int, str], action: str | None, count: int
) -> dict[str, object]:
    title = None if schedule.article_id is None else titles.get(schedule.article_id)
    dates = schedule.dates(zone, count) if count else ()
    return ScheduleContext(schedule, dates, title, action).names()


def _buttons(schedule: Schedule, page: int) -> list[Choice]:
    remove = Choice(RemoveSchedule(schedule.id, page), "remove", danger=True)
    if schedule.paused:
        return [Choice(ResumeSchedule(schedule.id, page), "resume"), remove]
    skip = Choice(SkipDate(schedule.id, schedule.next_day.toordinal(), page), "skip_date")
    return [Choice(PauseSchedule(schedule.id, page), "pause"), skip, remove]
