"""Finding words in one text many times: by the rarest of their words, once so many were looked for."""

import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cached_property

_OFTEN = 30  # searches from which on it pays to know where each word stands
_WORD = re.compile("[^ ]+")


class WordIndex:
    """A text in which words are parted by single spaces."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._asked = 0

    @cached_property
    def _places(self) -> dict[str, list[int]]:
        places: defaultdict[str, list[int]] = defaultdict(list)
        for found in _WORD.finditer(self._text):
            places[found[0]].append(found.start())
        return places

    def find(self, needle: str) -> Iterator[int]:
        """Find every index at which a needle stands, in order."""
        self._asked += 1
        # Those between two spaces are whole words of the text too.
        inner = needle.find(" "), needle.rfind(" ")
        if self._asked <= _OFTEN or inner[0] == inner[1]:
            yield from self._find(needle)
            return
        words = _WORD.finditer(needle, inner[0], inner[1])
        rarest = min(words, key=lambda word: len(self._places.get(word[0], ())))
        for at in self._places.get(rarest[0], ()):
            if self._text.startswith(needle, at - rarest.start()) and at >= rarest.start():
                yield at - rarest.start()

    def _find(self, needle: str) -> Iterator[int]:
        at = self._text.find(needle)
        while at >= 0:
            yield at
            at = self._text.find(needle, at + 1)
