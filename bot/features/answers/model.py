"""What somebody asked for: read from a command's options or a button, and checked."""

from dataclasses import dataclass
from typing import Annotated, Literal

from bot.core.model.errors.reader import ValueUnknown
from bot.core.model.fact import LENGTHS, STAGES, Kind
from bot.core.ui.codec import EMPTY_IS_NONE, Id
from bot.features.answers.errors import AboutTooLong

Answer = Literal["summary", "figures", "questions"]
ABOUT_MOST = 40

# For each answer: the option that narrows it, its choices (the first is what is meant without it).
PARTS: dict[Answer, tuple[str, tuple[str, ...]]] = {
    "summary": ("length", ("full", *(name for name in LENGTHS if name != "full"))),
    "figures": ("show", ("all", "numbers", "people")),
    "questions": ("stage", ("all", *STAGES)),
}
ANSWERS: tuple[Answer, ...] = tuple(PARTS)
_KINDS: dict[Answer, tuple[Kind, ...]] = {
    "summary": ("summary",),
    "figures": ("figure", "person"),
    "questions": ("question",),
}
_SHOWN: dict[str, tuple[Kind, ...]] = {"numbers": ("figure",), "people": ("person",)}


@dataclass(frozen=True, slots=True)
class AnswerChoice:
    """An answer that was asked for, as its buttons have it. ``article_id`` None: the current one.

    Raises ValueError for a part that the answer doesn't have.
    """

    answer: Answer
    article_id: Annotated[Id | None, EMPTY_IS_NONE]
    part: str
    about: Annotated[str | None, EMPTY_IS_NONE] = None

    def __post_init__(self) -> None:
        if self.part not in PARTS[self.answer][1]:
            raise ValueError(self.part)

    @property
    def kinds(self) -> tuple[Kind, ...]:
        """The kinds of fact that the answer is made of."""
        return _SHOWN.get(self.part, _KINDS[self.answer])


def choose_answer(
    answer: Answer, part: str | None, article_id: int | None = None, about: str | None = None
) -> AnswerChoice:
    """Make the choice that these options stand for. Raises ValueUnknown or AboutTooLong."""
    option, choices = PARTS[answer]
    if part is not None and part not in choices:
        raise ValueUnknown(option, part, choices)
    word = " ".join((about or "").split()) or None
    if word and len(word.encode("utf-16-le")) // 2 > ABOUT_MOST:
        raise AboutTooLong(ABOUT_MOST)
    return AnswerChoice(answer, article_id, part or choices[0], word)
