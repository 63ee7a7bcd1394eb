"""TODO."""

from __future__ import annotations

from dataclasses import dataclass

from bot.core.model.errors.base import Refusal


@dataclass(eq=False)
class ArticleArchived(Refusal):
    """The article was put away."""


@dataclass(eq=False)
class PackForImport(Refusal):
    """An import takes a pack; a text alone goes elsewhere."""
