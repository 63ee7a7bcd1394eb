"""TODO."""

from __future__ import annotations

from bot.core.model.base import Frozen

QUOTE_MOST = 1_000


class Passage(Frozen):
    """A span of an article's body.

    ``start`` and ``end`` count code points from 0 in the stored body, end excluded; ``paragraph`` counts from 1;
    ``text`` is the article's own words, exactly as they stand there.
    """

    text: str
    start: int
    end: int
    paragraph: int


class Quote(Frozen):
    """What a fact stands on: one passage, or two that are set against each other."""

    passages: tuple[Passage, ...]

    @property
    def text(self) -> str:
        """The passages' words, as a person would write them down."""
        return "\n[…]\n".join(p.text for p in self.passages)
