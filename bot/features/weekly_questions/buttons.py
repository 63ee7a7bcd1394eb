"""What the buttons of weekly questions do. ``page``: of the list that is shown again, 0 for none."""

from bot.core.ui.codec import Action, Number


class ListWeeklyQuestions(Action, code="schedules"):
    """Show a page of the server's weekly questions."""

    page: Number


class _OneWeeklyQuestion(Action):
    """Base of what is done with one of them."""

    weekly_question_id: Number
    page: Number


class PauseWeeklyQuestion(_OneWeeklyQuestion, code="pause"):
    """Stop a weekly question until it is resumed."""


class ResumeWeeklyQuestion(_OneWeeklyQuestion, code="resume"):
    """Go on with a weekly question."""


class RemoveWeeklyQuestion(_OneWeeklyQuestion, code="unschedule"):
    """Take a weekly question away."""


class SkipDate(Action, code="skip"):
    """Leave out a date: the one on that day, so that a second press doesn't leave out another.

    ``day`` is the number of a day, as ``date.toordinal`` counts; 0: whichever comes next.
    """

    weekly_question_id: Number
    day: Number
    page: Number
