"""A poll: what it asks, what can be answered, and how far it is. Reading what a moderator typed for one."""

import unicodedata
from typing import Literal

from bot.core.model.base import Frozen
from bot.features.polls import errors

# Discord's limits on a poll, counted as it counts: in UTF-16 code units.
QUESTION_MOST = 300
ANSWERS_LEAST = 2
ANSWERS_MOST = 10
ANSWER_MOST = 55
PARTING = ";"
HOUR = 3_600
NATIVE_HOURS = 24
ANONYMOUS_HOURS = 168  # a week; the teacher closes it earlier

PollState = Literal["posting", "open", "closing", "publishing", "closed"]
"""``posting``: noted, and its message on the way. ``closing``: nobody can vote any more, the result isn't out yet.
``publishing``: the result is on the way; it is never sent again from here. ``closed``: done."""

_JOINERS = "\u200c\u200d"  # they hold emoji and letters together


class Poll(Frozen):
    """A poll of a server. Times are in seconds since 1970.

    ``message_id`` is where people vote, ``panel_id`` where moderators close it: the same message where the poll is the
    bot's own. ``twice``: it is asked again; ``first_id``: the poll that this one asks again. ``quiet``: it was closed
    to be asked again, so its result comes with the second one's. ``counts``: votes by answer, of a native poll at its
    close only.
    """

    server_id: int
    id: int
    channel_id: int
    message_id: int | None
    panel_id: int | None
    question: str
    answers: tuple[str, ...]
    anonymous: bool
    twice: bool
    first_id: int | None
    state: PollState
    quiet: bool
    since: int
    ends_at: int
    closed_at: int | None
    counts: tuple[int, ...] | None

    @property
    def can_ask_again(self) -> bool:
        """Whether this is the first of two."""
        return self.twice and self.first_id is None


def read_question(text: str) -> str:
    """Read what is asked, on one line. Raises PollQuestionEmpty, PollQuestionLong."""
    question = _line(text)
    if not question:
        raise errors.PollQuestionEmpty
    if (length := _width(question)) > QUESTION_MOST:
        raise errors.PollQuestionLong(length, QUESTION_MOST)
    return question


def read_answers(text: str) -> tuple[str, ...]:
    """Read the answers between the signs that part them. Raises PollAnswersCount, PollAnswerLong, PollAnswerTwice."""
    answers = tuple(line for line in (_line(part) for part in text.split(PARTING)) if line)
    if not ANSWERS_LEAST <= len(answers) <= ANSWERS_MOST:
        raise errors.PollAnswersCount(len(answers), ANSWERS_LEAST, ANSWERS_MOST)
    seen = set()
    for answer in answers:
        if (length := _width(answer)) > ANSWER_MOST:
            raise errors.PollAnswerLong(answer, length, ANSWER_MOST)
        if answer.casefold() in seen:
            raise errors.PollAnswerTwice(answer)
        seen.add(answer.casefold())
    return answers


def _line(text: str) -> str:
    """Put a text on one line, without control characters; Discord trims what it shows."""
    shown = "".join(c for c in text if c.isspace() or c in _JOINERS or unicodedata.category(c)[0] != "C")
    return " ".join(shown.split()) if shown.strip(_JOINERS) else ""


def _width(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2
