"""Weekly questions: /schedule, and posting what is due."""

from bot.core.ui.feature import Feature, Help
from bot.features.weekly_questions import tables as own
from bot.features.weekly_questions.commands import add_commands
from bot.features.weekly_questions.events import WeeklyDriver
from bot.features.weekly_questions.following_zone import follow_zone
from bot.features.weekly_questions.presses import PRESSES

feature = Feature(
    name="weekly_questions",
    commands=add_commands,
    presses=PRESSES,
    tables=(own.weekly_question, own.weekly_date),
    actions=(
        "weekly question added",
        "weekly question paused",
        "weekly question resumed",
        "weekly question date skipped",
        "weekly question removed",
        "weekly question not posted",
        "weekly question unconfirmed",
    ),
    details="weekly_questions",
    noted=("weekday", "minute", "due", "why", "needs", "missed"),
    help=(Help(180, "weekly_questions", moderators=True),),
    at_change_end=follow_zone,
    each_second=lambda bot: bot.part(WeeklyDriver).tick(),
)
