"""What a button does or a form is for, as short text and back: ``code:field:field``, for a ``custom_id``.

What comes back from Discord is read strictly: a number that the store can't hold, or a word that is none of the
choices, is no reading at all. The last field may hold colons; the fields of what stands inside follow in its place.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields, is_dataclass
from functools import cache, reduce
from typing import Annotated, Any, ClassVar, TypeVar, cast, dataclass_transform, get_type_hints

from pydantic import BeforeValidator, PlainSerializer, TypeAdapter, ValidationError

from bot.core.model.base import ID_MOST

SNOWFLAKE_MOST = 2**63


def _number(text: object, least: int, most: int) -> int:
    if isinstance(text, int):
        return text
    if isinstance(text, str) and text.isascii() and text.isdigit() and len(text) < 20 and least <= int(text) < most:
        return int(text)
    raise ValueError(text)


EMPTY_IS_NONE = BeforeValidator(lambda text: text or None)
"""For a field that may be left empty: ``Annotated[Kind | None, EMPTY_IS_NONE]``."""

Id = Annotated[int, BeforeValidator(lambda text: _number(text, 1, ID_MOST))]
"""A number from 1, as the store gives them out."""
Number = Annotated[int, BeforeValidator(lambda text: _number(text, 0, ID_MOST))]
"""A number from 0."""
Snowflake = Annotated[int, BeforeValidator(lambda text: _number(text, 0, SNOWFLAKE_MOST))]
"""A number of Discord's, or of the history's."""
Kept = Annotated[Number | None, EMPTY_IS_NONE]
"""The number of a kept form; None where there is none."""


def letters(**words: str) -> tuple[BeforeValidator, PlainSerializer]:
    """Write each word as a letter: ``letters(p="private")``."""
    known = {word: letter for letter, word in words.items()}
    return BeforeValidator(words.get), PlainSerializer(lambda word: known[word])


@dataclass_transform(frozen_default=True, field_specifiers=(field,))
class Coded:
    """Base of what can be written into a ``custom_id``: a frozen dataclass with a code of its own.

    The code is given with the class: ``class OpenArticle(Action, code="open")``.
    """

    code: ClassVar[str]

    def __init_subclass__(cls, code: str = "") -> None:
        cls.code = code
        dataclass(frozen=True)(cls)


class Action(Coded):
    """Base of what a button does: a frozen dataclass of ids and choices."""


Thing = TypeVar("Thing", bound=Coded)


@cache
def _adapter(kind: Any) -> TypeAdapter[Any]:
    return TypeAdapter(kind)


@cache
def _paths(kind: Any) -> list[tuple[tuple[str, ...], Callable[[Any], object]]]:
    """Find where each part of the text belongs, and how it is written.

    The parts of a field that is a dataclass itself stand in its place; what is given by name alone comes last.
    """
    found: list[tuple[tuple[str, ...], Callable[[Any], object]]] = []
    hints = get_type_hints(kind, include_extras=True)
    for part in sorted(fields(kind), key=lambda part: bool(part.kw_only)):
        inside = hints[part.name]
        inner = _paths(inside) if isinstance(inside, type) and is_dataclass(inside) else [((), _writer(inside))]
        found += [((part.name, *path), write) for path, write in inner]
    return found


def _writer(hint: Any) -> Callable[[Any], object]:
    # Not by an adapter, as reading: to make one for each button would take half of the time of the first answer.
    for said in getattr(hint, "__metadata__", ()):
        if isinstance(said, PlainSerializer):
            return cast("Callable[[Any], object]", said.func)
    return lambda value: value


def to_text(thing: Coded) -> str:
    """Write a thing as text: its code, then its fields in order; None is empty."""
    kind: Any = type(thing)
    parts = [thing.code]
    for path, write in _paths(kind):
        value = write(reduce(getattr, path, thing))
        parts.append("" if value is None else str(value))
    return ":".join(parts)


def from_text(text: str, kinds: Mapping[str, type[Thing]]) -> Thing | None:
    """Read a thing of one of these kinds, by code; None where it is none of them, or isn't written as one."""
    code, *rest = text.split(":", 1)
    kind: Any = kinds.get(code)
    if kind is None:
        return None
    paths = _paths(kind)
    parts = rest[0].split(":", max(0, len(paths) - 1)) if rest else []
    if len(parts) != len(paths):
        return None
    given: dict[str, Any] = {}
    for (path, _), part in zip(paths, parts, strict=True):
        into = given
        for name in path[:-1]:
            into = into.setdefault(name, {})
        into[path[-1]] = part
    try:
        found: Thing = _adapter(kind).validate_python(given)
    except ValidationError:
        return None
    return found
