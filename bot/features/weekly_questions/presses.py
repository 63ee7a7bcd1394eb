"""What the buttons of weekly questions do, and what is shown once something was done with one."""

from bot.core.rules.library import Library
from bot.core.ui.codec import Action
from bot.core.ui.request import Press, Request
from bot.features.weekly_questions import buttons
from bot.features.weekly_questions.model import WeeklyQuestion
from bot.features.weekly_questions.panels import done_panel, list_panel
from bot.features.weekly_questions.rules import WeeklyQuestionRules


async def list_weekly_questions(request: Request, action: buttons.ListWeeklyQuestions) -> None:
    """Show a page of the server's weekly questions."""
    weekly_questions = await request.get(WeeklyQuestionRules).all(request.server_id, request.who)
    zone = (await request.desk.settings(request.server_id)).time_zone
    await request.show(list_panel(request.prompts, weekly_questions, zone, await _titles(request), action.page))


async def show_done(request: Request, done: WeeklyQuestion, action: str, page: int = 0) -> None:
    """Say what was done with one, or show the page of the list that was pressed. ``action``: the history's word."""
    if page:
        await list_weekly_questions(request, buttons.ListWeeklyQuestions(page))
        return
    zone = (await request.desk.settings(request.server_id)).time_zone
    await request.show(done_panel(request.prompts, done, action, zone, await _titles(request)))


async def _titles(request: Request) -> dict[int, str]:
    """Find the titles of the server's articles, archived or not, by their ids."""
    return {card.id: card.title for card in await request.get(Library).cards(request.server_id, archived=True)}


async def pause(request: Request, action: buttons.PauseWeeklyQuestion) -> None:
    """Stop one until it is resumed."""
    done = await request.get(WeeklyQuestionRules).pause(request.server_id, request.who, action.weekly_question_id)
    await show_done(request, done, "weekly question paused", action.page)


async def resume(request: Request, action: buttons.ResumeWeeklyQuestion) -> None:
    """Go on with one."""
    done = await request.get(WeeklyQuestionRules).resume(request.server_id, request.who, action.weekly_question_id)
    await show_done(request, done, "weekly question resumed", action.page)


async def skip(request: Request, action: buttons.SkipDate) -> None:
    """Leave out the date that was shown as the next one."""
    rules = request.get(WeeklyQuestionRules)
    done = await rules.skip(request.server_id, request.who, action.weekly_question_id, action.day or None)
    await show_done(request, done, "weekly question date skipped", action.page)


async def remove(request: Request, action: buttons.RemoveWeeklyQuestion) -> None:
    """Take one away."""
    done = await request.get(WeeklyQuestionRules).remove(request.server_id, request.who, action.weekly_question_id)
    await show_done(request, done, "weekly question removed", action.page)


PRESSES: dict[type[Action], Press] = {
    buttons.ListWeeklyQuestions: list_weekly_questions,
    buttons.PauseWeeklyQuestion: pause,
    buttons.ResumeWeeklyQuestion: resume,
    buttons.SkipDate: skip,
    buttons.RemoveWeeklyQuestion: remove,
}
