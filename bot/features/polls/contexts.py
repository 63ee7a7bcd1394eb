"""What the templates of polls are given."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.core.model.errors.reader import WhyRefused
from bot.core.templates.contexts import Context
from bot.features.polls.model import Poll

BAR = 12
"""The longest bar, in characters."""


class PollContext(Context):
    """For the parts of ``poll`` around a vote. ``round``: 0 where it is asked once, else 1 or 2.

    ``link``: the address of the poll's message, where it is known. ``why``: why Discord refused something.
    """

    poll: Poll
    round: int
    link: str | None = None
    why: WhyRefused | None = None


@dataclass(frozen=True)
class ResultLine:
    """An answer with its votes. ``before`` and ``length_before`` are None where the poll was not asked twice."""

    answer: str
    count: int
    length: int
    before: int | None = None
    length_before: int | None = None


class ResultContext(Context):
    """For the results of ``poll``; ``total_before`` is None where there is nothing to compare with."""

    question: str
    lines: Sequence[ResultLine]
    total: int
    total_before: int | None
    round: int


def poll_context(poll: Poll, link: str | None = None, why: WhyRefused | None = None) -> PollContext:
    """Say of a poll how far it is; ``link``: the address of its message; ``why``: why something was refused."""
    return PollContext(poll, _round(poll), link, why)


def result_context(poll: Poll, first: Poll | None) -> ResultContext:
    """List the votes of a poll that was counted, beside those of the first time where there was one."""
    counts = poll.counts or (0,) * len(poll.answers)
    before = first.counts if first is not None else None
    most = max(*counts, *(before or ()), 1)
    answers = zip(poll.answers, counts, strict=True)
    lines = [ResultLine(answer, count, _length(count, most)) for answer, count in answers]
    if before is not None:
        earlier = zip(lines, before, strict=True)
        lines = [replace(line, before=count, length_before=_length(count, most)) for line, count in earlier]
    return ResultContext(poll.question, lines, sum(counts), None if before is None else sum(before), _round(poll))


def _round(poll: Poll) -> int:
    if not poll.twice:
        return 0
    return 1 if poll.first_id is None else 2


def _length(count: int, most: int) -> int:
    """Measure a bar: at least one character for one vote."""
    return 0 if not count else max(1, round(BAR * count / most))
