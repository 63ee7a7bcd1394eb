"""The option ``schedule``: what it offers while a moderator types, and what it takes."""

from __future__ import annotations

import logging
from collections.abc import Callable, Coroutine
from typing import Any

from discord.app_commands import Choice

from bot.core.model.errors.changes import ModeratorsOnly
from bot.core.model.search import folded
from bot.core.templates.prompts import Prompts
from bot.core.ui.choices import CHOICE_CHARACTERS, short
from bot.core.ui.request import Interaction, Replies, server_of
from bot.core.ui.rights import who_of
from bot.features.weekly_questions.errors import ScheduleGone
from bot.features.weekly_questions.model import Schedule

log = logging.getLogger(__name__)


def schedule_choices(replies: Replies) -> Callable[[Interaction, str], Coroutine[Any, Any, list[Choice[str]]]]:
    """Offers the server's warm-ups by day, time and channel; nothing to who isn't a moderator."""

    async def choices(interaction: Interaction, typed: str) -> list[Choice[str]]:
        prompts = replies.prompts_for(interaction)
        try:
            found = await replies.library.schedules.all(server_of(interaction), who_of(interaction))
        except ModeratorsOnly:
            return []
        except Exception:
            log.exception("the warm-ups could not be offered")  # as in article_option
            return []
        named = [(name_of(prompts, interaction, schedule), schedule.id) for schedule in found]
        return [Choice(name=name, value=str(number)) for name, number in named if folded(typed) in folded(name)]

    return choices


def name_of(prompts: Prompts, interaction: Interaction, schedule: Schedule) -> str:
    """A warm-up in one line of plain text."""
    day, time = prompts.label(f"choices.{schedule.day}"), prompts.clock(schedule.minute)
    channel = interaction.guild.get_channel(schedule.channel_id) if interaction.guild else None
    where = f" · #{channel.name}" if channel else ""
    paused = f" · {prompts.label('schedules.paused')}" if schedule.paused else ""
    end = f"{paused} ({schedule.id})"
    text = prompts.label("schedules.choice").format(day=day, time=time)
    return short(f"{text}{where}", CHOICE_CHARACTERS - len(end)) + end


def schedule_id_of(wanted: str) -> int:
    """The number of the warm-up that was chosen. Raises ScheduleGone for what is none."""
    if wanted.isascii() and wanted.isdigit() and len(wanted) < 10:
        return int(wanted)
    raise ScheduleGone
