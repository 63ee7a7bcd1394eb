"""When something that happens at a weekday and time comes next, in a time zone, over daylight-saving days.

Nothing here asks what time it is. Moments are whole seconds since 1970; a day is one of the zone's own calendar.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import islice
from zoneinfo import ZoneInfo

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
"""As Python counts them, from 0."""
MINUTES = 24 * 60


@dataclass(frozen=True, slots=True)
class Due:
    """One date of something weekly: the day in the calendar of its zone, and the moment ``at`` which it happens."""

    day: date
    at: int


def zone_of(name: str | None) -> ZoneInfo:
    """Return the time zone of that name; UTC for none."""
    return ZoneInfo(name or "UTC")


def moment(day: date, minute: int, zone: str | None) -> int:
    """Find when the clocks of a zone show that minute of that day.

    A minute that clocks jump over is the first moment after the jump; one that they show twice is the first of both.
    """
    wall = datetime.combine(day, time(*divmod(minute, 60)), zone_of(zone))
    first, second = wall.replace(fold=0), wall.replace(fold=1)
    # In a gap fold=0 counts with the clock from before it, and so tells a moment after it, and fold=1 the reverse.
    late, early = int(first.timestamp()), int(second.timestamp())
    return late if late <= early else _jump(early, late, zone_of(zone))


def _jump(before: int, after: int, zone: ZoneInfo) -> int:
    """Find the first second between two moments at which the zone's clocks have changed."""
    old = datetime.fromtimestamp(before, zone).utcoffset()
    while after - before > 1:
        middle = (before + after) // 2
        if datetime.fromtimestamp(middle, zone).utcoffset() == old:
            before = middle
        else:
            after = middle
    return after


def day_of(at: int, zone: str | None) -> date:
    """Find the day that a zone's calendar shows at a moment."""
    return datetime.fromtimestamp(at, UTC).astimezone(zone_of(zone)).date()


def dates(weekday: int, minute: int, zone: str | None, after: int, first: date | None = None) -> Iterator[Due]:
    """Yield all dates that come after a moment, in order, without end; from the day ``first`` on, where it is given."""
    day = day_of(after, zone) - timedelta(days=1)  # a jump over midnight ends on the day that follows
    if first is not None and first > day:
        day = first
    day += timedelta(days=(weekday - day.weekday()) % 7)
    while True:
        at = moment(day, minute, zone)
        if at > after:
            yield Due(day, at)
        day += timedelta(days=7)


def next_date(weekday: int, minute: int, zone: str | None, after: int, first: date | None = None) -> Due:
    """Return the first of ``dates``."""
    return next(dates(weekday, minute, zone, after, first))


def following(weekday: int, minute: int, zone: str | None, due: Due, count: int = 1) -> list[Due]:
    """List the dates that follow one, a week apart each."""
    return list(islice(dates(weekday, minute, zone, due.at, due.day + timedelta(days=1)), count))
