"""What the templates of weekly questions are given. A test renders every template with its type."""

from collections.abc import Sequence

from bot.core.templates.contexts import Context
from bot.features.weekly_questions.model import WeeklyQuestion


class WeeklyQuestionContext(Context):
    """For ``item`` and ``done`` of ``weekly_questions``: one, the moments of its next dates, and its article's title.

    ``title`` None: of the article that is current then. ``action``: what was done with it, of the history's, or None.
    """

    weekly_question: WeeklyQuestion
    dates: Sequence[int]
    title: str | None
    action: str | None


class WeeklyQuestionsContext(Context):
    """For the parts of ``weekly_questions`` around the list. ``time_zone`` None: UTC, since none was chosen."""

    total: int
    most: int
    time_zone: str | None
    page: int
    pages: int
