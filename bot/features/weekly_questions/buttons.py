"""What the buttons of warm-ups do; see ``actions.py``. ``page``: of the list that is shown again, 0 for none."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ListSchedules:
    """Show a page of the server's warm-ups."""

    page: int


@dataclass(frozen=True, slots=True)
class PauseSchedule:
    """Stop a warm-up until it is resumed."""

    schedule_id: int
    page: int


@dataclass(frozen=True, slots=True)
class ResumeSchedule:
    """Go on with a warm-up."""

    schedule_id: int
    page: int


@dataclass(frozen=True, slots=True)
class SkipDate:
    """Leave out a date of a warm-up: the one on that day, so that a second press doesn't leave out another."""

    schedule_id: int
    day: int
    page: int


@dataclass(frozen=True, slots=True)
class RemoveSchedule:
    """Take a warm-up away."""

    schedule_id: int
    page: int


ScheduleAction = ListSchedules | PauseSchedule | ResumeSchedule | SkipDate | RemoveSchedule
NAMES: dict[str, type[ScheduleAction]] = {
    "schedules": ListSchedules,
    "pause": PauseSchedule,
    "resume": ResumeSchedule,
    "skip": SkipDate,
    "unschedule": RemoveSchedule,
}
