"""A student's own questions: from what they typed to a list, open or closed, and the place of the words they chose."""

import re
import unicodedata
from collections.abc import Collection

from bot.core.model.errors.facts import PlaceUnknown, QuoteEmpty, QuoteMissing, QuoteTwice
from bot.core.model.fact import Quote
from bot.core.model.quotes import Body, normalise, unify_lines
from bot.core.model.search import folded
from bot.features.wonder.errors import WordsOutside, WordsTwice

CHOSEN_MOST = 3
TYPED_MOST = 4_000  # what one field of a form holds
_MARK = re.compile(r"^(?:[-+*•·–—]|\d{1,3}[.)])\s+")
_WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)*")


def clean(text: str) -> str:
    """Take the characters out that nobody can see and that a form could not show again."""
    kept = unify_lines(text)[:TYPED_MOST]
    return "".join(c for c in kept if c in "\n\t" or unicodedata.category(c) not in ("Cc", "Cs"))


def split_questions(text: str) -> list[str]:
    """Find the questions, one a line, each once; the marks of a list before them are left out."""
    found: dict[str, str] = {}
    for line in clean(text).split("\n"):
        question = _MARK.sub("", " ".join(line.split()))
        if _WORD.search(question):
            found.setdefault(folded(question), question)
    return list(found.values())


def is_closed(question: str, closed: Collection[str], leading: Collection[str] = ()) -> bool:
    """Tell whether a question can be answered with yes or no, by the word that it begins with.

    ``closed`` are such words; ``leading`` are words that may stand before one of them, such as "and". Both are compared
    without their accents: many people leave those out.
    """
    begins, before = {folded(word) for word in closed}, {folded(word) for word in leading}
    for word in _WORD.findall(folded(normalise(question))):
        if word not in before:
            return word in begins
    return False


def place_in_focus(body: Body, words: str, paragraph: int) -> int | None:
    """Tell which ``place`` finds these words in a paragraph (0: anywhere in the article); None where it needs none.

    Raises QuoteEmpty, QuoteMissing, WordsOutside where they stand in other paragraphs only, and WordsTwice.
    """
    try:
        quote = body.find(words)
    except QuoteTwice as twice:
        fitting = _fitting(body, words, paragraph, len(twice.places))
        if len(fitting) == 1 and paragraph:
            return fitting[0]
        if not fitting and paragraph:
            raise WordsOutside(twice.passage, paragraph) from None
        raise WordsTwice(twice.passage, twice.places) from None
    if paragraph and not _inside(body, quote, paragraph):
        raise WordsOutside(words.strip(), paragraph)
    return None


def _fitting(body: Body, words: str, paragraph: int, count: int) -> list[int]:
    """List the places of which every passage is in the paragraph."""
    found = []
    for place in range(1, count + 1):
        try:
            quote = body.find(words, place)
        except (PlaceUnknown, QuoteEmpty, QuoteMissing):
            continue
        if _inside(body, quote, paragraph):
            found.append(place)
    return found


def _inside(body: Body, quote: Quote, paragraph: int) -> bool:
    first, last = body.paragraphs[paragraph - 1]
    return all(first <= passage.start and passage.end <= last for passage in quote.passages)
