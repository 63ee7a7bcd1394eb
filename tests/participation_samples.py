"""For each block of the template of /participation: every form of what it may be given."""

from __future__ import annotations

from typing import Any

from bot.features.participation.contexts import ParticipationContext, ParticipationsContext


def participation_contexts() -> dict[tuple[str, str], list[Any]]:
    """For each block of the template, what it may be given."""
    shown: dict[tuple[str, str], list[Any]] = {
        ("participation", block): [ParticipationsContext(0, 0), ParticipationsContext(10, 12)]
        for block in ("heading", "empty", "footer", "announcement")
    }
    shown["participation", "item"] = [
        ParticipationContext(1, 2, count, count, ended) for count in (0, 1, 2) for ended in (True, False)
    ]
    return shown
