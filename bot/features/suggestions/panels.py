"""TODO."""

from __future__ import annotations

from bot.core.templates.prompts import Prompts
from bot.core.ui.panels import Choice, Panel
from bot.features.facts.contexts import SavedContext
from bot.features.facts.rules import Done
from bot.features.suggestions.buttons import ShowMine


def thanks_panel(prompts: Prompts, done: Done) -> Panel:
    """What a student reads who proposed a fact."""
    context = SavedContext(done.entry.action, done.fact.state, done.fact.content)
    return Panel(prompts.render("facts", "saved", context.names()), (), "", [Choice(ShowMine(), "mine")])
