"""What features have done at certain moments of a change."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from bot.core.model.changes import Entry
from bot.core.store.change import Change


@dataclass(frozen=True)
class Hooks:
    """``at_change_end``: before a change is committed. ``at_undo``: when a change is taken back; given that change."""

    at_change_end: tuple[Callable[[Change], Awaitable[None]], ...] = ()
    at_undo: tuple[Callable[[Change, Entry], Awaitable[None]], ...] = ()
