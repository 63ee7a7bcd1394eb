"""What is scheduled: warm-ups at a weekday and time, and one date of one of them."""

from __future__ import annotations

from datetime import date
from typing import Literal

from bot.core.model.base import Frozen
from bot.features.weekly_questions.calendar_dates import WEEKDAYS, Due, following, next_date

MOST_SCHEDULES = 10
"""How many warm-ups a server has at most."""
LATE_MOST = 3_600
"""From so many seconds after its moment on, a warm-up is no longer posted."""
LEFT_BEHIND = 300
"""After so many seconds a claim that nobody confirmed counts as left behind."""

Why = Literal["late", "lost", "channel", "rights", "article", "nothing", "refused"]
"""Why a date came to nothing: the bot didn't run; it stopped while posting; the channel is gone; the bot lacks a
permission there; the article was put away; every question was asked; Discord refused the message."""
OccurrenceState = Literal["claimed", "posted", "lost", "skipped"]


class Schedule(Frozen):
    """A warm-up. ``article_id`` None: of the article that is current in its channel then.

    ``weekday`` counts from Monday, 0; ``minute`` from midnight, in the server's time zone. ``next_day`` and
    ``next_at`` are its next date; ``told``: why it came to nothing last, where the log channel was told so already.
    """

    server_id: int
    id: int
    channel_id: int
    article_id: int | None
    weekday: int
    minute: int
    paused: bool
    next_day: date
    next_at: int
    told: Why | None = None

    @property
    def day(self) -> str:
        """The name of its weekday, as the labels have it."""
        return WEEKDAYS[self.weekday]

    @property
    def next(self) -> Due:
        """Its next date."""
        return Due(self.next_day, self.next_at)

    def dates(self, zone: str | None, count: int) -> tuple[int, ...]:
        """The moments of its next dates; none while it is paused."""
        if self.paused:
            return ()
        return (self.next_at, *(due.at for due in following(self.weekday, self.minute, zone, self.next, count - 1)))

    def renewed(self, zone: str | None, now: int) -> Schedule:
        """The same with its next date from now on, not before the day on which it was due next."""
        due = next_date(self.weekday, self.minute, zone, now, self.next_day)
        return self.model_copy(update={"next_day": due.day, "next_at": due.at})


class Claim(Frozen):
    """A date that this process, and no other, is to post."""

    schedule: Schedule
    day: date
    at: int
