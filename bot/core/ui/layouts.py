"""Pages of text as Discord's Components V2."""

from __future__ import annotations

from dataclasses import dataclass

import discord
from discord.ui import ActionRow, Button, Container, LayoutView, Section, Separator, TextDisplay

from bot.core.templates.paging import MESSAGE_CHARACTERS, MESSAGE_COMPONENTS, Page
from bot.core.templates.prompts import Prompts
from bot.core.ui.actions import Action, OpenArticle, ShowSource
from bot.core.ui.buttons import ActionButton

ACCENT = discord.Colour(0x2F6F8F)


@dataclass(frozen=True, slots=True)
class Turns:
    """What the row under a page offers. None: not there.

    ``shared``: it says that the answer was shared; ``reveal``: shows what stands under a content note.
    """

    back: Action | None = None
    forward: Action | None = None
    share: Action | None = None
    shared: Action | None = None
    reveal: Action | None = None


def layout(prompts: Prompts, page: Page, turns: Turns | None = None) -> LayoutView:
    """A message with this page; it can be sent as often as you like, and costs no memory once it is sent.

    Raises ValueError where the page is over a limit of Discord's: that is a defect of whoever cut the pages.
    """
    view = LayoutView(timeout=None)
    box: Container[LayoutView] = Container(accent_colour=ACCENT)
    view.add_item(box)
    if page.heading:
        box.add_item(TextDisplay(page.heading))
        box.add_item(_room())
    group = ""
    for i, item in enumerate(page.items):
        if item.apart and i:
            box.add_item(_room())
        if item.group and item.group != group:
            box.add_item(TextDisplay(item.group))
        group = item.group
        action = _beside(item.fact_id, item.article_id)
        if action is None:
            box.add_item(TextDisplay(item.text))
        else:
            label = prompts.label("buttons.source" if item.fact_id is not None else "buttons.read")
            box.add_item(Section(item.text, accessory=ActionButton(action, label)))
    if page.footer:
        box.add_item(Separator(spacing=discord.SeparatorSpacing.small))
        box.add_item(TextDisplay(page.footer))
    if row := _row(prompts, page, turns or Turns()):
        box.add_item(ActionRow(*row))
    if view.total_children_count > MESSAGE_COMPONENTS or page.characters > MESSAGE_CHARACTERS:
        raise ValueError(f"{view.total_children_count} components, {page.characters} characters")
    # A view that is not stopped stays in discord.py's memory for as long as it could be pressed. Its buttons are
    # found by their custom_id all the same.
    view.stop()
    return view


def _room() -> Separator[LayoutView]:
    return Separator(visible=False, spacing=discord.SeparatorSpacing.small)


def _beside(fact_id: int | None, article_id: int | None) -> Action | None:
    if fact_id is not None:
        return ShowSource(fact_id)
    return None if article_id is None else OpenArticle(article_id)


def _row(prompts: Prompts, page: Page, turns: Turns) -> list[ActionButton | Button[LayoutView]]:
    row: list[ActionButton | Button[LayoutView]] = []
    if turns.reveal is not None:
        label = prompts.label("buttons.show_anyway")
        row.append(ActionButton(turns.reveal, label, style=discord.ButtonStyle.primary))
    if turns.back is not None:
        row.append(ActionButton(turns.back, prompts.label("buttons.back")))
    if turns.forward is not None:
        row.append(ActionButton(turns.forward, prompts.label("buttons.next")))
    if turns.share is not None:
        label = prompts.label("buttons.share")
        row.append(ActionButton(turns.share, label, style=discord.ButtonStyle.primary))
    if turns.shared is not None:
        row.append(ActionButton(turns.shared, prompts.label("buttons.shared"), disabled=True))
    if page.link:
        row.append(Button(label=prompts.label("buttons.open"), url=page.link))
    return row


def sentence_view(text: str) -> LayoutView:
    """One sentence, for a refusal."""
    view = LayoutView(timeout=None)
    view.add_item(TextDisplay(text))
    view.stop()
    return view
