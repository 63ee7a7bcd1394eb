"""What the bot says of an article: quotes and the four kinds of fact. Frozen, and without any I/O."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic import Field, TypeAdapter

from bot.core.model.article import Article, ArticleCard
from bot.core.model.base import HIDDEN, Frozen

Kind = Literal["summary", "figure", "person", "question"]
State = Literal["draft", "published", "retired"]
Stage = Literal["opening", "core", "closing"]
Length = Literal["brief", "full", "plain"]

KINDS: tuple[Kind, ...] = ("summary", "figure", "person", "question")
STAGES: tuple[Stage, ...] = ("opening", "core", "closing")
LENGTHS: tuple[Length, ...] = ("brief", "full", "plain")

QUOTE_MOST = 1_000
TEXT_MOST = 1_000
SHORT_MOST = 120
PROMPT_MOST = 180
TITLE = 0  # the number of the paragraph that is the title


class Passage(Frozen):
    """A span of an article's body, or of its title.

    ``start`` and ``end`` count code points from 0 in the stored body, end excluded; ``paragraph`` counts from 1, and is
    TITLE where they point into the title; ``text`` is the article's own words, exactly as they stand there.
    """

    text: str
    start: int
    end: int
    paragraph: int


class Quote(Frozen):
    """What a fact stands on: one passage, or two that are set against each other."""

    passages: tuple[Passage, ...]

    @property
    def text(self) -> str:
        """The passages' words, as a person would write them down."""
        return "\n[…]\n".join(p.text for p in self.passages)


class Stated(Frozen):
    """What every fact has: its quote, and who says it where the article doesn't say it itself.

    ``translations``: by language, such as ``es``, the fact's own texts in it by field. None where there are none, so
    that a fact without any is stored as it always was. The quote and the article's own words are never translated.
    """

    quote: Quote
    speaker: str | None = None
    translations: dict[str, dict[str, str]] | None = None


class SummaryPoint(Stated):
    """One sentence of a summary; ``brief``, ``full`` and ``plain`` are versions of the whole.

    ``plain`` is for readers of about eleven.
    """

    kind: Literal["summary"] = "summary"
    text: str
    length: Length = "full"


class Figure(Stated):
    """A number that the article gives: as written, what it counts, and as of when."""

    kind: Literal["figure"] = "figure"
    value: str
    counts: str
    as_of: str | None = None


class Person(Stated):
    """A person or an organisation, and what the article says of them."""

    kind: Literal["person"] = "person"
    name: str
    text: str
    role: str | None = None


class Question(Stated):
    """Something that the article leaves open, for a class to talk about."""

    kind: Literal["question"] = "question"
    text: str
    stage: Stage = "core"
    stem: str | None = None
    follow_up: str | None = None


Content = Annotated[SummaryPoint | Figure | Person | Question, Field(discriminator="kind")]
CONTENT: TypeAdapter[Content] = TypeAdapter(Content, config=HIDDEN)


class Fact(Frozen):
    """A fact of a server; the order in an answer is the order given."""

    id: int
    article_id: int
    state: State
    content: Content


@dataclass(frozen=True, slots=True)
class Told:
    """What an article with its published facts tells, in order, whichever server has it: without any number.

    ``card`` has the number 0; ``digest`` is the same for two that tell the same, and for those only.
    """

    card: ArticleCard
    contents: tuple[Content, ...]
    digest: str


@dataclass(frozen=True, slots=True)
class Shelf:
    """An article of a server with its published facts: what it tells, and the numbers that these have here."""

    told: Told
    article_id: int
    fact_ids: Sequence[int]

    @property
    def card(self) -> ArticleCard:
        """The article without its body."""
        return self.told.card.model_copy(update={"id": self.article_id})

    @property
    def facts(self) -> tuple[Fact, ...]:
        """The facts, in order."""
        pairs = zip(self.fact_ids, self.told.contents, strict=True)
        return tuple(
            Fact.model_construct(id=number, article_id=self.article_id, state="published", content=content)
            for number, content in pairs
        )


def tell(card: ArticleCard, contents: Iterable[Content], digest: str = "") -> Told:
    """Leave out the number of an article."""
    return Told(card.model_copy(update={"id": 0}), tuple(contents), digest)


def shelf_of(told: Told, first: int = 1) -> Shelf:
    """Number what is told by its places from ``first`` on; the article has the number before."""
    return Shelf(told, first - 1, range(first, first + len(told.contents)))


class Source(Frozen):
    """Where a fact stands: the fact with its article."""

    fact: Fact
    article: Article
