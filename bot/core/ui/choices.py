"""What options offer and take: Discord's limits, and choices read back from what it sent."""

from __future__ import annotations

from bot.core.model.fact import KINDS, Kind, State
from bot.core.ui.request import checked

MOST_CHOICES = 25
CHOICE_CHARACTERS = 100
STATES: tuple[State, ...] = ("draft", "published", "retired")


def short(text: str, most: int = CHOICE_CHARACTERS) -> str:
    """A text on one line, cut to the length of a choice."""
    line = " ".join(text.split())
    return line if len(line) <= most else line[: most - 1].rstrip() + "…"


def as_kind(text: str) -> Kind:
    """A kind of fact by its name. Raises ValueUnknown."""
    return KINDS[KINDS.index(checked("kind", text, KINDS))]


def as_state(text: str | None) -> State | None:
    """A state by its name, None for all. Raises ValueUnknown."""
    return None if text is None else STATES[STATES.index(checked("state", text, STATES))]
