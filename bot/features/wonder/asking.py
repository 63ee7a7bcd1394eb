"""Whether what somebody typed asks something, and whether yes or no would answer it. Words decide, not meaning."""

import re
import unicodedata
from collections.abc import Callable, Set
from dataclasses import dataclass, fields
from itertools import pairwise
from typing import Literal, Self

from bot.core.model.search import folded

Asked = Literal["open", "closed", "unasked"]
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_CLAUSE = re.compile(r"[,;:.!?¿¡()…]|\s[-–—]\s")
_EARLY = 4  # among so many first words, "wonder" is "I wonder …"


@dataclass(frozen=True)
class QuestionWords:
    """The words that tell questions, as the labels ``question_words`` list them, without accents or apostrophes.

    ``asking``: what an open question begins with; ``before_asking``: what may stand before that, as in "in what way";
    ``closed``: what a closed one begins with; ``leading``: what may stand before either; ``later``: what begins a
    clause before the question's own, as in "if they leave, …"; ``wondering``: what a question may follow unmarked;
    ``supposing``: two words that open one, such as "what if". ``accented``: those of ``asking`` that have an accent,
    with it.
    """

    asking: Set[str]
    before_asking: Set[str]
    closed: Set[str]
    leading: Set[str]
    later: Set[str]
    wondering: Set[str]
    supposing: Set[tuple[str, ...]]
    accented: Set[str]

    @classmethod
    def of(cls, label: Callable[[str], str]) -> Self:
        """Read the words from the labels of a language."""

        def words(name: str) -> list[str]:
            return [_composed(word) for word in label(f"question_words.{name}").split()]

        listed = {field.name: frozenset(map(_bare, words(field.name))) for field in fields(cls)[:6]}
        accented = frozenset(word for word in words("asking") if folded(word) != word)
        return cls(**listed, supposing=frozenset({tuple(map(_bare, words("supposing")))}), accented=accented)

    def __or__(self, other: Self) -> Self:
        """Take the words of both languages: what is typed may be in either."""
        return type(self)(*(getattr(self, field.name) | getattr(other, field.name) for field in fields(self)))


def judge(typed: str, words: QuestionWords) -> Asked:
    """Tell whether a text asks an open question, a closed one, or nothing yet."""
    marked = "?" in typed or "¿" in typed
    if any(word in words.accented for word in _words(typed)):
        return "open"
    asked = typed.split("¿", 1)[-1]
    everything = [_bare(word) for word in _words(asked)]
    clauses = [said for clause in _CLAUSE.split(asked) if (said := _after_leading(clause, words))]
    if not clauses:
        return "unasked"
    heads = [_by_head(clause, words) for clause in clauses]
    if any(pair in words.supposing for pair in pairwise(everything[:_EARLY])):
        return "closed" if "closed" in heads[1:] else "open"
    for head in heads:
        if head:
            return head
    for number, word in enumerate(everything[:_EARLY], 1):
        if word in words.wondering and (wondered := _skip(everything[number:], words.leading)):
            if wondered[0] in words.later:
                return "closed"
            if found := _by_head(wondered, words):
                return found
    if marked:
        return "open" if clauses[0][0] in words.asking or everything[-1] in words.asking else "closed"
    return "unasked"


def _by_head(clause: list[str], words: QuestionWords) -> Asked | None:
    """Tell what the words that a clause begins with ask; None where they don't say."""
    if not clause:
        return None
    if clause[0] in words.later:
        return "open" if clause[0] in words.asking and (clause[1:2] or [""])[0] in words.closed else None
    if clause[0] in words.closed:
        return "closed"
    asking = _skip(clause, words.before_asking)
    return "open" if asking and asking[0] in words.asking else None


def _after_leading(clause: str, words: QuestionWords) -> list[str]:
    return _skip([_bare(word) for word in _words(clause)], words.leading)


def _skip(clause: list[str], skipped: Set[str]) -> list[str]:
    return next((clause[i:] for i, word in enumerate(clause) if word not in skipped), [])


def _words(text: str) -> list[str]:
    return _WORD.findall(_composed(text))


def _composed(text: str) -> str:
    return unicodedata.normalize("NFC", text).casefold()


def _bare(word: str) -> str:
    """Take off what many people leave out."""
    return re.sub("['’]", "", folded(word))
