"""What the templates of warm-ups are given. A test renders every template with its type."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.core.model.article import ArticleCard
from bot.core.model.fact import Fact
from bot.core.templates.contexts import Context
from bot.features.weekly_questions.model import Schedule


@dataclass(frozen=True)
class QuestionContext(Context):
    """For ``warm_up``: a question as it is posted, its article, and how many characters of a passage are shown.

    ``hidden``: the quote is covered until somebody uncovers it.
    """

    article: ArticleCard
    fact: Fact
    most: int
    hidden: bool = False


@dataclass(frozen=True)
class ScheduleContext(Context):
    """For ``item`` and ``done`` of ``schedule``: a warm-up, the moments of its next dates, and its article's title.

    ``title`` None: of the article that is current then. ``action``: what was done with it, of the history's, or None.
    """

    schedule: Schedule
    dates: Sequence[int]
    title: str | None
    action: str | None


@dataclass(frozen=True)
class SchedulesContext(Context):
    """For the parts of ``schedule`` around the list. ``time_zone`` None: UTC, since none was chosen."""

    total: int
    most: int
    time_zone: str | None
    page: int
    pages: int
