"""Packs as files that people send: a zip to take away, and what somebody attached to a command.

What comes in is a stranger's: nothing is unpacked to disk, no size that a zip gives is believed, and whatever is
odd about it is refused.
"""

import re
import stat
import struct
import zlib
from dataclasses import replace
from io import BytesIO
from pathlib import Path, PurePosixPath
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from bot.core.model.article_fields import build_article, slugify
from bot.core.model.bounds import FILE_MOST, MEMBERS_MOST, UPLOAD_MOST
from bot.core.model.errors.base import Refusal
from bot.core.model.errors.facts import ControlCharacter
from bot.core.model.fact_fields import find_control
from bot.core.model.quotes import unify_lines
from bot.core.packs import errors
from bot.core.packs.reading import ARTICLE_FILE, FACTS_FILE, Pack, Problem, Reading, parse_pack
from bot.core.packs.writing import write_pack

# A name that leads out of the zip, on whatever system: from a root, with a drive, or by way of "..".
_UNSAFE = re.compile(r"^/|^[A-Za-z]:|[\\\0]|(?:^|/)\.\.(?:/|\Z)")
_UTF16 = (b"\xff\xfe", b"\xfe\xff")
# What zipfile raises for damaged and for encrypted input, besides its own.
_BROKEN = (BadZipFile, RuntimeError, OSError, EOFError, ValueError, OverflowError, struct.error, zlib.error)

_PEEK_MOST = 20_000

Read = tuple[Pack | None, list[Problem]]


def zip_pack(pack: Pack) -> bytes:
    """Return the pack's folder as a zip: the same bytes for the same pack."""
    folder = slugify(pack.slug)  # a name that every system can unpack
    buffer = BytesIO()
    with ZipFile(buffer, "w") as archive:
        for file, content in write_pack(pack).items():
            info = ZipInfo(f"{folder}/{file}", date_time=(1980, 1, 1, 0, 0, 0))
            info.create_system = 3  # whatever system this runs on
            info.external_attr = (stat.S_IFREG | 0o644) << 16
            archive.writestr(info, content, ZIP_DEFLATED, compresslevel=9)
    return buffer.getvalue()


def read_upload(name: str, data: bytes) -> Read:
    """Read the pack that an attachment holds and what is wrong with it; None where there is no article in it.

    ``name`` is the attachment's file name: ``.zip``, ``.md`` (with front matter, or a text alone) or ``.txt``.
    """
    file = re.split(r"[\\/]", name)[-1]
    stem, _, ending = file.rpartition(".")
    try:
        if len(data) > UPLOAD_MOST:
            raise errors.UploadTooBig(-(-len(data) // 1000), UPLOAD_MOST // 1000)
        match ending.lower() if stem else "":
            case "zip":
                return _read_zip(data)
            case "md" | "txt" as kind:
                return _read_text(file, data, front=kind == "md")
        raise errors.UploadKind(file)
    except Refusal as error:
        return None, [Problem(Path(file), error)]


def reading_size(name: str, data: bytes) -> int:
    """Tell about how many characters ``read_upload`` looks at: of a zip as many as it says it has, several times."""
    if not name.lower().endswith(".zip"):
        return len(data)
    try:
        unpacked = sum(info.file_size for info in ZipFile(BytesIO(data)).infolist()) if len(data) < _PEEK_MOST else 0
    except _BROKEN:
        return len(data)
    return 4 * (unpacked + len(data))


def _read_text(file: str, data: bytes, *, front: bool) -> Read:
    """Read a text alone, which is called as its file; ``front``: it may have front matter, as in a pack."""
    reading = Reading()
    decoded = reading.decode(file, data, "utf-16" if data.startswith(_UTF16) else "utf-8-sig")
    if decoded is None:
        return None, reading.problems
    text = unify_lines(decoded)
    if front and text.startswith("---\n"):
        pack, problems = parse_pack("", text, None)
        return _named(pack), [replace(problem, file=Path(file)) for problem in problems]
    try:
        article = build_article({"title": re.sub("[-_]", " ", file.rpartition(".")[0])}, text)
    except ControlCharacter as error:
        at = find_control(text)
        return None, [Problem(Path(file), error, None if at is None else text[:at].count("\n") + 1)]
    return _named(Pack("", article)), []


def _named(pack: Pack | None, folder: str = "") -> Pack | None:
    """Return the pack under its own short name, its folder's where that will do, or one made of its title."""
    if pack is None or pack.slug:
        return pack
    slug = folder if folder and slugify(folder) == folder else slugify(pack.article.title)
    return replace(pack, slug=slug)


def _read_zip(data: bytes) -> Read:
    reading = Reading()
    texts: dict[str, str] = {}
    try:
        with ZipFile(BytesIO(data)) as archive:
            members = _members(archive)
            folder = _pack_folder(members)
            for file in (ARTICLE_FILE, FACTS_FILE):
                if (info := members.get(folder / file)) is None:
                    continue
                try:
                    text = reading.decode(file, _unpack(archive, info))
                except errors.FileTooBig as error:
                    return None, [Problem(Path(file), error)]
                if text is None:
                    return None, reading.problems
                texts[file] = text
    except _BROKEN as error:
        raise errors.ZipBroken from error
    pack, problems = parse_pack("", texts[ARTICLE_FILE], texts.get(FACTS_FILE))
    return _named(pack, folder.name), problems


def _members(archive: ZipFile) -> dict[PurePosixPath, ZipInfo]:
    """Return the files in the zip by their paths. Raises ZipTooMany, ZipUnsafe or ZipBroken."""
    infos = archive.infolist()
    if len(infos) > MEMBERS_MOST:
        raise errors.ZipTooMany(len(infos), MEMBERS_MOST)
    members: dict[PurePosixPath, ZipInfo] = {}
    for info in infos:
        kind = stat.S_IFMT(info.external_attr >> 16)
        # zipfile cuts a name at a NUL, so both the name as it was and the name as it is are looked at.
        if kind not in (0, stat.S_IFREG, stat.S_IFDIR) or any(map(_UNSAFE.search, (info.orig_filename, info.filename))):
            raise errors.ZipUnsafe(info.orig_filename)
        path = PurePosixPath(info.filename)
        if path in members:
            raise errors.ZipBroken
        if not info.is_dir():
            members[path] = info
    return members


def _pack_folder(members: dict[PurePosixPath, ZipInfo]) -> PurePosixPath:
    """Return the one folder with an article in it. What systems put beside people's files is passed over."""
    found = [
        path
        for path in members
        if path.name == ARTICLE_FILE and not any(p == "__MACOSX" or p.startswith(".") for p in path.parts)
    ]
    if not found:
        raise errors.ZipPackMissing
    if len(found) > 1:
        raise errors.ZipPacksMany(tuple(str(path) for path in found))
    return found[0].parent


def _unpack(archive: ZipFile, info: ZipInfo) -> bytes:
    """Return a member's bytes, never more than a pack's file may have. Raises FileTooBig or ZipBroken."""
    # The other methods unpack a chunk without a bound: four kilobytes of bzip2 can hold 80 MB.
    if info.compress_type not in (ZIP_STORED, ZIP_DEFLATED):
        raise errors.ZipBroken
    with archive.open(info) as member:
        raw = member.read(FILE_MOST + 1)
    if max(len(raw), info.file_size) > FILE_MOST:
        raise errors.FileTooBig(-(-max(len(raw), info.file_size) // 1000), FILE_MOST // 1000)
    if len(raw) != info.file_size:
        raise errors.ZipBroken
    return raw
