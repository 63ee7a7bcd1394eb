"""The passage that comes nearest to words that don't stand in an article: to be shown, never to be taken."""

import re
from collections import Counter

from bot.core.model.fact import Passage
from bot.core.model.quotes import Body
from bot.core.model.search import folded

_WORD = re.compile(r"\w+")
_ENOUGH = 0.4
_WORDS_MOST = 200


def nearest(body: Body, words: str) -> Passage | None:
    """Return the span that shares most words with these, from the first shared word to the last.

    None where less than four in ten are shared.
    """
    wanted = Counter(_WORD.findall(folded(words))[:_WORDS_MOST])
    size = wanted.total()
    spans = [match.span() for match in _WORD.finditer(body.text)]
    if not size or not spans:
        return None
    texts = [folded(body.text[start:end]) for start, end in spans]
    best, at = 0, 0
    inside: Counter[str] = Counter()
    shared = 0
    for i, text in enumerate(texts):
        inside[text] += 1
        shared += inside[text] <= wanted[text]
        if i >= size:
            left = texts[i - size]
            shared -= inside[left] <= wanted[left]
            inside[left] -= 1
        if shared > best:
            best, at = shared, i
    if best < _ENOUGH * size:
        return None
    first, last = max(0, at - size + 1), at
    while texts[first] not in wanted:
        first += 1
    start, end = spans[first][0], spans[last][1]
    return Passage(text=body.text[start:end], start=start, end=end, paragraph=body.paragraph_at(start))
