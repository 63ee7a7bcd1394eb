"""What can be wrong with a pack on disk, and with an article that somebody uploads or types in."""

from bot.core.model.errors.base import Refusal


class FileMissing(Refusal):
    """A file of a pack isn't there."""


class FileTooBig(Refusal):
    """A file over the size that a pack's file may have, in kilobytes."""

    size: int
    most: int


class FileOutside(Refusal):
    """A link that leads out of the pack's folder."""


class FileUnreadable(Refusal):
    """The operating system refused to read the file."""

    reason: str


class NotText(Refusal):
    """Bytes that aren't UTF-8."""


class NotParsed(Refusal):
    """YAML or TOML that doesn't parse; ``reason`` is the parser's."""

    format: str
    reason: str


class NestedTooDeep(Refusal):
    """Brackets or dotted names that are nested deeper than a pack needs."""

    format: str
    most: int


class LineTooLong(Refusal):
    """A line with more characters than any text of a fact needs."""

    length: int
    most: int


class NumberTooLong(Refusal):
    """A number with more digits than any that a pack needs."""

    most: int


class TablesTooMany(Refusal):
    """More tables than all facts in all languages could have."""

    most: int


class ProblemsMany(Refusal):
    """There are more mistakes than are listed."""

    most: int


class FrontMatterTooLong(Refusal):
    """Front matter with more characters than all its fields could have."""

    length: int
    most: int


class FrontMatterMissing(Refusal):
    """``article.md`` doesn't start with front matter."""


class FactTwice(Refusal):
    """The very same fact for the second time; ``fact`` and ``line`` are those of the first, 0 where none is known."""

    fact: str
    line: int


class PackUnknown(Refusal):
    """No pack of that name where packs are looked for."""

    wanted: str
    names: tuple[str, ...]


class UploadTooBig(Refusal):
    """An attachment over the size that one may have, in kilobytes."""

    size: int
    most: int


class UploadKind(Refusal):
    """An attachment whose name has another ending than those that are read."""

    name: str


class ZipBroken(Refusal):
    """Not a zip, or one that is damaged, encrypted, or packed in a way that isn't read."""


class ZipUnsafe(Refusal):
    """A name in a zip that leads out of it, or a link."""

    name: str


class ZipTooMany(Refusal):
    """A zip of more files than a pack could have."""

    count: int
    most: int


class ZipPackMissing(Refusal):
    """A zip without an ``article.md``."""


class ZipPacksMany(Refusal):
    """A zip with more than one ``article.md``; ``names`` are their paths."""

    names: tuple[str, ...]
