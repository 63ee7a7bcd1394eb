"""What students see of their suggestions, and moderators of those who may not suggest."""

from collections.abc import Sequence

from bot.core.templates.contexts import CountContext
from bot.core.templates.differences import said
from bot.core.templates.prompts import Prompts
from bot.core.ui.actions import ForgetMe
from bot.core.ui.panels import Choice, Panel, Part
from bot.features.facts.contexts import SavedContext
from bot.features.facts.rules import Done
from bot.features.suggestions.buttons import ShowMine, UnblockMember, UnblockSuggester
from bot.features.suggestions.contexts import StoppedContext, SuggestionContext
from bot.features.suggestions.model import Stopped, Suggestion

_MEMBERS_MOST = 9


def thanks_panel(prompts: Prompts, done: Done) -> Panel:
    """Thank a student who suggested a fact."""
    context = SavedContext(done.entry.action, done.fact.state, done.fact.content)
    return Panel(prompts.render("facts", "saved", context), (), "", [Choice(ShowMine(), "mine")])


def mine_panel(prompts: Prompts, suggestions: Sequence[Suggestion], total: int) -> Panel:
    """Show somebody the latest of what they suggested, and how it fared. ``total``: how many there are."""
    context = CountContext(total)
    parts = [Part(prompts.render("suggestions", "item", SuggestionContext(suggestion))) for suggestion in suggestions]
    if not parts:
        parts = [Part(prompts.render("suggestions", "empty", context))]
    footer = prompts.render("suggestions", "footer", context)
    buttons = [Choice(ForgetMe(0), "forget", danger=True)]
    return Panel(prompts.render("suggestions", "heading", context), parts, footer, buttons)


def blocked_panel(prompts: Prompts, stopped: Sequence[Stopped]) -> Panel:
    """List who may not suggest; whoever was stopped for a suggestion is named by that only."""
    parts = []
    for one in stopped[:_MEMBERS_MOST]:
        text = None if one.content is None else said(one.content)
        lift = UnblockMember(one.member_id) if one.member_id is not None else UnblockSuggester(one.fact_id or 0)
        shown = prompts.render("suggestions", "member", StoppedContext(one.member_id, text))
        parts.append(Part(shown, [Choice(lift, "unblock")], beside=True))
    heading = prompts.render("suggestions", "blocked", CountContext(len(stopped)))
    more = len(stopped) - len(parts)
    footer = prompts.render("suggestions", "more_blocked", CountContext(more)) if more else ""
    return Panel(heading, parts, footer)
