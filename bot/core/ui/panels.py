"""A message as texts with buttons under or beside each, laid out as Discord's Components V2."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

import discord
from discord import MediaGalleryItem
from discord.ui import ActionRow, Button, Container, LayoutView, MediaGallery, Section, Separator, TextDisplay

from bot.core.model.links import web_address
from bot.core.templates.limits import MESSAGE_CHARACTERS, MESSAGE_COMPONENTS, width
from bot.core.templates.prompts import Prompts
from bot.core.ui.buttons import PREFIX, ActionButton, custom_id
from bot.core.ui.codec import Action

ACCENT = discord.Colour(0x2F6F8F)
ROW_MOST = 5
_LINE_LEAST = 80
_NOTHING = f"{PREFIX}nothing"


@dataclass(frozen=True, slots=True)
class Choice:
    """A button. ``label`` is a key under ``buttons`` in the labels; ``values`` are put into it.

    ``action`` None: it only says something and can't be pressed.
    """

    action: Action | None
    label: str
    values: Sequence[object] = ()
    main: bool = False
    danger: bool = False

    def button(self, prompts: Prompts) -> ActionButton:
        """Make the button in a language."""
        label = prompts.label(f"buttons.{self.label}").format(*self.values)
        if self.action is None:
            return ActionButton(_NOTHING, label, disabled=True)
        style = discord.ButtonStyle.danger if self.danger else discord.ButtonStyle.secondary
        return ActionButton(custom_id(self.action), label, discord.ButtonStyle.primary if self.main else style)


def turns(page: int, pages: int, action: Callable[[int], Action]) -> list[Choice]:
    """List the buttons that turn to the page before and the next one, as far as there are such."""
    found = [Choice(action(page - 1), "back")] if page > 1 else []
    return [*found, Choice(action(page + 1), "next")] if page < pages else found


@dataclass(frozen=True, slots=True)
class Part:
    """A text with buttons under it; ``beside``: a single one stands beside it; ``apart``: with room above it."""

    text: str
    buttons: Sequence[Choice] = ()
    beside: bool = False
    apart: bool = True


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture that is sent with a message: the name of its file, and what it shows in words."""

    file: str
    words: str


@dataclass(frozen=True, slots=True)
class Panel:
    """A whole message. ``files``: the names of files that are sent with it; ``link``: a web address for a button."""

    heading: str
    parts: Sequence[Part] = ()
    footer: str = ""
    buttons: Sequence[Choice] = ()
    files: Sequence[str] = ()
    picture: Picture | None = None
    link: str | None = None

    @property
    def characters(self) -> int:
        """All its text, as Discord counts it."""
        return width(self.heading) + width(self.footer) + sum(width(part.text) for part in self.parts)


def fitted(panel: Panel) -> Panel:
    """Cut a panel's longest lines, as far as a message has no room for them.

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


def panel_view(prompts: Prompts, panel: Panel) -> LayoutView:
    """Lay a panel out, with long lines cut where it would be too long; it can be sent as often as you like.

    Raises ValueError where it has too many components, which is a defect of its maker.
    """
    if panel.characters > MESSAGE_CHARACTERS:
        panel = fitted(panel)
    box: Container[LayoutView] = Container(accent_colour=ACCENT)
    view = _view_of(box)
    if panel.heading:
        box.add_item(TextDisplay(panel.heading))
    for i, part in enumerate(panel.parts):
        if part.apart if i else panel.heading:
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
    _add_rows(prompts, box, panel.buttons, panel.link)
    if view.total_children_count > MESSAGE_COMPONENTS:
        raise ValueError(f"{view.total_children_count} components")
    return view


def sentence_view(text: str) -> LayoutView:
    """Lay one sentence out."""
    return _view_of(TextDisplay(text))


def components_of(view: LayoutView) -> list[dict[str, Any]]:
    """Return the components of a message as Discord takes them."""
    found: list[dict[str, Any]] = view.to_components()  # type: ignore[no-untyped-call]
    return found


def ready_view(components: list[dict[str, Any]]) -> LayoutView:
    """Make a message of components as Discord takes them, laid out before."""
    view = _ReadyView(timeout=None)
    view.components = components
    view.stop()
    return view


class _ReadyView(LayoutView):
    """What is sent as it is: it has no items."""

    components: list[dict[str, Any]]

    def to_components(self) -> list[dict[str, Any]]:
        """Return what was made ready."""
        return self.components

    def has_components_v2(self) -> bool:
        """Tell discord.py that it is a message of components alone."""
        return True


def _view_of(item: Container[LayoutView] | TextDisplay[LayoutView]) -> LayoutView:
    view = LayoutView(timeout=None)
    view.add_item(item)
    # A view that is not stopped stays in discord.py's memory for as long as it could be pressed. Its buttons are
    # found by their custom_id all the same.
    view.stop()
    return view


def _add_rows(prompts: Prompts, box: Container[LayoutView], choices: Sequence[Choice], link: str | None = None) -> None:
    row: list[ActionButton | Button[LayoutView]] = [choice.button(prompts) for choice in choices]
    # One that was stored before addresses were looked at may be unfit: the message matters more than its button.
    if link and (address := web_address(link)):
        row.append(Button(label=prompts.label("buttons.open"), url=address))
    for i in range(0, len(row), ROW_MOST):
        box.add_item(ActionRow(*row[i : i + ROW_MOST]))
