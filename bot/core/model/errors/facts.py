"""What stands between a text and a published fact (design, section 2)."""

from __future__ import annotations

from dataclasses import dataclass

from bot.core.model.errors.base import Refusal


@dataclass(eq=False)
class QuoteMissing(Refusal):
    """A passage doesn't stand in the article."""

    passage: str


@dataclass(eq=False)
class QuoteTwice(Refusal):
    """A passage stands in more than one place; ``places`` names their paragraphs, in order."""

    passage: str
    places: tuple[int, ...]


@dataclass(eq=False)
class PlaceUnknown(Refusal):
    """``place`` asks for a place that the passage doesn't have."""

    place: int
    count: int


@dataclass(eq=False)
class QuoteEmpty(Refusal):
    """A fact without a quote."""


@dataclass(eq=False)
class NotInQuote(Refusal):
    """What must be the article's own words (a figure's value, a role) isn't in the quote."""

    field: str
    text: str


@dataclass(eq=False)
class TooLong(Refusal):
    """A text that wouldn't fit into an answer."""

    field: str
    length: int
    most: int


@dataclass(eq=False)
class FieldMissing(Refusal):
    """A field that has to be there and isn't."""

    field: str


@dataclass(eq=False)
class FieldUnknown(Refusal):
    """A key that nothing reads: most likely a typing slip."""

    field: str
    known: tuple[str, ...]


@dataclass(eq=False)
class FieldWrong(Refusal):
    """A value that isn't of the form its field takes: text, number, paragraphs, address, table or choice."""

    field: str
    takes: str
    choices: tuple[str, ...] = ()


@dataclass(eq=False)
class LanguageWrong(Refusal):
    """A table of a fact that isn't called by a language's code, such as es or es-419."""

    field: str


@dataclass(eq=False)
class NotTranslated(Refusal):
    """A translation of what the fact doesn't have, or of what stays the article's own words; ``known`` can be."""

    field: str
    known: tuple[str, ...]


@dataclass(eq=False)
class ControlCharacter(Refusal):
    """A character that can't be shown, such as NUL."""

    codepoint: str
    field: str | None = None
