"""Polls: who may make and close them, each vote once, and each step noted before Discord is told of it."""

from collections.abc import Sequence
from typing import NotRequired, TypedDict, Unpack

from bot.core.model.people import Who
from bot.core.rules.desk import Desk
from bot.core.store.change import Change
from bot.features.polls import queries as rows
from bot.features.polls.errors import PollAskedAgain, PollClosed, PollGone, PollVoted
from bot.features.polls.model import ANONYMOUS_HOURS, HOUR, NATIVE_HOURS, Poll

POSTING_SECONDS = 86_400
PUBLISHING_SECONDS = 60


class NewPoll(TypedDict):
    """What a poll is made of; see ``Poll``."""

    channel_id: int
    question: str
    answers: Sequence[str]
    anonymous: bool
    twice: bool
    first_id: NotRequired[int]


class PollRules:
    """The polls of servers. What Discord shows of them is the matter of ``posting``."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._polls = rows.PollQueries(desk.store)

    # --- what moderators do -------------------------------------------------------------------

    async def make(self, server_id: int, who: Who, **poll: Unpack[NewPoll]) -> Poll:
        """Note a poll that is about to be posted. Raises ModeratorsOnly."""
        async with self._desk.change(server_id, who) as change:
            return await _add(change, **poll)

    async def ask_again(
        self, server_id: int, who: Who, poll_id: int, channel_id: int, seen: int | None = None
    ) -> tuple[Poll, Poll]:
        """Close a poll, if it is open still, and note that it is asked again. Returns both.

        Raises ModeratorsOnly, PollGone, PollAskedAgain.
        """
        now = self._desk.now()
        async with self._desk.change(server_id, who) as change:
            connection = change.connection
            first = await rows.find(connection, server_id, poll_id, lock=True)
            if first is None or not first.can_ask_again:
                raise PollGone
            second = await rows.second_of(connection, first)
            if second is not None:
                if second.state != "posting" or second.since > now - PUBLISHING_SECONDS:
                    raise PollAskedAgain
                await rows.drop(connection, second)  # its process died before it was posted
            first = await rows.seen(connection, first, seen)
            if first.state == "open":
                first = await rows.close(connection, first, now, quiet=True)
            same = first.model_dump(include={"question", "answers", "anonymous", "twice"})
            second = await _add(change, channel_id=channel_id, first_id=first.id, **same)
        return first, second

    async def close(self, server_id: int, who: Who, poll_id: int, seen: int | None = None) -> Poll:
        """End the voting. ``seen``: the message that was pressed. Raises ModeratorsOnly, PollGone, PollClosed."""
        async with self._desk.change(server_id, who) as change:
            poll = await rows.find(change.connection, server_id, poll_id, lock=True)
            if poll is None or not rows.stands_on(poll, seen):
                raise PollGone
            poll = await rows.seen(change.connection, poll, seen)
            if poll.state == "open":
                poll = await rows.close(change.connection, poll, self._desk.now())
            elif poll.state != "closing":
                raise PollClosed
        return poll

    # --- what everybody does ------------------------------------------------------------------

    async def vote(self, server_id: int, who: Who, poll_id: int, answer: int, seen: int | None = None) -> None:
        """Count a vote. ``answer`` counts from 0. Raises PollGone, PollClosed, PollVoted."""
        async with self._desk.store.writing() as connection:
            poll = await rows.find(connection, server_id, poll_id, lock=True)
            if poll is None or not poll.anonymous or who.id is None or answer >= len(poll.answers):
                raise PollGone
            if not rows.stands_on(poll, seen):
                raise PollGone
            poll = await rows.seen(connection, poll, seen)
            if poll.state != "open" or poll.ends_at <= self._desk.now():
                raise PollClosed
            if not await rows.count_vote(connection, poll, who.id, answer):
                raise PollVoted

    # --- what the bot does --------------------------------------------------------------------

    async def require_askable(self, server_id: int, who: Who, poll_id: int) -> Poll:
        """Return a poll, for who may close it or ask it again. Raises ModeratorsOnly, PollGone."""
        await self._desk.require(server_id, who)
        poll = await self._polls.poll(server_id, poll_id)
        if poll is None:
            raise PollGone
        return poll

    async def posted(self, poll: Poll, message_id: int) -> Poll | None:
        """Note where people vote. None where the poll isn't waiting for that any more."""
        panel = {"panel_id": message_id} if poll.anonymous else {}
        return await self._step(poll, "posting", state="open", message_id=message_id, **panel)

    async def paneled(self, poll: Poll, panel_id: int) -> None:
        """Note where moderators close it."""
        async with self._desk.store.writing() as connection:
            await rows.change(connection, poll, panel_id=panel_id)

    async def not_posted(self, poll: Poll) -> None:
        """Take back a poll that Discord did not take."""
        async with self._desk.store.writing() as connection:
            found = await rows.find(connection, poll.server_id, poll.id, lock=True)
            if found is not None and found.state == "posting":
                await rows.drop(connection, found)

    async def close_due(self, poll: Poll) -> Poll | None:
        """End the voting of a poll whose time has come; None where somebody did meanwhile."""
        async with self._desk.store.writing() as connection:
            found = await rows.find(connection, poll.server_id, poll.id, lock=True)
            if found is None or found.state != "open":
                return None
            return await rows.close(connection, found, self._desk.now())

    async def counted(self, poll: Poll, counts: Sequence[int]) -> Poll | None:
        """Note what Discord counted; None where the poll isn't being closed."""
        return await self._step(poll, "closing", counts=list(counts))

    async def claim(self, poll: Poll) -> Poll | None:
        """Take on posting the result; None where somebody else did."""
        return await self._step(poll, "closing", state="publishing")

    async def finished(self, poll: Poll) -> None:
        """Note that a poll is done."""
        await self._step(poll, "closing", "publishing", state="closed")

    async def first_of(self, poll: Poll) -> Poll | None:
        """Find the poll that this one asks again."""
        return None if poll.first_id is None else await self._polls.poll(poll.server_id, poll.first_id)

    async def ended(self, server_id: int, poll_id: int) -> tuple[Poll, Poll | None]:
        """Return a poll that is done, and the one that it asked again, with their counts.

        Raises PollClosed where the counts aren't out: it is being closed, it waits for the second one's, or Discord has
        them alone.
        """
        poll = await self._polls.poll(server_id, poll_id)
        if poll is None or poll.state != "closed" or poll.quiet or poll.counts is None:
            raise PollClosed
        first = await self.first_of(poll)
        return poll, first if first is not None and first.counts is not None else None

    async def due(self) -> tuple[list[Poll], int | None]:
        """List the polls to be closed or finished now. Returns also when the next one ends, in seconds since 1970."""
        now = self._desk.now()
        due = await self._polls.due(now, now - POSTING_SECONDS, now - PUBLISHING_SECONDS)
        return due, await self._polls.next_end(now)

    async def _step(self, poll: Poll, *states: str, **values: object) -> Poll | None:
        """Change a poll that is in one of these states, and no other."""
        async with self._desk.store.writing() as connection:
            found = await rows.find(connection, poll.server_id, poll.id, lock=True)
            if found is None or found.state not in states:
                return None
            return await rows.change(connection, found, **values)


async def _add(change: Change, **poll: Unpack[NewPoll]) -> Poll:
    """Note a poll that is posted from now on."""
    hours = ANONYMOUS_HOURS if poll["anonymous"] else NATIVE_HOURS
    ends_at = change.at + HOUR * hours
    return await rows.add(change.connection, change.server_id, since=change.at, ends_at=ends_at, **poll)
