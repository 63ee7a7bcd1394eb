"""Polls: /poll."""

from bot.core.ui.feature import Feature, Help
from bot.features.polls import tables as own
from bot.features.polls.buttons import AskAgain, ClosePoll, Vote
from bot.features.polls.commands import add_commands
from bot.features.polls.events import PollCloser
from bot.features.polls.presses import ask_again, close_poll, vote

feature = Feature(
    name="polls",
    commands=add_commands,
    presses={Vote: vote, ClosePoll: close_poll, AskAgain: ask_again},
    tables=(own.poll, own.poll_key, own.poll_mark),
    help=(Help(170, "polls", moderators=True),),
    each_second=lambda bot: bot.part(PollCloser).tick(),
)
