"""What the buttons of polls do; see ``actions.py``."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Vote:
    """Vote in an anonymous poll. Answers count from 0."""

    poll_id: int
    answer: int


@dataclass(frozen=True, slots=True)
class ClosePoll:
    """End the voting and post the result."""

    poll_id: int


@dataclass(frozen=True, slots=True)
class AskAgain:
    """Ask the same poll the second time, after the discussion."""

    poll_id: int


PollAction = Vote | ClosePoll | AskAgain
NAMES: dict[str, type[PollAction]] = {"vote": Vote, "pollclose": ClosePoll, "pollagain": AskAgain}
