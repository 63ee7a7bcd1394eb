"""Cutting a list of items into pages that fit one message each: between items, never inside one."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.core.templates.contexts import FooterContext
from bot.core.templates.limits import MESSAGE_COMPONENTS, width
from bot.core.templates.prompts import Prompts
from bot.core.ui.panels import Choice, Panel, Part

PAGE_ITEMS = 9
# What a page has besides its items: container, heading, footer, two separators, a row with four buttons.
_FRAME_COMPONENTS = 10
_FOOTER_CHARACTERS = 200
# A page that is not forced to be longer stops here: about two screens of a phone.
COMFORTABLE_CHARACTERS = 2_400


@dataclass(frozen=True, slots=True)
class Item:
    """One item of a list. ``button`` stands beside it; ``apart``: with some room above it."""

    text: str
    group: str = ""
    button: Choice | None = None
    apart: bool = False

    @property
    def components(self) -> int:
        """How many components it takes: a text, or a section with its text and its button; and what parts it."""
        return (1 if self.button is None else 3) + self.apart


@dataclass(frozen=True, slots=True)
class Page:
    """What one message shows. ``number`` counts from 1; ``link`` is a web address for a button, or None."""

    heading: str
    items: tuple[Item, ...]
    footer: str
    number: int = 1
    count: int = 1
    link: str | None = None

    @property
    def characters(self) -> int:
        """All text of the page, as Discord counts it."""
        return self.panel().characters

    @property
    def empty(self) -> bool:
        """Whether the page only says that there is nothing."""
        return all(item.button is None for item in self.items)

    def panel(self, *buttons: Choice) -> Panel:
        """Make the message of the page: a group's heading stands before the first of its items."""
        parts: list[Part] = []
        group = ""
        for item in self.items:
            grouped = item.group and item.group != group
            if grouped:
                parts.append(Part(item.group, apart=item.apart))
            group = item.group
            beside = () if item.button is None else (item.button,)
            parts.append(Part(item.text, beside, beside=True, apart=item.apart and not grouped))
        return Panel(self.heading, parts, self.footer, buttons, link=self.link)


def page_of(pages: Sequence[Page], number: int) -> Page:
    """Pick a page by its number; a page past the end is the last one."""
    return pages[min(number, len(pages)) - 1]


def paginate(
    prompts: Prompts,
    template: str,
    heading: str,
    items: Sequence[Item],
    *,
    most: int = PAGE_ITEMS,
    comfortable: int = COMFORTABLE_CHARACTERS,
) -> list[Page]:
    """Put items on as few pages as fit, in order; at least one page, and at most ``most`` items on each.

    ``template`` has the block ``footer``, which says which page it is. A page ends before it has more than
    ``comfortable`` characters, unless a single item has more.
    """
    start = width(heading) + _FOOTER_CHARACTERS, _FRAME_COMPONENTS
    parts: list[list[Item]] = [[]]
    characters, components = start
    for item in items:
        part = parts[-1]
        more = _size(item, part[-1] if part else None)
        too_much = characters + more[0] > comfortable or components + more[1] > MESSAGE_COMPONENTS
        if part and (too_much or len(part) == most):
            parts.append(part := [])
            characters, components = start
            more = _size(item, None)
        part.append(item)
        characters, components = characters + more[0], components + more[1]
    pages = len(parts)
    return [
        Page(heading, tuple(part), prompts.render(template, "footer", FooterContext(number, pages)), number, pages)
        for number, part in enumerate(parts, 1)
    ]


def _size(item: Item, before: Item | None) -> tuple[int, int]:
    """Count the characters and the components that an item takes, with its group's heading where the group begins."""
    begins = bool(item.group) and (before is None or before.group != item.group)
    return width(item.text) + (width(item.group) if begins else 0), item.components + begins


def pages_of(total: int, size: int) -> int:
    """Count the pages of so many things, so many on each; there is one at least."""
    return max(1, -(-total // size))
