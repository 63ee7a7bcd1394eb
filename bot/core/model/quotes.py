"""Finding a quote in a body: exactly, after one normalisation that changes no word.

Normalised alike on both sides: Unicode NFC, curly and straight quotation marks, dash variants, and any run of
white space. A quote stands where its normalised characters stand, from one word's edge to another's, so that
"600 dead" is not found in "2,600 dead". Offsets that come out point into the body as it is stored.
"""

import re
import unicodedata
from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from bot.core.model.errors.facts import PlaceUnknown, QuoteEmpty, QuoteMissing, QuoteTwice
from bot.core.model.fact import Passage, Quote

_ALIKE = str.maketrans(
    {
        **dict.fromkeys("\u201c\u201d\u201e\u201f\u2033", '"'),
        **dict.fromkeys("\u2018\u2019\u201a\u201b\u2032", "'"),
        **dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212", "-"),
    }
)
_PARTED = re.compile(r"^[ \t]*\[(?:…|\.\.\.)\][ \t]*$", re.MULTILINE)
# Hangul vowels and finals have no combining class and yet compose with what stands before them.
_JAMO = re.compile("[\u1160-\u11ff]")
# Scripts that put no space between words, so that a word's edge can't be seen.
_UNSPACED = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff]")


def unify_lines(text: str) -> str:
    """Return the text with every line ending as LF; offsets count from here on."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _clusters(text: str) -> list[tuple[int, int]]:
    """Spans that compose on their own: a character with the marks that belong to it."""
    starts = [i for i, character in enumerate(text) if i == 0 or not _belongs(character)]
    return list(pairwise([*starts, len(text)]))


def _belongs(character: str) -> bool:
    mark = unicodedata.category(character)[0] == "M" or unicodedata.combining(character)
    return bool(mark or _JAMO.match(character))


def normalise(text: str) -> str:
    """Normalise a text for comparing quotes: no word of it changes, only how it is typed."""
    return " ".join(unicodedata.normalize("NFC", text).translate(_ALIKE).split())


@dataclass(frozen=True)
class _Folded:
    """A normalised text with, for each of its characters, where in the original it comes from."""

    text: str
    starts: list[int]
    ends: list[int]


def _fold(body: str) -> _Folded:
    out: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    composed = unicodedata.is_normalized("NFC", body)
    spans = ((i, i + 1) for i in range(len(body))) if composed else iter(_clusters(body))
    for start, end in spans:
        piece = body[start:end]
        if not composed:
            piece = unicodedata.normalize("NFC", piece)
        for character in piece.translate(_ALIKE):
            space = character.isspace()
            if space and out and out[-1] == " ":
                ends[-1] = end
                continue
            out.append(" " if space else character)
            starts.append(start)
            ends.append(end)
    return _Folded("".join(out), starts, ends)


def _inside_word(text: str, i: int) -> bool:
    """Tell whether cutting ``text`` before index ``i`` would cut a word or a number in two."""
    if not 0 < i < len(text):
        return False
    before, after = text[i - 1], text[i]
    if unicodedata.combining(after):
        return True
    if text[i - 1 : i + 2].lower() == "n't":
        return True  # "can" is not what "can't" says
    if before.isalnum() and after.isalnum():
        return not (_UNSPACED.match(before) or _UNSPACED.match(after))
    inner = text[i - 2 : i - 1] if before in ".," else text[i + 1 : i + 2] if after in ".," else ""
    number = before.isdigit() or (before in ".," and inner.isdigit())
    return number and (after.isdigit() or (after in ".," and inner.isdigit()))


def _places(haystack: str, needle: str) -> list[int]:
    """Return every index at which the needle stands from a word's edge to a word's edge."""
    found: list[int] = []
    at = haystack.find(needle)
    while at >= 0:
        if not _inside_word(haystack, at) and not _inside_word(haystack, at + len(needle)):
            found.append(at)
        at = haystack.find(needle, at + 1)
    return found


def stands_in(words: str, text: str) -> bool:
    """Tell whether the words stand in the text, whole, by the same normalisation as a quote."""
    needle = normalise(words)
    return bool(needle) and bool(_places(normalise(text), needle))


def paragraph_spans(body: str) -> list[tuple[int, int]]:
    """Start and end of each paragraph: parted by blank lines, or by lines where there is no blank line."""
    parted = re.compile(r"\n[^\S\n]*\n\s*" if re.search(r"\S[^\S\n]*\n[^\S\n]*\n\s*\S", body) else r"\n\s*")
    spans: list[tuple[int, int]] = []
    start = 0
    for gap in [*parted.finditer(body), None]:
        end = gap.start() if gap else len(body)
        text = body[start:end]
        if text.strip():
            left = start + len(text) - len(text.lstrip())
            spans.append((left, start + len(text.rstrip())))
        start = gap.end() if gap else end
    return spans


class Body:
    """An article's text made ready for finding quotes in it: build it once and ask it often."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.paragraphs = paragraph_spans(text)

    @cached_property
    def _folded(self) -> _Folded:
        return _fold(self.text)

    def paragraph_at(self, offset: int) -> int:
        """Return the number, from 1, of the paragraph that the offset is in."""
        return max(1, bisect_right([start for start, _ in self.paragraphs], offset))

    def paragraph(self, number: int) -> str:
        """Return the text of a paragraph by its number, from 1."""
        start, end = self.paragraphs[number - 1]
        return self.text[start:end]

    def places(self, words: str) -> list[Passage]:
        """Return every place where the words stand, in order."""
        needle = normalise(words)
        if not needle:
            raise QuoteEmpty
        passages: list[Passage] = []
        starts, ends = self._folded.starts, self._folded.ends
        for at in _places(self._folded.text, needle):
            start, end = starts[at], ends[at + len(needle) - 1]
            if start in starts[max(0, at - 1) : at] or end in ends[at + len(needle) : at + len(needle) + 1]:
                continue  # it would cut a letter from its marks
            passages.append(
                Passage(text=self.text[start:end], start=start, end=end, paragraph=self.paragraph_at(start))
            )
        return passages

    def find(self, quote: str, place: int | None = None) -> Quote:
        """Find the quote as it stands in this body.

        ``quote`` may be two passages with a line ``[…]`` between them. ``place`` (from 1) chooses where a
        passage stands more than once; a passage that stands once stays where it is.

        Raises QuoteEmpty, QuoteMissing, QuoteTwice or PlaceUnknown.
        """
        parts = _PARTED.split(quote)
        if len(parts) == 1:
            return Quote(passages=(self._one(quote, place),))
        return Quote(passages=tuple(self._one(words, place, lenient=True) for words in parts))

    def _one(self, words: str, place: int | None, *, lenient: bool = False) -> Passage:
        """Return one passage. ``lenient``: of two passages, the place belongs to the one that needs it."""
        found = self.places(words)
        if not found:
            raise QuoteMissing(passage=words.strip())
        if len(found) == 1 and (place is None or lenient):
            return found[0]
        if place is None:
            raise QuoteTwice(passage=words.strip(), places=tuple(p.paragraph for p in found))
        if not 1 <= place <= len(found):
            raise PlaceUnknown(place=place, count=len(found))
        return found[place - 1]
