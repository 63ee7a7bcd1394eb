"""What the templates of a handout are given: on paper, in Markdown, and in the reply that it comes with."""

from dataclasses import dataclass
from typing import Literal

from bot.core.model.article import ArticleCard
from bot.core.model.article_fields import slugify
from bot.core.templates.contexts import Context

PdfState = Literal["made", "unwanted", "missing", "uncovered", "failed"]


@dataclass(frozen=True)
class HandoutLine:
    """One fact as it stands on paper; None: the fact has no such thing. Only ``text`` may have line breaks.

    ``lead``: a figure's value or a person's name; ``marks``: where its quote is printed, such as ``6a``;
    ``undated``: the as-of is relative, and the article gives no date.
    """

    text: str
    marks: tuple[str, ...]
    lead: str | None = None
    role: str | None = None
    as_of: str | None = None
    speaker: str | None = None
    stem: str | None = None
    undated: bool = False


@dataclass(frozen=True)
class HandoutSection:
    """A part of the handout: ``summary``, ``numbers``, ``people`` or a stage. ``left_out``: how many had no room."""

    name: str
    lines: tuple[HandoutLine, ...]
    left_out: int


@dataclass(frozen=True)
class HandoutSource:
    """The article's own words under their mark, with the line breaks of a poem."""

    mark: str
    words: str


class Handout(Context):
    """For ``page`` of ``handout``: all that stands on it. No section is empty; the stages come last, in their order."""

    article: ArticleCard
    sections: tuple[HandoutSection, ...]
    sources: tuple[HandoutSource, ...]

    @property
    def name(self) -> str:
        """Name its files, without what they end in."""
        return f"{slugify(self.article.slug)}-handout"

    @property
    def left_out(self) -> int:
        """Count the facts that had no room."""
        return sum(section.left_out for section in self.sections)


class LeftOutContext(Context):
    """For ``more`` of ``handout``: how many facts of a section had no room."""

    name: str
    count: int


class HandoutReplyContext(Context):
    """For ``reply`` of ``handout``: what comes with the files. ``missing``: the extra is not installed.

    ``left_out``: how many facts had no room; ``letters``: some that the fonts lack, where the PDF is ``uncovered``;
    ``reference``: where the log says why it failed.
    """

    title: str
    content_note: str | None
    pdf: PdfState
    left_out: int
    letters: tuple[str, ...] = ()
    reference: str | None = None
