"""Packs as files that people send: a zip to take away, and what somebody attached to a command.

What comes in is a stranger's: nothing is unpacked to disk, no size that a zip gives is believed, and whatever is
odd about it is refused.
"""

from __future__ import annotations

import re
import stat
import struct
import zlib
from collections.abc import Callable
from io import BytesIO
from pathlib import Path, PurePosixPath
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from bot.core.model.article_fields import build_article, find_control, slugify
from bot.core.model.errors.base import Refusal
from bot.core.model.errors.facts import ControlCharacter
from bot.core.model.quotes import unify_lines
from bot.core.packs.errors import FileTooBig, NotText
from bot.core.packs.reading import ARTICLE_FILE, FACTS_FILE, FILE_MOST, Pack, Problem, parse_pack
from bot.core.packs.upload_errors import (
    UploadKind,
    UploadTooBig,
    ZipBroken,
    ZipPackMissing,
    ZipPacksMany,
    ZipTooMany,
    ZipUnsafe,
)
from bot.core.packs.writing import write_pack

UPLOAD_MOST = 1_000_000
MEMBERS_MOST = 200
_CHUNK = 64_000
_UTF16 = (b"\xff\xfe", b"\xfe\xff")
# What zipfile raises for damaged and for encrypted input, besides its own.
_BROKEN = (BadZipFile, RuntimeError, OSError, EOFError, ValueError, OverflowError, struct.error, zlib.error)

Read = tuple[Pack | None, list[Problem]]


def zip_pack(pack: Pack) -> bytes:
    """The pack's folder as a zip: the same bytes for the same pack."""
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
    """The pack that an attachment holds and what is wrong with it; None where there is no article in it.

    ``name`` is the attachment's file name: ``.zip``, ``.md`` (with front matter, or a text alone) or ``.txt``.
    """
    file = re.split(r"[\\/]", name)[-1]
    stem, _, ending = file.rpartition(".")
    try:
        if len(data) > UPLOAD_MOST:
            raise UploadTooBig(-(-len(data) // 1000), UPLOAD_MOST // 1000)
        match ending.lower() if stem else "":
            case "zip":
                return _read_zip(data)
            case "md":
                return _read_text(file, stem, data, _read_front)
            case "txt":
                return _read_text(file, stem, data, _read_bare)
        raise UploadKind(file)
    except Refusal as error:
        return None, [Problem(Path(file), error)]


def _read_text(file: str, stem: str, data: bytes, read: Callable[[str, str, str], Read]) -> Read:
    text, problems = _decode(file, data, "utf-16" if data.startswith(_UTF16) else "utf-8-sig")
    return (None, problems) if text is None else read(file, stem, unify_lines(text))


def _decode(file: str, data: bytes, encoding: str = "utf-8-sig") -> tuple[str | None, list[Problem]]:
    try:
        return data.decode(encoding), []
    except UnicodeDecodeError as error:
        return None, [Problem(Path(file), NotText(), error.object[: error.start].count(b"\n") + 1)]


def _read_front(file: str, stem: str, text: str) -> Read:
    """A Markdown file: an article as in a pack where it has front matter."""
    if not text.startswith("---\n"):
        return _read_bare(file, stem, text)
    pack, problems = parse_pack("", text, None)
    return _named(pack), [Problem(Path(file), p.error, p.line, p.fact) for p in problems]


def _read_bare(file: str, stem: str, text: str) -> Read:
    """A text and nothing else: it is called as its file."""
    try:
        article = build_article({"title": re.sub("[-_]", " ", stem)}, text)
    except ControlCharacter as error:
        at = find_control(text, lines=True)
        return None, [Problem(Path(file), error, None if at is None else text[:at].count("\n") + 1)]
    return _named(Pack("", article)), []


def _named(pack: Pack | None, folder: str = "") -> Pack | None:
    """The pack under its folder's name where that will do as a short name, else under one made of its title."""
    if pack is None:
        return None
    slug = folder if folder and slugify(folder) == folder else slugify(pack.article.title)
    return Pack(slug, pack.article, pack.facts)


def _read_zip(data: bytes) -> Read:
    texts: dict[str, str] = {}
    try:
        with ZipFile(BytesIO(data)) as archive:
            members = _members(archive)
            folder = _pack_folder(members)
            for file in (ARTICLE_FILE, FACTS_FILE):
                if (info := members.get(folder / file)) is None:
                    continue
                try:
                    text, problems = _decode(file, _unpack(archive, info))
                except FileTooBig as error:
                    return None, [Problem(Path(file), error)]
                if text is None:
                    return None, problems
                texts[file] = text
    except _BROKEN as error:
        raise ZipBroken from error
    pack, problems = parse_pack("", texts[ARTICLE_FILE], texts.get(FACTS_FILE))
    return _named(pack, folder.name), problems


def _members(archive: ZipFile) -> dict[PurePosixPath, ZipInfo]:
    """The files in the zip by their paths. Raises ZipTooMany, ZipUnsafe or ZipBroken."""
    infos = archive.infolist()
    if len(infos) > MEMBERS_MOST:
        raise ZipTooMany(len(infos), MEMBERS_MOST)
    members: dict[PurePosixPath, ZipInfo] = {}
    for info in infos:
        kind = stat.S_IFMT(info.external_attr >> 16)
        # zipfile cuts a name at a NUL, so both the name as it was and the name as it is are looked at.
        if kind not in (0, stat.S_IFREG, stat.S_IFDIR) or any(map(_unsafe, (info.orig_filename, info.filename))):
            raise ZipUnsafe(info.orig_filename)
        path = PurePosixPath(info.filename)
        if path in members:
            raise ZipBroken
        if not info.is_dir():
            members[path] = info
    return members


def _unsafe(name: str) -> bool:
    """Whether a name leads out of the zip, on whatever system."""
    return (
        name.startswith("/")
        or "\\" in name
        or "\0" in name
        or bool(re.match(r"[A-Za-z]:", name))
        or ".." in name.split("/")
    )


def _pack_folder(members: dict[PurePosixPath, ZipInfo]) -> PurePosixPath:
    """The one folder with an article in it. What systems put beside people's files is passed over."""
    found = [
        path
        for path in members
        if path.name == ARTICLE_FILE and not any(p == "__MACOSX" or p.startswith(".") for p in path.parts)
    ]
    if not found:
        raise ZipPackMissing
    if len(found) > 1:
        raise ZipPacksMany(tuple(str(path) for path in found))
    return found[0].parent


def _unpack(archive: ZipFile, info: ZipInfo) -> bytes:
    """A member's bytes, never more than a pack's file may have. Raises FileTooBig or ZipBroken."""
    # The other methods unpack a chunk without a bound: four kilobytes of bzip2 can hold 80 MB.
    if info.compress_type not in (ZIP_STORED, ZIP_DEFLATED):
        raise ZipBroken
    raw = bytearray()
    with archive.open(info) as member:
        while len(raw) <= FILE_MOST and (chunk := member.read(_CHUNK)):
            raw += chunk
    if max(len(raw), info.file_size) > FILE_MOST:
        raise FileTooBig(-(-max(len(raw), info.file_size) // 1000), FILE_MOST // 1000)
    if len(raw) != info.file_size:
        raise ZipBroken
    return bytes(raw)
