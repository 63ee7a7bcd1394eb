"""What can be wrong with a pack on disk."""

from __future__ import annotations

from dataclasses import dataclass

from bot.core.model.errors.base import Refusal


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
class PackUnknown(Refusal):
    """No pack of that name where packs are looked for."""

    wanted: str
    names: tuple[str, ...]
