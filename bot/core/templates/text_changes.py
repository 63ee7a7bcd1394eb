"""Where two versions of a text differ, in a few words around each place. Bounded: a whole text may be another one."""

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

MOST = 20
"""How many differences are told."""
_NEAR = 3
_WIDE = 12
# Comparing takes as long as the product of both lengths; beyond this what differs is told as one piece.
_LINES_PRODUCT = 40_000
_WORDS_PRODUCT = 40_000

Span = tuple[int, int, int, int]


def differing_words(before: str, after: str) -> list[tuple[str | None, str | None]]:
    """Return the words of each difference, before and after; None: there are none on that side."""
    old = [line for line in before.split("\n") if line.strip()]
    new = [line for line in after.split("\n") if line.strip()]
    changes: list[tuple[str | None, str | None]] = []
    for i, j, k, m in _spans(old, new, _LINES_PRODUCT):
        one, two = " ".join(old[i:j]).split(), " ".join(new[k:m]).split()
        for p, q, r, s in _spans(one, two, _WORDS_PRODUCT):
            if len(changes) == MOST:
                return changes
            changes.append((_words(one, p, q), _words(two, r, s)))
    return changes


def _spans(old: Sequence[str], new: Sequence[str], product: int) -> Iterator[Span]:
    """Return the places that differ, without what both begin and end with."""
    least = min(len(old), len(new))
    first = next((i for i in range(least) if old[i] != new[i]), least)
    last = next((i for i in range(least - first) if old[-1 - i] != new[-1 - i]), least - first)
    one, two = old[first : len(old) - last], new[first : len(new) - last]
    if not one and not two:
        return
    if len(one) * len(two) > product:
        yield first, first + len(one), first, first + len(two)
        return
    for tag, i, j, k, m in SequenceMatcher(None, one, two, autojunk=False).get_opcodes():
        if tag != "equal":
            yield first + i, first + j, first + k, first + m


def _words(words: Sequence[str], start: int, end: int) -> str | None:
    first, last = max(0, start - _NEAR), min(end, start + _WIDE) + _NEAR
    text = " ".join(words[first:last])
    return f"{'… ' if first else ''}{text}{' …' if last < len(words) else ''}" if text else None
