"""What each template is given: one documented type a template. A test renders every template with its type."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, dataclass_transform

from bot.core.model.article import Article
from bot.core.model.changes import FactRecord
from bot.core.model.fact import Question
from bot.core.model.notices import Notices


@dataclass_transform(frozen_default=True)
class Context:
    """Base: a typed set of names for a template; each is a frozen dataclass."""

    def __init_subclass__(cls) -> None:
        dataclass(frozen=True)(cls)


class FooterContext(Context):
    """For ``footer``: which page of how many."""

    page: int
    pages: int


@dataclass(frozen=True)
class Excerpt:
    """A passage of a quote inside its paragraph: what stands before it, the words, what stands after.

    ``before`` and ``after`` are cut at a word; ``cut_before`` and ``cut_after`` say whether they were.
    """

    paragraph: int
    remark: bool
    before: str
    words: str
    after: str
    cut_before: bool
    cut_after: bool


class ExcerptContext(Context):
    """For ``passage`` and ``place`` of ``source``: one passage of a quote."""

    excerpt: Excerpt


class SaidContext(Context):
    """For the heading of ``source``: what the answer said, without formatting."""

    said: str


class SourceContext(Context):
    """For the footer of ``source``: who says it, and what the article says of itself."""

    speaker: str | None
    article: Article


class ReadContext(Context):
    """For the heading of ``read``."""

    article: Article


class ParagraphContext(Context):
    """For an item of ``read``: a paragraph, or a part of one that is too long for a message."""

    number: int
    text: str
    remark: bool
    continued: bool


@dataclass(frozen=True)
class FieldChange:
    """A field of what changed, before and after; None: it wasn't there, or isn't any more."""

    name: str
    before: str | bool | None
    after: str | bool | None


class RefusedContext(Context):
    """For ``refused`` of ``forms``: the sentence, already in words."""

    sentence: str


class PlaceContext(Context):
    """For a place where a quote stands, or the passage that comes nearest to it."""

    excerpt: Excerpt
    number: int


class ConflictContext(Context):
    """For ``conflict`` of ``forms``: what somebody else left, by whom and when, and what differs in one's own."""

    record: FactRecord | None
    changes: Sequence[FieldChange]


class NoticesContext(Context):
    """For ``notices`` of ``forms``: what was noticed of a fact."""

    notices: Notices


class CountContext(Context):
    """For a text that only counts."""

    count: int


class ValueContext(Context):
    """For ``setting``, the line of a feature's own setting among the class settings."""

    value: Any


class PromptContext(Context):
    """For the parts of a question for the class: its article, the question, for which group (None: for all).

    ``paragraphs``: where its quote stands. ``hidden``: the quote is covered until somebody uncovers it.
    """

    article: Article
    question: Question
    group: int | None
    paragraphs: tuple[int, ...]
    hidden: bool = False


class WordsContext(Context):
    """For ``words``: one passage of such a question's quote, cut at a word's end or not, and its paragraph."""

    words: str
    cut: bool
    paragraph: int
    hidden: bool = False
