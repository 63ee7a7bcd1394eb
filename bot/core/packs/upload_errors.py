"""What can be wrong with an article that somebody uploads or types in."""

from __future__ import annotations

from dataclasses import dataclass

from bot.core.model.errors.base import Refusal


@dataclass(eq=False)
class UploadTooBig(Refusal):
    """An attachment over the size that one may have, in kilobytes."""

    size: int
    most: int


@dataclass(eq=False)
class UploadKind(Refusal):
    """An attachment whose name has another ending than those that are read."""

    name: str


@dataclass(eq=False)
class ZipBroken(Refusal):
    """Not a zip, or one that is damaged, encrypted, or packed in a way that isn't read."""


@dataclass(eq=False)
class ZipUnsafe(Refusal):
    """A name in a zip that leads out of it, or a link."""

    name: str


@dataclass(eq=False)
class ZipTooMany(Refusal):
    """A zip of more files than a pack could have."""

    count: int
    most: int


@dataclass(eq=False)
class ZipPackMissing(Refusal):
    """A zip without an ``article.md``."""


@dataclass(eq=False)
class ZipPacksMany(Refusal):
    """A zip with more than one ``article.md``; ``names`` are their paths."""

    names: tuple[str, ...]
