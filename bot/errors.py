"""What can be refused, as exceptions that carry data.

The wording stands once, in ``prompts/<locale>/errors.md.j2``: one Jinja block an exception, named after
its class in snake case and given its fields. Nothing here is prose.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, fields
from typing import Any


class Refusal(Exception):
    """Something a person asked for that can't be done, with what they need to do next."""

    @property
    def code(self) -> str:
        """The name of the block that words this refusal."""
        return re.sub(r"(?<=[a-z])(?=[A-Z])", "_", type(self).__name__).lower()

    def data(self) -> dict[str, Any]:
        """The fields that the block is given."""
        return {f.name: getattr(self, f.name) for f in fields(self)}  # type: ignore[arg-type]

    def __str__(self) -> str:
        return f"{self.code} {self.data()}"


# --- what a reader can run into -----------------------------------------------------------------


@dataclass(eq=False)
class ArticleUnknown(Refusal):
    """No article of this server is called that."""

    wanted: str
    titles: tuple[str, ...]


@dataclass(eq=False)
class NoArticle(Refusal):
    """This server has no article yet."""


@dataclass(eq=False)
class ValueUnknown(Refusal):
    """An option holds a value that isn't one of its choices."""

    option: str
    wanted: str
    choices: tuple[str, ...]


@dataclass(eq=False)
class AboutTooLong(Refusal):
    """The word to narrow by is longer than a word."""

    most: int


@dataclass(eq=False)
class ArticleGone(Refusal):
    """A button speaks of an article that this server no longer has."""


@dataclass(eq=False)
class FactGone(Refusal):
    """A button speaks of a fact that is no longer published."""


@dataclass(eq=False)
class ButtonUnknown(Refusal):
    """A button of a version of the bot that wrote it differently."""


@dataclass(eq=False)
class CommandChanged(Refusal):
    """Discord sent a command in a form that the bot no longer has."""


@dataclass(eq=False)
class ShareForbidden(Refusal):
    """The presser may not send messages in this channel."""


@dataclass(eq=False)
class SharedAlready(Refusal):
    """This answer was shared before."""


@dataclass(eq=False)
class ServerOnly(Refusal):
    """Asked outside a server."""


@dataclass(eq=False)
class Unexpected(Refusal):
    """A defect or an outage; the reference stands in the log too."""

    reference: str


# --- what stands between a text and a published fact (design, section 2) ------------------------


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
class ControlCharacter(Refusal):
    """A character that can't be shown, such as NUL."""

    codepoint: str
    field: str | None = None


# --- packs on disk ------------------------------------------------------------------------------


@dataclass(eq=False)
class FileMissing(Refusal):
    """A file of a pack isn't there."""


@dataclass(eq=False)
class FileTooBig(Refusal):
    """A file over the size that a pack's file may have, in kilobytes."""

    size: int
    most: int


@dataclass(eq=False)
class FileOutside(Refusal):
    """A link that leads out of the pack's folder."""


@dataclass(eq=False)
class FileUnreadable(Refusal):
    """The operating system refused to read the file."""

    reason: str


@dataclass(eq=False)
class NotText(Refusal):
    """Bytes that aren't UTF-8."""


@dataclass(eq=False)
class NotParsed(Refusal):
    """YAML or TOML that doesn't parse; ``reason`` is the parser's."""

    format: str
    reason: str


@dataclass(eq=False)
class FrontMatterMissing(Refusal):
    """``article.md`` doesn't start with front matter."""


@dataclass(eq=False)
class BodyEmpty(Refusal):
    """An article without a text."""


@dataclass(eq=False)
class ParagraphUnknown(Refusal):
    """``remarks`` names a paragraph that the article doesn't have."""

    paragraph: int
    count: int


@dataclass(eq=False)
class PackUnknown(Refusal):
    """No pack of that name where packs are looked for."""

    wanted: str
    names: tuple[str, ...]


# --- what an operator can run into: one line and an exit status ---------------------------------


class OperatorError(Refusal):
    """Why the bot doesn't run; each has an exit status of its own."""

    status = 1


@dataclass(eq=False)
class TokenMissing(OperatorError):
    """No ``DISCORD_TOKEN``."""

    status = 2


@dataclass(eq=False)
class TokenRefused(OperatorError):
    """Discord doesn't know the token."""

    status = 3


@dataclass(eq=False)
class StoreUnreachable(OperatorError):
    """The database can't be opened. ``url`` has no password in it."""

    status = 4
    url: str
    reason: str


@dataclass(eq=False)
class StoreNewer(OperatorError):
    """The database was written by a newer version."""

    status = 5
    url: str
    revision: str


@dataclass(eq=False)
class SettingWrong(OperatorError):
    """A setting that makes no sense."""

    status = 6
    name: str
    reason: str


@dataclass(eq=False)
class DiscordUnreachable(OperatorError):
    """Discord doesn't answer."""

    status = 7
    reason: str


@dataclass(eq=False)
class ExtraMissing(OperatorError):
    """A part that is installed on its own is not installed."""

    status = 8
    extra: str
