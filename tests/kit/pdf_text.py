"""The text of a PDF that Typst wrote, page by page: enough of the format to read what stands on the paper."""

from __future__ import annotations

import re
import zlib

_OBJECT = re.compile(rb"(?:^|\n)(\d+) 0 obj\n(.*?)\nendobj", re.DOTALL)
_TOKEN = re.compile(rb"/(f\d+) [\d.]+ Tf|<([0-9A-Fa-f]*)>(?!>)|(\()", re.DOTALL)
_PIECE = re.compile(rb"\\([0-7]{1,3}|.)|[()]|[^\\()]+", re.DOTALL)
_LETTERS = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}


def pages_of(pdf: bytes) -> list[str]:
    """What stands on each page, in the order in which it was drawn, without the white space and hyphens that
    breaking lines adds or takes."""
    assert pdf.startswith(b"%PDF-1.")
    assert pdf.rstrip().endswith(b"%%EOF")
    objects = {int(number): content for number, content in _OBJECT.findall(pdf)}
    pages = [content for content in objects.values() if b"/Type/Page/" in content]
    return [squeezed(_page(objects, page)) for page in pages]


def squeezed(text: str) -> str:
    """A text without white space, hyphens and characters that can't be seen."""
    return re.sub("[\\s\u00ad\u2010\u2060\u200b-\u200f\u202a-\u202e\u2066-\u2069-]", "", text)


def _reference(content: bytes, name: bytes) -> int:
    found = re.search(rb"/" + name + rb" (\d+) 0 R", content)
    assert found is not None
    return int(found[1])


def _page(objects: dict[int, bytes], page: bytes) -> str:
    resources = objects[_reference(page, b"Resources")]
    fonts = {
        name: _letters(_stream(objects[_reference(objects[int(number)], b"ToUnicode")]))
        for name, number in re.findall(rb"/(f\d+) (\d+) 0 R", resources)
    }
    text = ""
    letters: dict[int, str] = {}
    content = _stream(objects[_reference(page, b"Contents")])
    at = 0
    while token := _TOKEN.search(content, at):
        at = token.end()
        if token[1]:
            letters = fonts[token[1]]
            continue
        codes = bytes.fromhex((token[2] or b"").decode())
        if token[3]:
            codes, at = _string(content, at)
        text += "".join(letters.get(int.from_bytes(codes[i : i + 2]), "\ufffd") for i in range(0, len(codes), 2))
    return text


def _string(content: bytes, at: int) -> tuple[bytes, int]:
    """The string whose opening parenthesis stands before ``at``, and where it ends; parentheses in it are balanced."""
    codes = b""
    depth = 1
    for piece in _PIECE.finditer(content, at):
        if escaped := piece[1]:
            codes += bytes([int(escaped, 8) % 256]) if escaped.isdigit() else _LETTERS.get(escaped, escaped)
            continue
        depth += {b"(": 1, b")": -1}.get(piece[0], 0)
        if not depth:
            return codes, piece.end()
        codes += piece[0]
    raise ValueError("a string that doesn't end")


def rules_of(pdf: bytes) -> int:
    """How many lines to write on there are, the two for name and date among them: they have a grey of their own."""
    objects = {int(number): content for number, content in _OBJECT.findall(pdf)}
    pages = [content for content in objects.values() if b"/Type/Page/" in content]
    return sum(_stream(objects[_reference(page, b"Contents")]).count(b"0.54901963 scn") for page in pages)


def _stream(content: bytes) -> bytes:
    packed = content.split(b"stream\n", 1)[1].rsplit(b"\nendstream", 1)[0]
    return zlib.decompress(packed) if b"/FlateDecode" in content.split(b"stream\n", 1)[0] else packed


def _letters(cmap: bytes) -> dict[int, str]:
    pairs = re.findall(rb"<([0-9A-F]{4})> <([0-9A-F]+)>", cmap)
    return {int(code, 16): bytes.fromhex(text.decode()).decode("utf-16-be") for code, text in pairs}
