"""Discussions: /discuss."""

from bot.core.ui.feature import Feature, Help
from bot.features.discussions import tables as own
from bot.features.discussions.buttons import AskNext, CloseDiscussion, GiveStarter
from bot.features.discussions.commands import add_commands
from bot.features.discussions.presses import ask_next, close_discussion, give_starter

feature = Feature(
    name="discussions",
    commands=add_commands,
    presses={GiveStarter: give_starter, AskNext: ask_next, CloseDiscussion: close_discussion},
    tables=(own.discussion,),
    help=(Help(160, "discussions", moderators=True),),
)
