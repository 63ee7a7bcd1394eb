"""What each feature gives to the tests that walk over all features: found by its name, so that nothing lists them.

A feature's stand in ``tests/<feature>/samples.py`` as ``samples``, what every feature shares in ``core_samples.py``.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib import import_module
from typing import Any, TypeVar

import simcord

from bot.app.features import FEATURES
from bot.core.model.article import Article, ArticleCard
from bot.core.model.errors.base import Refusal
from bot.core.model.errors.changes import ModeratorsOnly
from bot.core.packs.reading import Pack
from bot.core.rules.library import Library
from bot.core.templates.contexts import Context
from bot.core.ui.codec import Action, to_text
from bot.core.ui.kept_forms import Purpose
from bot.features.articles.rules import ArticleRules
from tests.kit.classroom import Classroom
from tests.kit.stock import Stock, pack_of

Options = Mapping[str, Any]
Filled = tuple[Purpose, Mapping[str, Any]]
"""A form, with what is typed into it."""
Kept = Mapping[type[Purpose], int]
"""The numbers of somebody's kept forms."""
Contexts = Mapping[tuple[str, str], Sequence[Context | None]]
"""By template and block, what it may be given; None: nothing."""
Opens = Callable[[Stock, simcord.MemberActor], Awaitable[simcord.InteractionResult]]
Kind = TypeVar("Kind")


@dataclass(frozen=True)
class Hidden:
    """An option of a command for which somebody without the right is offered nothing, or not this one ``value``."""

    command: str
    option: str
    typed: str = ""
    value: str | None = None


@dataclass(frozen=True, kw_only=True)
class Samples:
    """A feature's own examples; what it doesn't have is left out.

    ``stock`` puts something of it into a server. Of what is there then: ``commands`` by name, with options that
    somebody with the right could use; ``menus``: by name, what a message's menu tells somebody without the right about
    another's message; ``buttons``, also on kept forms of whoever presses; ``forms``, filled in so that they would be
    taken; ``kept``: forms as they are kept. ``opened``: how a form is opened by who has the right. ``open``: the
    commands, buttons and forms that are for everybody, and why; of the others ``refusals`` has what somebody without
    the right is told, where that isn't ModeratorsOnly. ``hidden``: what they are not offered while they type.
    ``contexts``: for each block of its templates every form of what it may be given.
    """

    stock: Callable[[Stock], Awaitable[None]] | None = None
    commands: Callable[[Stock], Mapping[str, Sequence[Options]]] = lambda _: {}
    menus: Mapping[str, Refusal] = field(default_factory=dict)
    kept: Callable[[Stock], Sequence[Filled]] = lambda _: ()
    buttons: Callable[[Stock, Kept], Sequence[Action]] = lambda _held, _kept: ()
    forms: Callable[[Stock], Sequence[Filled]] = lambda _: ()
    opened: Mapping[type[Purpose], Opens] = field(default_factory=dict)
    open: Mapping[str | type, str] = field(default_factory=dict)
    refusals: Mapping[str | type, Refusal] = field(default_factory=dict)
    hidden: Callable[[Stock], Sequence[Hidden]] = lambda _: ()
    contexts: Callable[[Pack, Article], Contexts] = lambda _pack, _article: {}


@cache
def all_samples() -> tuple[Samples, ...]:
    """Core's own, then those of every feature, in the features' order."""
    names = ["tests.kit.core_samples", *(f"tests.{feature.name}.samples" for feature in FEATURES)]
    found = []
    for name in names:
        samples = import_module(name).samples
        assert isinstance(samples, Samples), name
        found.append(samples)
    return tuple(found)


# --- a server with something of everything ----------------------------------------------------


async def stocked(room: Classroom, word: str = "mill") -> Stock:
    """Gives a server of everything something."""
    desk, server, teacher = room.desk, room.server.id, Stock(room, word, 0, 0, 0, 0).teacher
    article, second = [
        (await desk.get(ArticleRules).add(server, teacher, pack_of(name))).article.id
        for name in (word, f"{word} again")
    ]
    [record], _ = await desk.get(Library).listed_facts(
        server, teacher, article_id=article, kind=None, state=None, offset=0, limit=1
    )
    held = Stock(room, word, article, second, record.fact.id, record.fact.written)
    for samples in all_samples():
        if samples.stock is not None:
            await samples.stock(held)
    return held


async def keep_forms(held: Stock, member_id: int) -> dict[type[Purpose], int]:
    """Keeps a form of every kind that is kept for a member, as if they had filled them in. Returns their numbers."""
    numbers: dict[type[Purpose], int] = {}
    for samples in all_samples():
        for purpose, given in samples.kept(held):
            assert type(purpose) not in numbers
            numbers[type(purpose)] = await held.desk.forms.keep(
                held.server, member_id, {"form": to_text(purpose)}, dict(given), 1_767_225_600
            )
    held.forms[member_id] = numbers
    return numbers


# --- the examples of all ----------------------------------------------------------------------


def every_command(held: Stock) -> dict[str, list[Options]]:
    """Every command by name, with options."""
    found: dict[str, list[Options]] = {}
    for samples in all_samples():
        for name, options in samples.commands(held).items():
            found.setdefault(name, []).extend(options)
    return found


def every_button(held: Stock, kept: Kept) -> dict[type[Action], list[Action]]:
    """Every kind of button, with what it could act on. ``kept``: the forms of whoever presses."""
    return _by_kind(action for samples in all_samples() for action in samples.buttons(held, kept))


def every_form(held: Stock) -> dict[type[Purpose], list[Filled]]:
    """Every kind of form, filled in so that it would be taken from whoever has the right."""
    found: dict[type[Purpose], list[Filled]] = {}
    for samples in all_samples():
        for purpose, given in samples.forms(held):
            found.setdefault(type(purpose), []).append((purpose, given))
    return found


def every_opening() -> dict[type[Purpose], Opens]:
    """How each kind of form is opened that somebody with the right opens."""
    return {kind: opens for samples in all_samples() for kind, opens in samples.opened.items()}


def every_menu() -> dict[str, Refusal]:
    """Every command of a message's menu, with what is told to somebody without the right."""
    return {name: refusal for samples in all_samples() for name, refusal in samples.menus.items()}


def every_hidden(held: Stock) -> list[Hidden]:
    """What somebody without the right is not offered while they type."""
    return [hidden for samples in all_samples() for hidden in samples.hidden(held)]


def open_to_all() -> dict[str | type, str]:
    """The commands, buttons and forms that are for everybody, and why."""
    return {kind: why for samples in all_samples() for kind, why in samples.open.items()}


def refusal_of(kind: str | type) -> Refusal:
    """What somebody without any right is told."""
    refusals = {of: refusal for samples in all_samples() for of, refusal in samples.refusals.items()}
    return refusals.get(kind, ModeratorsOnly())


def every_context(pack: Pack, article: Article) -> dict[tuple[str, str], list[Context | None]]:
    """For each block of each template, every form of what it may be given."""
    found: dict[tuple[str, str], list[Context | None]] = {}
    for samples in all_samples():
        for block, contexts in samples.contexts(pack, article).items():
            found.setdefault(block, []).extend(contexts)
    return found


def alike(template: str, contexts: Sequence[Context | None], *blocks: str) -> Contexts:
    """Several blocks of a template that are given the same."""
    return {(template, block): contexts for block in blocks}


def card_of(article: Article) -> ArticleCard:
    """An article as lists show it."""
    return ArticleCard(id=1, slug="x", current=True, **article.model_dump(exclude={"body", "remarks"}))


def _by_kind(things: Iterable[Kind]) -> dict[type[Kind], list[Kind]]:
    found: dict[type[Kind], list[Kind]] = {}
    for thing in things:
        found.setdefault(type(thing), []).append(thing)
    return found
