"""What a student can run into who shapes a question of their own."""

from __future__ import annotations

from dataclasses import dataclass

from bot.core.model.errors.base import Refusal


@dataclass(eq=False)
class NoQuestion(Refusal):
    """A list without a single question."""


@dataclass(eq=False)
class ChosenEnough(Refusal):
    """As many questions are chosen as can be."""

    most: int


@dataclass(eq=False)
class NothingChosen(Refusal):
    """No question is chosen yet."""


@dataclass(eq=False)
class QuestionTooLong(Refusal):
    """A question that is too long to be proposed."""

    length: int
    most: int


@dataclass(eq=False)
class WordsOutside(Refusal):
    """The words that were chosen stand in the article, but not in the paragraph that was."""

    passage: str
    paragraph: int


@dataclass(eq=False)
class WordsTwice(Refusal):
    """The words that were chosen stand in more than one place; ``places`` names their paragraphs, in order."""

    passage: str
    places: tuple[int, ...]
