"""Cutting an answer into pages that fit one Discord message: between items, never inside one.

Discord's limits (its API description, and discord.py's own checks): 40 components, nested ones counted, and
4,000 characters of text in all. Characters are counted as UTF-16 code units, the larger of the two ways to count.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

MESSAGE_CHARACTERS = 4_000
MESSAGE_COMPONENTS = 40
PAGE_ITEMS = 9
# What a page has besides its items: container, heading, footer, two separators, a row with four buttons.
_FRAME_COMPONENTS = 10
_SECTION_COMPONENTS = 3  # a section, its text, its button
_TEXT_COMPONENTS = 1
_FOOTER_CHARACTERS = 200
# A page that is not forced to be longer stops here: about two screens of a phone.
COMFORTABLE_CHARACTERS = 2_400


def width(text: str) -> int:
    """How many characters Discord may count."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


@dataclass(frozen=True, slots=True)
class Item:
    """One item of an answer. ``fact_id`` and ``article_id``: what the button beside it shows, if it has one.

    ``apart``: with some room above it, unless it is the first on its page.
    """

    text: str
    group: str = ""
    fact_id: int | None = None
    article_id: int | None = None
    apart: bool = False

    @property
    def components(self) -> int:
        """How many components it takes."""
        plain = self.fact_id is None and self.article_id is None
        return (_TEXT_COMPONENTS if plain else _SECTION_COMPONENTS) + self.apart


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
        groups = sum(width(text) for text in self.group_headings)
        return width(self.heading) + width(self.footer) + groups + sum(width(i.text) for i in self.items)

    @property
    def empty(self) -> bool:
        """Whether the page only says that there is nothing."""
        return all(item.fact_id is None and item.article_id is None for item in self.items)

    @property
    def group_headings(self) -> list[str]:
        """The group headings that this page shows, one before the first item of each group on it."""
        return [
            item.group
            for before, item in zip((None, *self.items), self.items, strict=False)
            if item.group and (before is None or before.group != item.group)
        ]

    @property
    def components(self) -> int:
        """All components of the page, nested ones counted."""
        return _FRAME_COMPONENTS + len(self.group_headings) + sum(i.components for i in self.items)


def paginate(
    heading: str,
    items: Sequence[Item],
    footer: Callable[[int, int], str],
    *,
    most: int = PAGE_ITEMS,
    comfortable: int = COMFORTABLE_CHARACTERS,
) -> list[Page]:
    """The items on as few pages as fit, in order; at least one page, and at most ``most`` items on each.

    ``footer`` is given the page's number and how many there are. A page ends before it has more than
    ``comfortable`` characters, unless a single item has more.
    """
    parts: list[list[Item]] = [[]]
    room = components = 0
    for item in items:
        part = parts[-1]
        new_group = bool(item.group) and (not part or part[-1].group != item.group)
        cost = width(item.text) + (width(item.group) if new_group else 0)
        takes = item.components + new_group
        frame = width(heading) + _FOOTER_CHARACTERS
        full = part and (
            len(part) >= most
            or components + takes > MESSAGE_COMPONENTS - _FRAME_COMPONENTS
            or frame + room + cost > comfortable
        )
        if full:
            parts.append([])
            room = components = 0
            if item.group and not new_group:
                cost += width(item.group)
                takes += 1
        parts[-1].append(item)
        room += cost
        components += takes
    return [
        Page(heading, tuple(part), footer(number, len(parts)), number, len(parts))
        for number, part in enumerate(parts, 1)
    ]
