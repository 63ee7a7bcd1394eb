"""A student's own questions: from what they typed to a list, and the place of the words they chose."""

import re
import unicodedata

from bot.core.model.errors.facts import QuoteTwice
from bot.core.model.fact import TITLE, Quote
from bot.core.model.quotes import Body, passages_of, unify_lines
from bot.core.model.search import folded
from bot.features.wonder.errors import WordsOutside, WordsTwice

CHOSEN_MOST = 3
TYPED_MOST = 4_000  # what one field of a form holds
_MARK = re.compile(r"^(?:[-+*•·–—]|\d{1,3}[.)])\s+")
_LETTER = re.compile(r"[^\W\d_]")


def clean(text: str) -> str:
    """Take the characters out that nobody can see and that a form could not show again."""
    kept = unify_lines(text)[:TYPED_MOST]
    return "".join(c for c in kept if c in "\n\t" or unicodedata.category(c) not in ("Cc", "Cs"))


def split_questions(text: str) -> list[str]:
    """Find the questions, one a line, each once; the marks of a list before them are left out."""
    found: dict[str, str] = {}
    for line in clean(text).split("\n"):
        question = _MARK.sub("", " ".join(line.split()))
        if _LETTER.search(question):
            found.setdefault(folded(question), question)
    return list(found.values())


def place_in_focus(body: Body, words: str, paragraph: int) -> int | None:
    """Tell which ``place`` finds these words in a paragraph (0: anywhere in the article); None where it needs none.

    Raises QuoteEmpty, QuoteMissing, QuoteCut, WordsOutside where they stand in other paragraphs only, and WordsTwice.
    """
    try:
        quote = body.find(words)
    except QuoteTwice as twice:
        fitting = _fitting(body, words, paragraph)
        if len(fitting) == 1 and paragraph:
            return fitting[0]
        if not fitting and paragraph:
            raise WordsOutside(twice.passage, paragraph) from None
        raise WordsTwice(twice.passage, twice.places) from None
    if paragraph and not _inside(body, quote, paragraph):
        raise WordsOutside(words.strip(), paragraph)
    return None


def _fitting(body: Body, words: str, paragraph: int) -> list[int]:
    """List the places of which every passage is in the paragraph."""
    if not paragraph:
        return []
    first, last = body.paragraphs[paragraph - 1]
    passages = [list(body.spans(part)) for part in passages_of(words)]
    found = []
    for place in range(max(map(len, passages))):
        chosen = [spans[0] if len(spans) == 1 else (*spans[place : place + 1], None)[0] for spans in passages]
        if all(span is not None and first <= span[0] and span[1] <= last for span in chosen):
            found.append(place + 1)
    return found


def _inside(body: Body, quote: Quote, paragraph: int) -> bool:
    first, last = body.paragraphs[paragraph - 1]
    return all(
        passage.paragraph != TITLE and first <= passage.start and passage.end <= last for passage in quote.passages
    )
