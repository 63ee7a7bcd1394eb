"""What happens at a weekday and time follows the server's clocks: with the time zone, its next dates change."""

from bot.core.store.change import Change
from bot.features.weekly_questions.queries import set_weekly_question, weekly_questions_of


async def follow_zone(change: Change) -> None:
    """Date the server's weekly questions anew where a change, or its undoing, has set another time zone."""
    settings = [row.after for row in change.rows if row.table == "server" and row.after]
    for zone in [after["time_zone"] for after in settings if "time_zone" in after]:
        for weekly_question in await weekly_questions_of(change):
            await set_weekly_question(change, weekly_question.renewed(zone, change.at))
