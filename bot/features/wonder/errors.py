"""What a student can run into who shapes a question of their own."""

from bot.core.model.errors.base import Refusal


class NoQuestion(Refusal):
    """A list without a single question."""


class ChosenEnough(Refusal):
    """As many questions are chosen as can be."""

    most: int


class NothingChosen(Refusal):
    """No question is chosen yet."""


class QuestionTooLong(Refusal):
    """A question that is too long to be suggested."""

    length: int
    most: int


class WordsOutside(Refusal):
    """The words that were chosen stand in the article, but not in the paragraph that was."""

    passage: str
    paragraph: int


class WordsTwice(Refusal):
    """The words that were chosen stand in more than one place; ``places`` names their paragraphs, in order."""

    passage: str
    places: tuple[int, ...]
