"""What somebody asked for: read from a command's options or a button, and checked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from bot.core.model.errors.reader import AboutTooLong, ValueUnknown
from bot.core.model.fact import LENGTHS, STAGES, Kind
from bot.core.model.quotes import normalise

Answer = Literal["summary", "figures", "questions"]
ABOUT_MOST = 40

# For each answer: the option that narrows it, its choices (the first is what is meant without it).
PARTS: dict[Answer, tuple[str, tuple[str, ...]]] = {
    "summary": ("length", ("full", *(name for name in LENGTHS if name != "full"))),
    "figures": ("show", ("all", "numbers", "people")),
    "questions": ("stage", ("all", *STAGES)),
}
ANSWERS: tuple[Answer, ...] = ("summary", "figures", "questions")
_SHOWN: dict[str, tuple[Kind, ...]] = {
    "all": ("figure", "person"),
    "numbers": ("figure",),
    "people": ("person",),
}


@dataclass(frozen=True, slots=True)
class Request:
    """An answer that was asked for. ``article_id`` None: the current one."""

    answer: Answer
    part: str
    article_id: int | None = None
    about: str | None = None

    @property
    def kinds(self) -> tuple[Kind, ...]:
        """The kinds of fact that the answer is made of."""
        if self.answer == "figures":
            return _SHOWN[self.part]
        return ("summary",) if self.answer == "summary" else ("question",)


def make_request(answer: Answer, part: str | None, article_id: int | None = None, about: str | None = None) -> Request:
    """The request that these options make. Raises ValueUnknown or AboutTooLong."""
    option, choices = PARTS[answer]
    if part is not None and part not in choices:
        raise ValueUnknown(option, part, choices)
    word = normalise(about or "") or None
    if word and len(word.encode("utf-16-le")) // 2 > ABOUT_MOST:
        raise AboutTooLong(ABOUT_MOST)
    return Request(answer, part or choices[0], article_id, word)
