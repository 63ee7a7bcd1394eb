"""TODO."""

from __future__ import annotations

from dataclasses import dataclass

from bot.core.model.errors.base import Refusal


@dataclass(eq=False)
class RemarksTooMany(Refusal):
    """More paragraphs of remarks than an article may have."""

    count: int
    most: int


@dataclass(eq=False)
class BodyEmpty(Refusal):
    """An article without a text."""


@dataclass(eq=False)
class ParagraphUnknown(Refusal):
    """``remarks`` names a paragraph that the article doesn't have."""

    paragraph: int
    count: int
