"""Folding a text for comparing: what may be typed either way becomes one way, and no word changes.

Folded alike on both sides: Unicode NFC; kinds of quotation mark, with or without a space beside it; apostrophes,
dashes, an ellipsis and its three dots, spaced or not; letters that a PDF has as one sign, such as ``ﬁ``; any run of
white space; what can't be seen, such as soft hyphens and direction marks; and a hyphen that only ends a line.
"""

import re
import unicodedata
from array import array
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

QUOTATION_MARKS = "\u201c\u201d\u201e\u201f\u2033\u00ab\u00bb\u05f4\u300c\u300d\u300e\u300f\u301d\u301e\u301f\uff02"
APOSTROPHES = "\u2018\u2019\u201a\u201b\u2032\u2039\u203a\u02bc\u05f3\uff07`\u00b4\u1fef\u1ffd"
DASHES = "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\u05be\u2e3a\u2e3b\ufe58\ufe63\uff0d"
SPACES = (
    "\t\n\x0b\x0c\r\x1c\x1d\x1e\x1f\x85\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a"
    "\u2028\u2029\u202f\u205f\u3000"
)
# As ranges of a regular expression: soft hyphen, joiners, zero-width and direction marks, variation selectors, tags.
UNSEEN = (
    "\u00ad\u034f\u061c\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff\U000e0000-\U000e0fff"
)

_SAME = str.maketrans(
    {
        **dict.fromkeys(QUOTATION_MARKS, '"'),
        **dict.fromkeys(APOSTROPHES, "'"),
        **dict.fromkeys(DASHES, "-"),
        **dict.fromkeys(SPACES, " "),
    }
)
# NUL, which no text may have, stands in for a hyphen at a line's end until it is known what becomes of it.
_BROKEN = "\x00"
_LINE_END = re.compile(r"(?<=\S)[-\u2010\u00ad][^\S\n]*\n[^\S\n]*(?=[^\W\d_])")
_RUN = re.compile(
    rf'[ {UNSEEN}]*"[ {UNSEEN}]*|[ {UNSEEN}]{{2,}}|[{UNSEEN}]|-{{2,}}'
    r"|\.(?: \.){2,}|\.{3,}[.\u2026]*|\.{0,2}\u2026[.\u2026]*|\x00+|[\ufb00-\ufb06]"
)
# Hangul vowels and finals have no combining class and yet compose with what stands before them.
_JAMO = re.compile("[\u1160-\u11ff]")


class Edits:
    """What was put in place of spans of a text, and so which span of it a span of the outcome comes from."""

    def __init__(self, text: str, edits: Iterable[tuple[int, int, str]]) -> None:
        # The first is no edit: what stands before all of them.
        self._at, self._size = array("l", [0]), array("l", [0])
        self._start, self._end = array("l", [0]), array("l", [0])
        pieces: list[str] = []
        done = length = 0
        for start, end, new in edits:
            if text[start:end] == new:
                continue
            length += start - done
            self._at.append(length)
            self._size.append(len(new))
            self._start.append(start)
            self._end.append(end)
            pieces += (text[done:start], new)
            length += len(new)
            done = end
        self.text = "".join([*pieces, text[done:]]) if pieces else text

    def span(self, start: int, end: int) -> tuple[int, int] | None:
        """Return the span that this one comes from; None where it would cut what was replaced as one."""
        first, inside = self._edit(start)
        last, within = self._edit(end - 1)
        if 0 < inside < self._size[first] or within < self._size[last] - 1:
            return None
        begin = (
            self._start[first] if inside == 0 and self._size[first] else self._end[first] + inside - self._size[first]
        )
        finish = self._end[last] if within < self._size[last] else self._end[last] + within - self._size[last] + 1
        return begin, finish

    def _edit(self, at: int) -> tuple[int, int]:
        """Return the last edit that begins at a place or before it, and how far behind its beginning the place is."""
        i = bisect_right(self._at, at) - 1
        return i, at - self._at[i]


@dataclass(frozen=True)
class Folded:
    """A folded text, and the steps that lead back to the original."""

    text: str
    steps: tuple[Edits, ...]

    def span(self, start: int, end: int) -> tuple[int, int] | None:
        """Return the span of the original that this one comes from; None where it would cut a letter from its marks."""
        span: tuple[int, int] | None = (start, end)
        for step in reversed(self.steps):
            if span is None:
                return None
            span = step.span(*span)
        return span


def fold(text: str, hyphen: str = "") -> Folded:
    """Fold a text. ``hyphen``: what becomes of one at a line's end, as nobody can tell whether it is the word's."""
    flat = _LINE_END.sub(_mark, text).translate(_SAME)
    runs = Edits(flat, ((*found.span(), _folded(found[0], hyphen)) for found in _RUN.finditer(flat)))
    if unicodedata.is_normalized("NFC", runs.text):
        return Folded(runs.text, (runs,))
    composed = Edits(runs.text, _composed(runs.text))
    return Folded(composed.text, (runs, composed))


def breaks_words(text: str) -> bool:
    """Tell whether a hyphen stands at a line's end between letters."""
    return any(_BROKEN in _mark(found) for found in _LINE_END.finditer(text))


def _mark(found: re.Match[str]) -> str:
    before = found.string[found.start() - 1]
    letter = before.isalpha() or is_mark(before)
    return _BROKEN * len(found[0]) if letter else found[0]


def _folded(run: str, hyphen: str) -> str:
    if '"' in run:
        return '"'
    if run[0] == _BROKEN:
        return hyphen
    if run[0] == "-":
        return "-"
    if run[0] in ".\u2026":
        return "..."
    if run.isalpha():
        return unicodedata.normalize("NFKC", run)
    return " " if " " in run else ""


def is_mark(character: str) -> bool:
    """Tell whether a character is a mark, which belongs to the letter before it."""
    return unicodedata.category(character)[0] == "M"


def _belongs(character: str) -> bool:
    return bool(is_mark(character) or unicodedata.combining(character) or _JAMO.match(character))


def clusters(text: str) -> Iterator[tuple[int, int]]:
    """Find the spans that may compose on their own: a character with the marks that belong to it."""
    own = set(text)
    marks = "".join(map(re.escape, sorted(c for c in own if _belongs(c))))
    odd = "".join(map(re.escape, sorted(c for c in own if unicodedata.normalize("NFC", c) != c)))
    either = [rf"[^{marks}]?[{marks}]+"] if marks else []
    either += [f"[{odd}]"] if odd else []
    if either:
        yield from (found.span() for found in re.finditer("|".join(either), text))


def _composed(text: str) -> Iterator[tuple[int, int, str]]:
    for start, end in clusters(text):
        yield start, end, unicodedata.normalize("NFC", text[start:end])


def normalise(text: str) -> str:
    """Normalise a text for comparing quotes: no word of it changes, only how it is typed."""
    return fold(text).text.strip()
