"""Small frozen things as short text and back: ``name:field:field``, for a ``custom_id``.

What comes back from Discord is read strictly: a number that the store can't hold, or a word that is none of the
choices, is no reading at all.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import fields
from typing import Any

from bot.core.model.fact import KINDS

ID_MOST = 2**31  # PostgreSQL's integers end here
SNOWFLAKE_MOST = 2**63

Kept = int | None
Snowflake = int


def number(text: str, most: int = ID_MOST) -> int:
    """A number from 0 that the store can hold. Raises ValueError."""
    if not (text.isascii() and text.isdigit() and len(text) < 20 and int(text) < most):
        raise ValueError(text)
    return int(text)


def _choice(*names: str) -> Callable[[str], str]:
    def read(text: str) -> str:
        if text not in names:
            raise ValueError(text)
        return text

    return read


def _or_none(read: Callable[[str], Any]) -> Callable[[str], Any]:
    return lambda text: read(text) if text else None


_READERS: dict[str, Callable[[str], Any]] = {
    "int": number,
    "Kept": _or_none(number),
    "Snowflake": lambda text: number(text, SNOWFLAKE_MOST),
    "Kind": _choice(*KINDS),
    "Kind | None": _or_none(_choice(*KINDS)),
    "State | None": _or_none(_choice("draft", "published", "retired")),
    "Step": _choice("retire", "restore", "up", "down"),
    "WonderStep": _choice("write", "sort", "improve", "choose", "send"),
}


def to_text(name: str, thing: Any) -> str:
    """The thing as text, its fields in order; None is empty."""
    values = [getattr(thing, field.name) for field in fields(thing)]
    return ":".join([name, *("" if value is None else str(value) for value in values)])


def from_text(text: str, kinds: Mapping[str, type[Any]]) -> Any:
    """The thing of one of these kinds. Raises ValueError or KeyError."""
    name, *values = text.split(":")
    kind = kinds[name]
    readers = [_READERS[str(field.type)] for field in fields(kind)]
    if len(values) != len(readers):
        raise ValueError(text)
    return kind(*(read(value) for read, value in zip(readers, values, strict=True)))
