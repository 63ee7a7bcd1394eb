"""TODO."""

from __future__ import annotations

from bot.core.templates.paging import Item, Page
from bot.core.templates.prompts import Prompts
from bot.features.about.contexts import HelpContext


def help_page(prompts: Prompts, context: HelpContext) -> Page:
    """What the reader can do here."""
    names = context.names()
    text = prompts.render("help", "student", names)
    items = [Item(text)]
    if context.moderator:
        items.append(Item(prompts.render("help", "moderator", names)))
    return Page(prompts.render("help", "heading", names), tuple(items), prompts.render("help", "footer", names))
