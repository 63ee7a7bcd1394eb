"""What moderators see of weekly questions: what was done with one, and the list with buttons under each."""

from collections.abc import Mapping, Sequence

from bot.core.templates.prompts import Prompts
from bot.core.ui.paging import pages_of
from bot.core.ui.panels import Choice, Panel, Part, turns
from bot.features.weekly_questions import buttons
from bot.features.weekly_questions.contexts import WeeklyQuestionContext, WeeklyQuestionsContext
from bot.features.weekly_questions.model import MOST_WEEKLY_QUESTIONS, WeeklyQuestion

PAGE_WEEKLY_QUESTIONS = 5
"""With three buttons in a row under each, five fit the 40 components of a message."""
SHOWN_DATES = 3


def done_panel(
    prompts: Prompts, weekly_question: WeeklyQuestion, action: str, zone: str | None, titles: Mapping[int, str]
) -> Panel:
    """Say what was done with a weekly question, with what can be done next."""
    gone = action == "weekly question removed"
    dates = () if gone else weekly_question.dates(zone, SHOWN_DATES)
    context = WeeklyQuestionContext(weekly_question, dates, titles.get(weekly_question.article_id or 0), action)
    heading, item = (prompts.render("weekly_questions", block, context) for block in ("done", "item"))
    choices = [] if gone else _buttons(weekly_question, 0)
    return Panel(heading, [Part(item)], "", [*choices, Choice(buttons.ListWeeklyQuestions(1), "weekly_questions")])


def list_panel(
    prompts: Prompts, weekly_questions: Sequence[WeeklyQuestion], zone: str | None, titles: Mapping[int, str], page: int
) -> Panel:
    """Show a page of the server's weekly questions. A page past the end is the last one."""
    pages = pages_of(len(weekly_questions), PAGE_WEEKLY_QUESTIONS)
    page = min(max(1, page), pages)
    around = WeeklyQuestionsContext(len(weekly_questions), MOST_WEEKLY_QUESTIONS, zone, page, pages)
    parts = []
    for weekly_question in weekly_questions[(page - 1) * PAGE_WEEKLY_QUESTIONS : page * PAGE_WEEKLY_QUESTIONS]:
        dates, title = weekly_question.dates(zone, SHOWN_DATES), titles.get(weekly_question.article_id or 0)
        context = WeeklyQuestionContext(weekly_question, dates, title, None)
        parts.append(Part(prompts.render("weekly_questions", "item", context), _buttons(weekly_question, page)))
    blocks = ("heading", "empty", "footer")
    heading, empty, footer = (prompts.render("weekly_questions", block, around) for block in blocks)
    return Panel(heading, parts or [Part(empty)], footer, turns(page, pages, buttons.ListWeeklyQuestions))


def _buttons(weekly_question: WeeklyQuestion, page: int) -> list[Choice]:
    remove = Choice(buttons.RemoveWeeklyQuestion(weekly_question.id, page), "remove", danger=True)
    if weekly_question.paused:
        return [Choice(buttons.ResumeWeeklyQuestion(weekly_question.id, page), "resume"), remove]
    skip = Choice(buttons.SkipDate(weekly_question.id, weekly_question.next_day.toordinal(), page), "skip_date")
    return [Choice(buttons.PauseWeeklyQuestion(weekly_question.id, page), "pause"), skip, remove]
