"""What happens at a weekday and time follows the server's clocks: with the time zone, its next dates change."""

from __future__ import annotations

from bot.core.store.change import Change
from bot.features.weekly_questions.queries import schedules_of, set_schedule


async def follow_zone(change: Change) -> None:
    """Dates the server's warm-ups anew where a change, or its undoing, has set another time zone."""
    settings = [row.after for row in change.rows if row.table == "server" and row.after]
    for zone in [after["time_zone"] for after in settings if "time_zone" in after]:
        for schedule in await schedules_of(change):
            await set_schedule(change, schedule.renewed(zone, change.at))
