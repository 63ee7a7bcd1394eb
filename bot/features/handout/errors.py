"""What can keep a handout from being made."""

from bot.core.model.errors.base import Refusal


class HandoutEmpty(Refusal):
    """Nothing about the article is published, so there is nothing to hand out."""

    title: str


class FontsLack(Refusal):
    """Letters of the text that no font of the page has, some of them by way of example."""

    letters: tuple[str, ...]


class PaperFailed(Refusal):
    """The template of the page can't be typeset: an operator's own, or a defect."""

    reason: str


class NoSheetPath(Refusal):
    """A file's name that ends in neither of what a sheet is written as."""

    path: str
