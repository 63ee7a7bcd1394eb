"""TODO."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ShowHistory:
    """Show a page of the history: of a fact, or of the server (0). ``fresh`` 1: in a reply of its own."""

    fact_id: int
    page: int
    fresh: int = 0
