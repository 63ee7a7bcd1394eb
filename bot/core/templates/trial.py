"""Trying an operator's templates at start, each block as it would be used: a mistake shows then and not in a classroom.

What a block is given is known by the names that the built-in block uses, and by the types of what templates are given.
"""

from __future__ import annotations

import types
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import fields, is_dataclass
from datetime import date
from functools import cache
from typing import Annotated, Any, Literal, Union, get_args, get_origin, get_type_hints

from jinja2 import Environment, meta
from jinja2.nodes import Block
from jinja2.nodes import Template as Parsed
from pydantic import BaseModel

from bot.core.model.errors.base import Refusal
from bot.core.templates.bounded import TooLong, bounded
from bot.core.templates.contexts import Context

_SAMPLES = 4
_PLAIN: dict[Any, tuple[Any, Any]] = {
    str: ("x", "x"),
    int: (2, 1),
    float: (2.0, 1.0),
    bool: (True, False),
    date: (date(2026, 1, 1), date(2026, 1, 2)),
    Any: ("x", None),
}
"""By type, what stands for it where there is much to show, and where there is little."""


Render = Callable[[str, str, Mapping[str, Any]], str]
"""Renders a block of a template with what it is given."""


def names_given(env: Environment, text: str) -> dict[str, set[str]]:
    """Find the blocks of a template, each with the names that it expects to be given."""
    found = {}
    for block in env.parse(text).find_all(Block):
        alone = Parsed(block.body, lineno=block.lineno)
        alone.set_environment(env)
        found[block.name] = meta.find_undeclared_variables(alone) - {*env.globals}
    return found


def problem(
    name: str, names: Mapping[str, set[str]], usual: Mapping[str, set[str]], own: Render, first: Render
) -> str | None:
    """Tell what is wrong with an operator's template, and in which block; None where nothing is.

    ``names``: what each of its blocks expects to be given; ``own`` renders them. ``usual``, ``first``: likewise of the
    built-in one.
    """
    for block in usual:
        kinds = [kind for kind in _kinds(name, block) if usual[block] <= _fields(kind)]
        known = usual[block].union(*map(_fields, kinds or _kinds(name, block)))
        kinds = [kind for kind in kinds if names[block] <= _fields(kind)]
        unknown = names[block] - known or (set() if kinds else names[block] - usual[block])
        if unknown:
            return f"block {block}: it is given nothing called {', '.join(sorted(unknown))}"
        if why := _try(own, first, name, block, kinds):
            return f"block {block}: {why}"
    return None


def _try(own: Render, first: Render, name: str, block: str, kinds: Sequence[Any]) -> str | None:
    """Render a block with samples of all that it may be given. Tells why it fails, where the built-in one does not."""
    why = None
    for kind in kinds:
        failed, tried = None, False
        for sample in _samples(kind):
            found = _failure(own, name, block, sample)
            if isinstance(found, TooLong):
                return str(found)
            if _failure(first, name, block, sample) is None:  # else it is never given that
                tried, failed = True, failed or found
        if tried and failed is None:
            return None
        why = why or failed
    return None if why is None else str(why).splitlines()[0]


def _failure(render: Render, name: str, block: str, sample: Mapping[str, Any]) -> Exception | None:
    try:
        bounded(lambda: render(name, block, sample))
    except Exception as error:  # noqa: BLE001 - whatever it is
        return error
    return None


# --- what a block may be given ------------------------------------------------------------------


def _kinds(name: str, block: str) -> list[Any]:
    if name.endswith(".errors"):
        return [kind for kind in _below(Refusal) if kind.__new__(kind).code == block]
    return [Context, *_below(Context)]


def _below(kind: Any) -> Iterator[Any]:
    for each in kind.__subclasses__():
        yield each
        yield from _below(each)


def _fields(kind: Any) -> set[str]:
    more = {"in_form"} if issubclass(kind, Refusal) else set()
    return {each.name for each in fields(kind)} | more if is_dataclass(kind) else more


@cache
def _samples(kind: Any) -> list[dict[str, Any]]:
    hints = get_type_hints(kind) if is_dataclass(kind) else {}
    found = [{name: _sample(hints[name], i) for name in _fields(kind) & set(hints)} for i in range(_SAMPLES)]
    return [each | {"in_form": i % 2 == 0} if issubclass(kind, Refusal) else each for i, each in enumerate(found)]


def _sample(hint: Any, i: int) -> Any:
    """Return something of a type: every other time as little of it as may be, and of a choice another each time."""
    origin, inside, little = get_origin(hint), get_args(hint), i % 2
    if hint in _PLAIN:
        return _PLAIN[hint][little]
    if origin is Annotated:
        return _sample(inside[0], i)
    if origin in (Union, types.UnionType):
        some = [each for each in inside if each is not type(None)]
        return None if little and len(some) < len(inside) else _sample(some[i % len(some)], i)
    if origin is Literal:
        return inside[i % len(inside)]
    if origin is tuple and inside[1:] != (...,):
        return tuple(_sample(each, i) for each in inside)
    if origin in (tuple, list, Sequence):
        return () if little else (_sample(inside[0], i),) * 2
    if origin in (dict, Mapping):
        return {} if little else {_sample(inside[0], i): _sample(inside[1], i)}
    if isinstance(hint, type) and issubclass(hint, BaseModel):
        return hint.model_construct(**{name: _sample(of.annotation, i) for name, of in hint.model_fields.items()})
    if isinstance(hint, type) and is_dataclass(hint):
        hints = get_type_hints(hint)
        return hint(**{each.name: _sample(hints[each.name], i) for each in fields(hint)})
    return None
