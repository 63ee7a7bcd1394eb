"""Participation: how many people post in discussions, and /participation."""

from bot.core.ui.feature import Feature, Help
from bot.features.participation import tables as own
from bot.features.participation.commands import add_commands
from bot.features.participation.events import announce_counting, count_message
from bot.features.participation.forms import COUNTING
from bot.features.participation.rules import ParticipationRules

feature = Feature(
    name="participation",
    commands=add_commands,
    tables=(own.participation, own.participation_mark),
    class_settings=(COUNTING,),
    help=(Help(190, "participation", moderators=True),),
    on_message=count_message,
    on_thread_begin=announce_counting,
    on_thread_end=lambda bot, server_id, thread_id: bot.get(ParticipationRules).end(server_id, thread_id),
    each_hour=lambda bot: bot.get(ParticipationRules).tidy(),
)
