"""What each template is given: one documented type a template. A test renders every template with its type."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any

from bot.core.model.facts_and_articles import Article, ArticleCard, Fact


@dataclass(frozen=True)
class Context:
    """Base: a typed set of names for a template."""

    def names(self) -> dict[str, Any]:
        """The names as Jinja takes them."""
        return {f.name: getattr(self, f.name) for f in fields(self)}


@dataclass(frozen=True)
class AnswerContext(Context):
    """For the parts of ``summary``, ``figures`` and ``questions`` around the facts.

    ``part``: the length, what to show, or the stage; ``about``: the word to narrow by, or None; ``counts``: by
    kind, how many facts there are before that narrowing.
    """

    article: ArticleCard
    part: str
    about: str | None
    counts: Mapping[str, int]


@dataclass(frozen=True)
class GroupContext(Context):
    """For ``group``: the heading over a group of items, such as a stage."""

    group: str


@dataclass(frozen=True)
class ItemContext(Context):
    """For ``item``: one fact; ``fact.content`` has the fields of its kind."""

    fact: Fact


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
class ArticleContext(Context):
    """For an item of ``articles``: an article and its published facts by kind."""

    article: ArticleCard
    counts: Mapping[str, int]


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
class HelpContext(Context):
    """For ``help``: whether the reader is a moderator, and whether answers are public at first."""

    moderator: bool
    public: bool


@dataclass(frozen=True)
class PrivacyContext(Context):
    """For ``privacy``: how many articles and facts this server has, and how many facts the reader proposed.

    ``moderator``: whether the reader curates; ``erase_after_days``: how long a server's data outlasts the bot there.
    """

    articles: int
    facts: int
    proposals: int
    moderator: bool
    erase_after_days: int
