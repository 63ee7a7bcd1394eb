"""Where two versions of a text differ, in a few words around each place. Bounded: a whole text may be another one."""

from collections import Counter
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

MOST = 20
"""How many differences are told."""
_NEAR = 3
_WIDE = 12
# How many pairs of lines or words are compared for one answer. Where more would be, as where one line stands again and
# again, what differs is told as one piece.
_PAIRS = 1_500_000

Span = tuple[int, int, int, int]


class _Effort:
    """What may still be spent on comparing."""

    def __init__(self) -> None:
        self.left = _PAIRS

    def spend(self, old: Sequence[str], new: Sequence[str]) -> bool:
        """Spend what comparing these takes at the very most. Returns whether that is there."""
        counts = Counter(new)
        alike = sum(counts[item] for item in old)  # the pairs that each look at all of it goes through
        needed = (alike + len(old) + len(new)) * (1 + min(len(old), len(new), alike))
        if needed > self.left:
            return False
        self.left -= needed
        return True


def differing_words(before: str, after: str) -> list[tuple[str | None, str | None]]:
    """Return the words of each difference, before and after; None: there are none on that side."""
    old = [line for line in before.split("\n") if line.strip()]
    new = [line for line in after.split("\n") if line.strip()]
    changes: list[tuple[str | None, str | None]] = []
    effort = _Effort()
    for i, j, k, m in _spans(old, new, effort):
        one, two = " ".join(old[i:j]).split(), " ".join(new[k:m]).split()
        for p, q, r, s in _spans(one, two, effort):
            if len(changes) == MOST:
                return changes
            changes.append((_words(one, p, q), _words(two, r, s)))
    return changes


def _spans(old: Sequence[str], new: Sequence[str], effort: _Effort) -> Iterator[Span]:
    """Return the places that differ, without what both begin and end with."""
    least = min(len(old), len(new))
    first = next((i for i in range(least) if old[i] != new[i]), least)
    last = next((i for i in range(least - first) if old[-1 - i] != new[-1 - i]), least - first)
    one, two = old[first : len(old) - last], new[first : len(new) - last]
    if not one and not two:
        return
    if not effort.spend(one, two):
        yield first, first + len(one), first, first + len(two)
        return
    for tag, i, j, k, m in SequenceMatcher(None, one, two, autojunk=False).get_opcodes():
        if tag != "equal":
            yield first + i, first + j, first + k, first + m


def _words(words: Sequence[str], start: int, end: int) -> str | None:
    first, last = max(0, start - _NEAR), min(end, start + _WIDE) + _NEAR
    text = " ".join(words[first:last])
    return f"{'… ' if first else ''}{text}{' …' if last < len(words) else ''}" if text else None
