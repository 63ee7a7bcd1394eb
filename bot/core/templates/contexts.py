"""What each template is given: one documented type a template. A test renders every template with its type."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from typing import Any

from bot.core.model.article import Article
from bot.core.model.changes import FactRecord


@dataclass(frozen=True)
class Context:
    """Base: a typed set of names for a template."""

    def names(self) -> dict[str, Any]:
        """The names as Jinja takes them."""
        return {f.name: getattr(self, f.name) for f in fields(self)}


@dataclass(frozen=True)
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


@dataclass(frozen=True)
class ExcerptContext(Context):
    """For ``passage`` and ``place`` of ``source``: one passage of a quote."""

    excerpt: Excerpt


@dataclass(frozen=True)
class SaidContext(Context):
    """For the heading of ``source``: what the answer said, without formatting."""

    said: str


@dataclass(frozen=True)
class SourceContext(Context):
    """For the footer of ``source``: who says it, and what the article says of itself."""

    speaker: str | None
    article: Article


@dataclass(frozen=True)
class ReadContext(Context):
    """For the heading of ``read``."""

    article: Article


@dataclass(frozen=True)
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
    before: str | None
    after: str | None


@dataclass(frozen=True)
class RefusedContext(Context):
    """For ``refused`` of ``form``: the sentence, already in words."""

    sentence: str


@dataclass(frozen=True)
class PlaceContext(Context):
    """For a place where a quote stands, or the passage that comes nearest to it."""

    excerpt: Excerpt
    number: int


@dataclass(frozen=True)
class ConflictContext(Context):
    """For ``conflict`` of ``form``: what somebody else left, by whom and when, and what differs in one's own."""

    record: FactRecord | None
    changes: Sequence[FieldChange]


@dataclass(frozen=True)
class CountContext(Context):
    """For a text that only counts."""

    count: int
