"""TODO."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SetupForm:
    """Open the form for how the server is set up."""


@dataclass(frozen=True, slots=True)
class ClassForm:
    """Open the form for how the class is set up."""
