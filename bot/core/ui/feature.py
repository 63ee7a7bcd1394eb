"""What a feature says of itself, once; and all features together."""

from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

import discord
from discord.ui import Label

from bot.core.model.changes import Entry
from bot.core.model.errors.reader import ButtonUnknown
from bot.core.rules.hooks import Hooks
from bot.core.store.change import Change
from bot.core.templates.prompts import Prompts
from bot.core.ui import kept_forms, reading
from bot.core.ui.bot import Bot
from bot.core.ui.codec import Action, from_text
from bot.core.ui.command_line import CommandLine
from bot.core.ui.commands import Commands
from bot.core.ui.kept_forms import Form
from bot.core.ui.request import Press, Request

Key = TypeVar("Key")
Value = TypeVar("Value")


@dataclass(frozen=True)
class Help:
    """A line of /help: a block of a template. ``rank``: where it stands; ``moderators``: for them alone."""

    rank: int
    template: str
    block: str = "help"
    moderators: bool = False


@dataclass(frozen=True)
class ClassSetting:
    """A feature's part of the class settings: a value under its own name, its line, its form.

    ``default``: what it is where nobody has chosen. The line is the block ``setting`` of ``template``, given ``value``.
    ``fields`` makes the form's fields from the value, ``read`` the value from what was sent; ``read`` takes whatever
    the form lets somebody send, since a form that was refused is opened with what it reads. Labels: ``fields.<name>``
    names the value in the history, ``forms.<name>`` is the form's title, ``buttons.change_<name>`` its button.
    """

    name: str
    default: Any
    template: str
    fields: Callable[[Prompts, Any], Sequence[Label[Any]]]
    read: Callable[[Mapping[str, Any]], Any]


@dataclass(frozen=True, kw_only=True)
class Feature:
    """One thing that a person can do, with all its parts; what it doesn't have is left out.

    ``presses``: by action, what a button does. ``tables``: its tables, whose rows go with their server.
    ``actions``: the words of its lines in the history, labelled under ``actions``; ``details``: a template whose blocks
    ``detail`` and ``detail_end`` tell what such a line has besides; ``noted``: what such lines may have in ``detail``.
    ``help``: its lines of /help.

    ``at_change_end``: before any change is committed. ``at_undo``: when a change is taken back. ``on_change``: once for
    each change, whoever made it; returns whether it posted something. ``on_message``. ``on_thread_begin``
    (a discussion's, once its prompt stands in it), ``on_thread_end`` (locked, deleted, or ended by the bot).
    ``each_second`` returns how many messages it posted; what may have to wait for Discord it adds to ``bot.lanes``,
    which never keep another server waiting.
    ``each_hour``. ``forget``: takes away what it keeps of whoever asks; returns the lines that say what went or
    stays, none where there was nothing. ``command_line``: adds its subcommands. ``absent``: its buttons work where the
    bot is no member of the server, too.
    """

    name: str
    commands: Callable[[Commands], None] | None = None
    presses: Mapping[type[Action], Press] = field(default_factory=dict)
    forms: Sequence[Form[Any]] = ()
    tables: Sequence[object] = ()
    class_settings: Sequence[ClassSetting] = ()
    actions: Sequence[str] = ()
    details: str | None = None
    noted: Sequence[str] = ()
    help: Sequence[Help] = ()
    at_change_end: Callable[[Change], Awaitable[None]] | None = None
    at_undo: Callable[[Change, Entry], Awaitable[None]] | None = None
    on_change: Callable[[Bot, Entry], Awaitable[bool]] | None = None
    on_message: Callable[[Bot, discord.Message], Awaitable[None]] | None = None
    on_thread_begin: Callable[[Bot, discord.Thread], Awaitable[None]] | None = None
    on_thread_end: Callable[[Bot, int, int], Awaitable[None]] | None = None
    each_second: Callable[[Bot], Awaitable[int]] | None = None
    each_hour: Callable[[Bot], Awaitable[None]] | None = None
    forget: Callable[[Request], Awaitable[Sequence[str]]] | None = None
    command_line: Callable[[CommandLine], None] | None = None
    absent: bool = False


class Features:
    """The features of the bot, in order."""

    def __init__(self, features: Sequence[Feature]) -> None:
        self.all = tuple(features)
        presses = [kept_forms.PRESSES, reading.PRESSES, *(feature.presses for feature in self.all)]
        self._presses = _once(pair for each in presses for pair in each.items())
        self._absent = {action for feature in self.all if feature.absent for action in feature.presses}
        self.forms = _once((form.purpose, form) for feature in self.all for form in feature.forms)
        self.actions = tuple(self._presses)
        self._actions = _by_code(self._presses)
        self.purposes = _by_code(self.forms)
        self.class_settings = _once((part.name, part) for feature in self.all for part in feature.class_settings)
        self.details = {word: feature.details for feature in self.all for word in feature.actions}
        self.noted = {name for feature in self.all for name in feature.noted}

    @property
    def hooks(self) -> Hooks:
        """What they have done at certain moments of a change."""
        return Hooks(
            at_change_end=tuple(f.at_change_end for f in self.all if f.at_change_end),
            at_undo=tuple(f.at_undo for f in self.all if f.at_undo),
        )

    def action(self, text: str) -> Action | None:
        """Read what a button does; None where this version doesn't know it."""
        return from_text(text, self._actions)

    def add_commands(self, commands: Commands) -> None:
        """Add the commands of all."""
        for feature in self.all:
            if feature.commands is not None:
                feature.commands(commands)

    async def press(self, request: Request, text: str) -> None:
        """Do what a button asks for. Raises ButtonUnknown where this version doesn't know it, BotAbsent."""
        action = self.action(text)
        if action is None:
            raise ButtonUnknown
        if type(action) not in self._absent:
            request.require_member()
        await self._presses[type(action)](request, action)


def _once(pairs: Iterable[tuple[Key, Value]]) -> dict[Key, Value]:
    found: dict[Key, Value] = {}
    for key, value in pairs:
        if found.setdefault(key, value) is not value:
            raise ValueError(f"two features have {key}")
    return found


def _by_code(kinds: Mapping[type[Any], Any]) -> dict[str, type[Any]]:
    found = {kind.code: kind for kind in kinds}
    if len(found) != len(kinds):
        raise ValueError(f"two of these have one code: {sorted(kind.code for kind in kinds)}")
    return found
