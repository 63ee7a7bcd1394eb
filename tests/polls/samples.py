"""Examples of polls: an anonymous one that is open, and is asked twice."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import get_args

from bot.core.model.article import Article
from bot.core.model.errors.reader import WhyRefused
from bot.core.packs.reading import Pack
from bot.core.templates.contexts import Context
from bot.core.ui.codec import Action
from bot.features.polls.buttons import AskAgain, ClosePoll, Vote
from bot.features.polls.contexts import poll_context, result_context
from bot.features.polls.model import Poll
from bot.features.polls.rules import PollRules
from tests.kit.samples import Contexts, Kept, Samples, alike
from tests.kit.stock import Stock

POLL = Poll(
    server_id=1,
    id=1,
    channel_id=2,
    message_id=3,
    panel_id=3,
    question="Should it be *kept*?",
    answers=("Yes", "No", "Not sure"),
    anonymous=True,
    twice=False,
    first_id=None,
    state="open",
    quiet=False,
    since=1,
    ends_at=2,
    closed_at=None,
    counts=(3, 0, 1),
)
FIRST = POLL.model_copy(update={"twice": True, "counts": (1, 2, 1)})
SECOND = FIRST.model_copy(update={"id": 2, "first_id": 1, "counts": (3, 0, 1)})
EMPTY = POLL.model_copy(update={"counts": (0, 0, 0)})


@dataclass(frozen=True)
class Polls:
    """A poll that is open."""

    poll: int


async def _stock(held: Stock) -> None:
    rules = held.desk.get(PollRules)
    poll = await rules.make(
        held.server, held.teacher, channel_id=held.room.channel.id, question=f"Whose {held.word}?",
        answers=(f"{held.word}'s", "none's"), anonymous=True, twice=True,
    )  # fmt: skip
    await rules.posted(poll, 1)
    held.put(Polls(poll.id))


def _buttons(held: Stock, _kept: Kept) -> Sequence[Action]:
    number = held.get(Polls).poll
    return Vote(number, 0), ClosePoll(number), AskAgain(number)


def _contexts(_pack: Pack, _article: Article) -> Contexts:
    quiet = FIRST.model_copy(update={"quiet": True})
    refused: list[Context] = [
        poll_context(poll, link, why)
        for poll in (POLL, FIRST)
        for link in (None, "https://e.org")
        for why in get_args(WhyRefused)
    ]
    around: list[Context] = [
        poll_context(poll, link) for poll in (POLL, FIRST, SECOND, quiet) for link in (None, "https://e.org")
    ]
    results: list[Context] = [
        result_context(poll, first)
        for poll, first in ((POLL, None), (FIRST, None), (SECOND, None), (SECOND, FIRST), (EMPTY, None))
    ]
    return {
        **alike("polls", around, "vote", "vote_footer", "panel", "closed", "made", "done", "done_gone", "done_later"),
        **alike("polls", refused, "made_bare", "done_own"),
        ("polls", "closed_for_you"): [poll_context(POLL), *refused],
        ("polls", "voted"): [None],
        ("polls", "result"): results,
        ("polls", "picture"): results,
    }


samples = Samples(
    stock=_stock,
    commands=lambda held: {
        "poll": [
            {"question": "Why?"},
            {"question": str(held.fact), "options": "a; b", "anonymous": True, "before_and_after": True},
            {"question": "x" * 301},  # nobody is told what is wrong with it who may not ask
        ]
    },
    buttons=_buttons,
    open={Vote: "a vote is everybody's"},
    contexts=_contexts,
)
