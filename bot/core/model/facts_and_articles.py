"""What the bot speaks of: articles, quotes and the four kinds of fact. Frozen, and without any I/O."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

Kind = Literal["summary", "figure", "person", "question"]
State = Literal["draft", "published", "retired"]
Stage = Literal["opening", "core", "closing"]
Length = Literal["brief", "full", "plain"]

KINDS: tuple[Kind, ...] = ("summary", "figure", "person", "question")
STAGES: tuple[Stage, ...] = ("opening", "core", "closing")
LENGTHS: tuple[Length, ...] = ("brief", "full", "plain")

# Lengths in code points. They add up so that one item, every character of it escaped, fits the 4,000 characters
# of one Discord message together with its heading (see answers/pages.py); a test holds that.
TITLE_MOST = 200
TEXT_MOST = 1_000
QUOTE_MOST = 1_000
SHORT_MOST = 120
PROMPT_MOST = 180
NOTE_MOST = 150
LINK_MOST = 500
BODY_MOST = 400_000


class Frozen(BaseModel):
    """Base of all that is kept: immutable, and strict about keys."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Passage(Frozen):
    """A span of an article's body.

    ``start`` and ``end`` count code points from 0 in the stored body, end excluded; ``paragraph`` counts from 1;
    ``text`` is the article's own words, exactly as they stand there.
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


class Article(Frozen):
    """A text that a class reads. What the text doesn't give is None, never guessed.

    ``remarks`` are the paragraphs (from 1) that are the writer's own words around a text that they pass on.
    """

    title: str
    language: str = "en"
    body: str
    source: str | None = None
    link: str | None = None
    byline: str | None = None
    date: str | None = None
    content_note: str | None = None
    remarks: tuple[int, ...] = ()


class ArticleRow(Frozen):
    """An article as a server has it. ``slug`` is its short name there; ``archived``: put away, not answered from."""

    id: int
    slug: str
    archived: bool = False
    article: Article

    @staticmethod
    def names() -> tuple[str, ...]:
        """The columns that a change may touch."""
        return ("slug", "archived", *Article.model_fields)

    @property
    def columns(self) -> dict[str, Any]:
        """Its columns as a change keeps them."""
        return {"slug": self.slug, "archived": self.archived, **self.article.model_dump(mode="json")}

    @classmethod
    def from_columns(cls, article_id: int, columns: Mapping[str, Any]) -> ArticleRow:
        """The article that these columns make."""
        own = {name: columns[name] for name in Article.model_fields}
        own["remarks"] = tuple(own["remarks"])
        return cls(id=article_id, slug=columns["slug"], archived=columns["archived"], article=Article(**own))


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
    """Something that the article leaves open, as a prompt for a discussion."""

    kind: Literal["question"] = "question"
    text: str
    stage: Stage = "core"
    stem: str | None = None
    follow_up: str | None = None


Content = Annotated[SummaryPoint | Figure | Person | Question, Field(discriminator="kind")]


class ArticleCard(Frozen):
    """An article as a list shows it, without its body. ``id`` counts within its server."""

    id: int
    slug: str
    title: str
    language: str
    source: str | None
    link: str | None
    byline: str | None
    date: str | None
    content_note: str | None
    current: bool
    archived: bool = False


class Fact(Frozen):
    """A fact of a server. ``id`` counts within the server; the order in an answer is the order given."""

    id: int
    article_id: int
    state: State
    content: Content


class Shelf(Frozen):
    """An article of a server with its published facts, in order.

    ``digest`` is the same for two shelves that are equal, and for those only.
    """

    card: ArticleCard
    facts: tuple[Fact, ...]
    digest: str


class Listed(Frozen):
    """An article in a list, with how many published facts it has of each kind."""

    card: ArticleCard
    counts: dict[str, int]


class Source(Frozen):
    """Where a fact stands: the fact with its article."""

    fact: Fact
    article: Article


class ServerSettings(Frozen):
    """How a server is set up. ``answers_public`` None: as the operator of the bot chose.

    ``channels``: by channel, the id of the article that is current there. ``language``: a locale such as ``es``, for
    what is posted for the class; ``time_zone``: a name of the IANA database. ``count_participation``: whether
    discussions count who posts; ``hide_behind_note``: whether what stands under a content note is shown on demand only.
    """

    current_article_id: int | None = None
    answers_public: bool | None = None
    log_channel_id: int | None = None
    editor_roles: tuple[int, ...] = ()
    channels: dict[int, int] = Field(default_factory=dict)
    language: str | None = None
    time_zone: str | None = None
    count_participation: bool = False
    hide_behind_note: bool = False


class Proposal(Frozen):
    """A fact that a student proposed, and how it fared: what was decided, None while it waits, and why."""

    fact_id: int
    content: Content
    state: State
    at: int
    decision: str | None
    reason: str | None


class Discussion(Frozen):
    """A question that a server talks about, or did: where it was posted, and how far that has come.

    ``state``: ``opening`` from before anything is posted until it is known where it stands, then ``open``, then
    ``closed``. ``thread_id`` and ``message_id`` (of the prompt) are None while it is opening. ``group_number``: the
    number of the group that it was posted for; ``after_id``: the discussion whose button asked for it. ``at`` and
    ``closed_at`` in seconds since 1970.
    """

    id: int
    article_id: int
    fact_id: int
    channel_id: int
    thread_id: int | None = None
    message_id: int | None = None
    group_number: int | None = None
    after_id: int | None = None
    state: Literal["opening", "open", "closed"] = "opening"
    at: int
    closed_at: int | None = None


class Counted(Frozen):
    """A discussion with how many people posted in it, and how many messages.

    ``ended_at``: since when it is counted no more, None while it is.
    """

    thread_id: int
    at: int
    people: int
    messages: int
    ended_at: int | None
