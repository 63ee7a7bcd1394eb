"""The passage that comes nearest to words that don't stand in an article: to be shown, never to be taken."""

import re
from collections import Counter, deque
from collections.abc import Iterator
from itertools import islice

from bot.core.model.edges import UNSPACED, widened
from bot.core.model.fact import Passage
from bot.core.model.quotes import Body
from bot.core.model.search import folded

# A word, or where no space parts them, a letter with the next one: letters alone are in every sentence.
_PIECE = re.compile(f"(?=([{UNSPACED}]{{1,2}}))[{UNSPACED}]|[^\\W{UNSPACED}]+")
_ENOUGH = 0.4
_WORDS_MOST = 200


def nearest(body: Body, words: str) -> Passage | None:
    """Return the span of the body, or else of the title, that shares most words with these.

    It goes from the first shared word to the last, both whole, so that it can be copied. None where less than four in
    ten are shared.
    """
    wanted = Counter(piece for _, _, piece in islice(_pieces(words), _WORDS_MOST))
    for text in (body.text, body.title.text):
        if span := _nearest(text, wanted):
            return body.passage(*widened(text, *span), in_title=text is not body.text)
    return None


def _pieces(text: str) -> Iterator[tuple[int, int, str]]:
    """Find the words of a text with their spans, folded."""
    known: dict[str, str] = {}
    for found in _PIECE.finditer(text):
        pair, (start, end) = found[1], found.span()
        if pair is not None:
            yield start, start + len(pair), pair
            continue
        word = found[0]
        if word not in known:
            known[word] = word.lower() if word.isascii() else folded(word)
        yield start, end, known[word]


def _nearest(text: str, wanted: Counter[str]) -> tuple[int, int] | None:
    """Return the span of as many pieces in a row as are wanted, of which most are."""
    size = wanted.total()
    best, span = 0, (0, 0)
    inside: Counter[str] = Counter()
    row: deque[tuple[int, int, str]] = deque()  # the wanted ones among the last pieces: number, start, piece
    shared = 0
    for i, (start, end, piece) in enumerate(_pieces(text)):
        if piece not in wanted:
            continue
        while row and row[0][0] <= i - size:
            left = row.popleft()[2]
            shared -= inside[left] <= wanted[left]
            inside[left] -= 1
        row.append((i, start, piece))
        inside[piece] += 1
        shared += inside[piece] <= wanted[piece]
        if shared > best:
            best, span = shared, (row[0][1], end)
    return span if best and best >= _ENOUGH * size else None
