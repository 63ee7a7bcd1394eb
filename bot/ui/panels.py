"""What moderators see: texts with buttons under or beside each, as Discord's Components V2."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import discord
from discord.ui import ActionRow, Container, LayoutView, Section, Separator, TextDisplay

from ..answers.pages import MESSAGE_CHARACTERS, MESSAGE_COMPONENTS, width
from ..answers.prompts import Prompts
from .actions import Action
from .buttons import ActionButton
from .layouts import ACCENT

ROW_MOST = 5


@dataclass(frozen=True, slots=True)
class Choice:
    """A button. ``label`` is a key under ``buttons`` in the labels; ``values`` are put into it."""

    action: Action
    label: str
    values: Sequence[object] = ()
    main: bool = False
    danger: bool = False

    def button(self, prompts: Prompts) -> ActionButton:
        """The button in a language."""
        label = prompts.label(f"buttons.{self.label}")
        style = discord.ButtonStyle.secondary
        if self.main:
            style = discord.ButtonStyle.primary
        elif self.danger:
            style = discord.ButtonStyle.danger
        return ActionButton(self.action, label.format(*self.values), style=style)


@dataclass(frozen=True, slots=True)
class Part:
    """A text with buttons: one stands beside it, more stand under it."""

    text: str
    buttons: Sequence[Choice] = ()
    beside: bool = False


@dataclass(frozen=True, slots=True)
class Panel:
    """A whole message. ``file``: the name of a file that is sent with it."""

    heading: str
    parts: Sequence[Part] = ()
    footer: str = ""
    buttons: Sequence[Choice] = ()
    file: str | None = None

    @property
    def characters(self) -> int:
        """All its text, as Discord counts it."""
        return width(self.heading) + width(self.footer) + sum(width(part.text) for part in self.parts)


def panel_view(prompts: Prompts, panel: Panel) -> LayoutView:
    """The message. Raises ValueError where it is over a limit of Discord's, which is a defect of its maker."""
    view = LayoutView(timeout=None)
    box: Container[LayoutView] = Container(accent_colour=ACCENT)
    view.add_item(box)
    if panel.heading:
        box.add_item(TextDisplay(panel.heading))
    for i, part in enumerate(panel.parts):
        if i or panel.heading:
            box.add_item(Separator(visible=False, spacing=discord.SeparatorSpacing.small))
        if part.beside and len(part.buttons) == 1:
            box.add_item(Section(part.text, accessory=part.buttons[0].button(prompts)))
            continue
        box.add_item(TextDisplay(part.text))
        _add_rows(prompts, box, part.buttons)
    if panel.file:
        box.add_item(discord.ui.File(f"attachment://{panel.file}"))
    if panel.footer:
        box.add_item(Separator(spacing=discord.SeparatorSpacing.small))
        box.add_item(TextDisplay(panel.footer))
    _add_rows(prompts, box, panel.buttons)
    if view.total_children_count > MESSAGE_COMPONENTS or panel.characters > MESSAGE_CHARACTERS:
        raise ValueError(f"{view.total_children_count} components, {panel.characters} characters")
    view.stop()
    return view


def _add_rows(prompts: Prompts, box: Container[LayoutView], choices: Sequence[Choice]) -> None:
    for i in range(0, len(choices), ROW_MOST):
        box.add_item(ActionRow(*(choice.button(prompts) for choice in choices[i : i + ROW_MOST])))
