"""What can keep a handout from being made."""

from __future__ import annotations

from dataclasses import dataclass

from bot.core.model.errors.base import Refusal


@dataclass(eq=False)
class HandoutEmpty(Refusal):
    """Nothing about the article is published, so there is nothing to hand out."""

    title: str


@dataclass(eq=False)
class PaperFailed(Refusal):
    """The template of the page can't be typeset: an operator's own, or a defect."""

    reason: str
