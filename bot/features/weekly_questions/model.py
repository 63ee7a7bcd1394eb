"""Weekly questions: which weekday and time each has, and one date of one of them."""

from datetime import date
from typing import Literal, Self

from bot.core.model.base import Frozen
from bot.features.weekly_questions.calendar_dates import WEEKDAYS, Due, following, next_date

MOST_WEEKLY_QUESTIONS = 10
"""How many weekly questions a server has at most."""
LATE_MOST = 3_600
"""From so many seconds after its moment on, a question is no longer posted."""
LEFT_BEHIND = 300
"""After so many seconds a claim that nobody confirmed counts as left behind."""

Why = Literal["late", "lost", "channel", "rights", "access", "article", "nothing", "refused"]
"""Why a date came to nothing: the bot didn't run; it stopped, or Discord gave no answer, while it was posted; the
channel is gone; the bot lacks a permission there, a known one or not; the article was archived; every question was
asked; Discord refused the message."""
DateState = Literal["claimed", "posted", "lost", "skipped"]


class WeeklyQuestion(Frozen):
    """A weekly question. ``article_id`` None: of the article that is current in its channel then.

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
        """Name its weekday, as the labels do."""
        return WEEKDAYS[self.weekday]

    @property
    def next(self) -> Due:
        """Return its next date."""
        return Due(self.next_day, self.next_at)

    def dates(self, zone: str | None, count: int) -> tuple[int, ...]:
        """List the moments of its next dates; none while it is paused."""
        if self.paused:
            return ()
        return (self.next_at, *(due.at for due in following(self.weekday, self.minute, zone, self.next, count - 1)))

    def renewed(self, zone: str | None, now: int) -> Self:
        """Return the same with its next date from now on, not before the day on which it was due next."""
        return self._due(next_date(self.weekday, self.minute, zone, now, self.next_day))

    def moved_on(self, zone: str | None) -> Self:
        """Return the same with the date that follows its next one."""
        return self._due(*following(self.weekday, self.minute, zone, self.next))

    def _due(self, due: Due) -> Self:
        return self.model_copy(update={"next_day": due.day, "next_at": due.at})
