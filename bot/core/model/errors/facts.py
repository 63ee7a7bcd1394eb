"""What stands between a text and a published fact."""

from bot.core.model.errors.base import Refusal


class QuoteMissing(Refusal):
    """A passage doesn't stand in the article."""

    passage: str


class QuoteCut(Refusal):
    """A passage stands in the article, but cuts a number or a word in two; ``unit`` is that, as it stands."""

    passage: str
    unit: str
    number: bool


class QuoteTwice(Refusal):
    """A passage stands in more than one place; ``places`` names their paragraphs, in order, ``more`` that not all."""

    passage: str
    places: tuple[int, ...]
    more: bool = False


class PlaceUnknown(Refusal):
    """``place`` asks for a place that the passage doesn't have."""

    place: int
    count: int


class QuoteEmpty(Refusal):
    """A fact without a quote."""


class NotInQuote(Refusal):
    """What must be the article's own words (a figure's value, a role) isn't in the quote."""

    field: str
    text: str


class NotInArticle(Refusal):
    """A speaker or an as-of with a word that the article doesn't have."""

    field: str
    word: str


class CutInQuote(Refusal):
    """What must be the article's own words is in the quote, but cuts a number or a word of it in two: ``unit``."""

    field: str
    text: str
    unit: str
    number: bool


class TooLong(Refusal):
    """A text that wouldn't fit into an answer."""

    field: str
    length: int
    most: int


class FieldMissing(Refusal):
    """A field that has to be there and isn't."""

    field: str


class FieldUnknown(Refusal):
    """A key that nothing reads: most likely a typing slip."""

    field: str
    known: tuple[str, ...]


class FieldWrong(Refusal):
    """A value that isn't of the form its field takes: text, number, paragraphs, address, table or choice."""

    field: str
    takes: str
    choices: tuple[str, ...] = ()


class LanguageWrong(Refusal):
    """What should be a language's code, such as es or es-419, and isn't: an article's, or a translation's."""

    field: str


class NotTranslated(Refusal):
    """A translation of what the fact doesn't have, or of what stays the article's own words; ``known`` can be."""

    field: str
    known: tuple[str, ...]


class ControlCharacter(Refusal):
    """A character that can't be shown, such as NUL."""

    codepoint: str
    field: str | None = None


class ParagraphsTooMany(Refusal):
    """More paragraphs than an article may have."""

    count: int
    most: int


class FactsTooMany(Refusal):
    """More facts than an article may have; ``ever``: with the retired ones."""

    count: int
    most: int
    ever: bool = False


class RemarksTooMany(Refusal):
    """More paragraphs of remarks than an article may have."""

    count: int
    most: int


class BodyEmpty(Refusal):
    """An article without a text."""


class ParagraphUnknown(Refusal):
    """``remarks`` names a paragraph that the article doesn't have."""

    paragraph: int
    count: int
