"""Finding a quote in an article: exactly, after one normalisation that changes no word.

A quote stands where its folded characters stand, from one word's edge to another's, so that "600 dead" is not found in
"2,600 dead". Edges are judged on the text as it stands. What the body doesn't have is looked for in the title. Offsets
that come out point into the body, or the title, as it is stored.
"""

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator
from functools import cached_property
from heapq import merge
from itertools import chain, groupby, islice, pairwise
from typing import NoReturn

from bot.core.model.article import Article
from bot.core.model.edges import is_whole, unit_cut, widened
from bot.core.model.errors.facts import PlaceUnknown, QuoteCut, QuoteEmpty, QuoteMissing, QuoteTwice
from bot.core.model.fact import TITLE, Passage, Quote
from bot.core.model.folding import SPACES, UNSEEN, Folded, breaks_words, fold, normalise
from bot.core.model.word_index import WordIndex

_CUT_MOST = 3_000  # words that stand so often in a row inside other words stand nowhere by themselves
PLACES_MOST = 300  # of a passage that stands more often, so many places are named
_PARTED = re.compile(r"^[ \t]*\[(?:…|\.\.\.)\][ \t]*$", re.MULTILINE)
_LINE = re.compile(r"\S(?:[^\n]*\S)?")  # without the white space around it
_OUTER = re.compile(f"[ {SPACES}{UNSEEN}]")


def unify_lines(text: str) -> str:
    """Return the text with every line ending as LF; offsets count from here on."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


class Searched:
    """A text made ready for finding words in it: build it once and ask it often."""

    def __init__(self, text: str) -> None:
        self.text = text

    @cached_property
    def _foldings(self) -> list[tuple[str, Folded, WordIndex]]:
        """The folded text by what becomes of a hyphen at a line's end: nothing, and where there is one, a hyphen."""
        kinds = ("", "-") if breaks_words(self.text) else ("",)
        return [(kind, folded, WordIndex(folded.text)) for kind in kinds for folded in [fold(self.text, kind)]]

    def standing(self, words: str) -> Iterator[tuple[int, int]]:
        """Find, in order, every span where the words stand, whole or not. Raises QuoteEmpty."""
        if not normalise(words):
            raise QuoteEmpty
        found = [self._find(fold(words, kind).text.strip(), folded, index) for kind, folded, index in self._foldings]
        return found[0] if len(found) == 1 else (span for span, _ in groupby(merge(*found)))

    def _find(self, needle: str, folded: Folded, index: WordIndex) -> Iterator[tuple[int, int]]:
        for at in index.find(needle):
            if span := folded.span(at, at + len(needle)):
                yield _trimmed(self.text, *span)

    def spans(self, words: str) -> Iterator[tuple[int, int]]:
        """Find, in order, every span where the words stand whole. Raises QuoteEmpty."""
        cut = 0
        for span in self.standing(words):
            if is_whole(self.text, *span):
                cut = 0
                yield span
            elif (cut := cut + 1) == _CUT_MOST:
                return


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """Return a span without the space that a quotation mark at its edge was folded with."""
    while _OUTER.match(text, start, start + 1):
        start += 1
    while _OUTER.match(text, end - 1, end):
        end -= 1
    return start, end


def stands_in(words: str, text: str) -> bool:
    """Tell whether the words stand in the text, whole, by the same normalisation as a quote."""
    return bool(normalise(words)) and any(True for _ in Searched(text).spans(words))


def cut_in(words: str, text: str) -> tuple[str, bool] | None:
    """Return the number or word that the words cut in two where they stand in the text, and whether it is a number.

    None where they don't stand in it at all.
    """
    found = next(Searched(text).standing(words), None) if normalise(words) else None
    return None if found is None else unit_cut(text, *found)


def paragraph_spans(body: str) -> list[tuple[int, int]]:
    """Start and end of each paragraph: parted by blank lines, or by lines where there is no blank line."""
    lines = [line.span() for line in _LINE.finditer(body)]
    gaps = [body.count("\n", end, start) > 1 for (_, end), (start, _) in pairwise(lines)]
    if not any(gaps):
        return lines
    firsts = [0, *(i for i, gap in enumerate(gaps, 1) if gap)]
    lasts = [*(i - 1 for i in firsts[1:]), len(lines) - 1]
    return [(lines[first][0], lines[last][1]) for first, last in zip(firsts, lasts, strict=True)]


class Body(Searched):
    """An article's body, with the title that a passage may stand in too."""

    def __init__(self, text: str, title: str = "") -> None:
        super().__init__(text)
        self.title = Searched(title)
        self.paragraphs = paragraph_spans(text)
        self._starts = [start for start, _ in self.paragraphs]

    @classmethod
    def of(cls, article: Article) -> "Body":
        """Make the body of an article, with its title."""
        return cls(article.body, article.title)

    def paragraph_at(self, offset: int) -> int:
        """Return the number, from 1, of the paragraph that the offset is in."""
        return max(1, bisect_right(self._starts, offset))

    def paragraph(self, number: int) -> str:
        """Return the text of a paragraph by its number, from 1."""
        start, end = self.paragraphs[number - 1]
        return self.text[start:end]

    @cached_property
    def numbers(self) -> dict[str, list[int]]:
        """The paragraphs by their text."""
        found: defaultdict[str, list[int]] = defaultdict(list)
        for number in range(1, len(self.paragraphs) + 1):
            found[self.paragraph(number)].append(number)
        return found

    def holder(self, passage: Passage) -> str:
        """Return the text that a passage's offsets point into."""
        return self.title.text if passage.paragraph == TITLE else self.text

    def passage(self, start: int, end: int, *, in_title: bool = False) -> Passage:
        """Return what stands at a span of the body, or of the title."""
        text = self.title.text if in_title else self.text
        return Passage(
            text=text[start:end], start=start, end=end, paragraph=TITLE if in_title else self.paragraph_at(start)
        )

    def _whole(self, words: str) -> tuple[bool, Iterator[tuple[int, int]]]:
        """Find where the words stand whole: in the body, or else in the title (True)."""
        for searched in (self, self.title):
            spans = searched.spans(words)
            for first in spans:
                return searched is self.title, chain([first], spans)
        return False, iter(())

    def has_whole(self, passage: Passage) -> bool:
        """Tell whether a passage begins and ends at the edge of a word and of a number."""
        return is_whole(self.holder(passage), passage.start, passage.end)

    def places(self, words: str, most: int | None = PLACES_MOST) -> list[Passage]:
        """Return the places where the words stand, in order: in the body, or else in the title. Raises QuoteEmpty."""
        in_title, spans = self._whole(words)
        return [self.passage(*span, in_title=in_title) for span in islice(spans, most)]

    def place_of(self, passage: Passage) -> tuple[int, bool] | None:
        """Tell which of its places a passage is at, from 1, and whether it has others; None where it is at none."""
        if not normalise(passage.text):
            return None
        in_title, spans = self._whole(passage.text)
        place = count = 0
        for count, span in enumerate(spans, 1):
            if span == (passage.start, passage.end) and in_title == (passage.paragraph == TITLE):
                place = count
            if place and count > 1:
                break
        return (place, count > 1) if place else None

    def cut(self, words: str) -> Passage | None:
        """Return the passage around words that stand, but cut a number or a word: with that made whole."""
        for searched in (self, self.title):
            if found := next(searched.standing(words), None):
                return self.passage(*widened(searched.text, *found), in_title=searched is self.title)
        return None

    def find(self, quote: str, place: int | None = None) -> Quote:
        """Find the quote as it stands in this article.

        ``quote`` may be two passages with a line ``[…]`` between them. ``place`` (from 1) chooses where a
        passage stands more than once; a passage that stands once stays where it is.

        Raises QuoteEmpty, QuoteMissing, QuoteCut, QuoteTwice or PlaceUnknown.
        """
        parts = passages_of(quote)
        if len(parts) == 1:
            return Quote(passages=(self._one(quote, place),))
        return Quote(passages=tuple(self._one(words, place, lenient=True) for words in parts))

    def _one(self, words: str, place: int | None, *, lenient: bool = False) -> Passage:
        """Return one passage. ``lenient``: of two passages, the place belongs to the one that needs it."""
        found = self.places(words, 2)
        if not found:
            self._refuse(words)
        if len(found) == 1 and (place is None or lenient):
            return found[0]
        if place is None:
            found = self.places(words, PLACES_MOST + 1)
            places = tuple(passage.paragraph for passage in found[:PLACES_MOST])
            raise QuoteTwice(passage=words.strip(), places=places, more=len(found) > PLACES_MOST)
        count = 0
        in_title, spans = self._whole(words)
        for count, span in enumerate(spans, 1):
            if count == place:
                return self.passage(*span, in_title=in_title)
        raise PlaceUnknown(place=place, count=count)

    def _refuse(self, words: str) -> NoReturn:
        """Raise QuoteCut where the words stand, but not whole; else QuoteMissing."""
        for searched in (self, self.title):
            if found := next(searched.standing(words), None):
                raise QuoteCut(words.strip(), *unit_cut(searched.text, *found))
        raise QuoteMissing(passage=words.strip())


def passages_of(quote: str) -> list[str]:
    """Part a quote as it was typed into its passages."""
    return _PARTED.split(quote)
