"""Texts with buttons under or beside each, as Discord's Components V2: what moderators see, and who proposes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import discord
from discord import MediaGalleryItem
from discord.ui import ActionRow, Container, LayoutView, MediaGallery, Section, Separator, TextDisplay

from bot.core.templates.paging import MESSAGE_CHARACTERS, MESSAGE_COMPONENTS, width
from bot.core.templates.prompts import Prompts
from bot.core.ui.actions import Action
from bot.core.ui.buttons import ActionButton
from bot.core.ui.layouts import ACCENT

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
    """A text with buttons under it; ``beside``: a single one stands beside it."""

    text: str
    buttons: Sequence[Choice] = ()
    beside: bool = False


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture that is sent with a message: the name of its file, and what it shows in words."""

    file: str
    words: str


@dataclass(frozen=True, slots=True)
class Panel:
    """A whole message. ``files``: the names of files that are sent with it."""

    heading: str
    parts: Sequence[Part] = ()
    footer: str = ""
    buttons: Sequence[Choice] = ()
    files: Sequence[str] = ()
    picture: Picture | None = None

    @property
    def characters(self) -> int:
        """All its text, as Discord counts it."""
        return width(self.heading) + width(self.footer) + sum(width(part.text) for part in self.parts)


def fitted(panel: Panel) -> Panel:
    """The panel with its longest lines cut, as far as a message has no room for them.

    What people typed can be several times as long once it is escaped; a list must not fail for it.
    """
    texts = [panel.heading, panel.footer, *(part.text for part in panel.parts)]
    lines = [text.split("\n") for text in texts]
    while (over := sum(width("\n".join(part)) for part in lines) - MESSAGE_CHARACTERS) > 0:
        _, i, j = max((width(line), i, j) for i, part in enumerate(lines) for j, line in enumerate(part))
        line = lines[i][j]
        # A little more than needed, for the mark; a character can be two wide, so it may take another turn.
        keep = max(_LINE_LEAST, len(line) - max(over // 2, 1) - 1)
        if keep >= len(line):
            raise ValueError(f"no line is long enough to be cut: {over} characters over")
        lines[i][j] = line[:keep].rstrip("\\").rstrip() + "…"
    heading, footer, *parts = ("\n".join(part) for part in lines)
    shown = [replace(part, text=text) for part, text in zip(panel.parts, parts, strict=True)]
    return replace(panel, heading=heading, footer=footer, parts=shown)


_LINE_LEAST = 80


def panel_view(prompts: Prompts, panel: Panel) -> LayoutView:
    """The message, with long lines cut where it would be too long.

    Raises ValueError where it has too many components, which is a defect of its maker.
    """
    panel = fitted(panel)
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
    if panel.picture:
        shown = MediaGalleryItem(f"attachment://{panel.picture.file}", description=panel.picture.words)
        box.add_item(MediaGallery(shown))
    for name in panel.files:
        box.add_item(discord.ui.File(f"attachment://{name}"))
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
