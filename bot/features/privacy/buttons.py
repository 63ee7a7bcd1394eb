"""TODO."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ForgetMe:
    """Remove every link between the presser and what they proposed. ``sure`` 0: ask first."""

    sure: int
