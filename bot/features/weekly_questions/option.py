"""The option ``schedule``: what it offers while a moderator types, and what it takes."""

from discord.app_commands import Choice

from bot.core.model.search import folded
from bot.core.ui.options import choice, chosen_number
from bot.core.ui.request import Request
from bot.features.weekly_questions.errors import WeeklyQuestionGone
from bot.features.weekly_questions.model import WeeklyQuestion
from bot.features.weekly_questions.rules import WeeklyQuestionRules


async def offer_weekly_questions(request: Request, typed: str) -> list[Choice[str]]:
    """Offer the server's weekly questions by day, time and channel. Raises ModeratorsOnly."""
    found = await request.get(WeeklyQuestionRules).all(request.server_id, request.who)
    named = [_choice(request, weekly_question) for weekly_question in found]
    return [offered for offered in named if folded(typed) in folded(offered.name)]


def _choice(request: Request, weekly_question: WeeklyQuestion) -> Choice[str]:
    prompts = request.prompts
    day, time = prompts.label(f"choices.{weekly_question.day}"), prompts.clock(weekly_question.minute)
    channel = request.guild.get_channel(weekly_question.channel_id) if request.guild else None
    where = f" · #{channel.name}" if channel else ""
    paused = f" · {prompts.label('weekly_questions.paused')}" if weekly_question.paused else ""
    text = prompts.label("weekly_questions.choice").format(day=day, time=time)
    return choice(f"{text}{where}", weekly_question.id, f"{paused} ({weekly_question.id})")


async def chosen_weekly_question(request: Request, wanted: str) -> int:
    """Read the number of the one that a moderator chose. Raises ModeratorsOnly before WeeklyQuestionGone."""
    await request.require()
    found = chosen_number(wanted)
    if found is None:
        raise WeeklyQuestionGone
    return found
