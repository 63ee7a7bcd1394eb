"""What students see of their suggestions; the review of drafts, one at a time; who may not suggest."""

from collections.abc import Sequence

from bot.core.model.grounds import Grounds
from bot.core.rules.anchors import missing_word, stands
from bot.core.rules.library import Library
from bot.core.templates.contexts import CountContext, ExcerptContext, NoticesContext
from bot.core.templates.differences import said
from bot.core.templates.prompts import Prompts
from bot.core.ui.actions import ForgetMe
from bot.core.ui.panels import Choice, Panel, Part
from bot.core.ui.reading import excerpt_of
from bot.core.ui.refusals import shortened
from bot.core.ui.request import Request
from bot.features.facts.contexts import SavedContext
from bot.features.facts.rules import Done
from bot.features.suggestions.buttons import (
    ApproveDraft,
    ApproveFuller,
    BlockSuggester,
    EditDraftForm,
    RejectDraft,
    ReviewDraft,
    ShowMine,
    UnblockMember,
    UnblockSuggester,
)
from bot.features.suggestions.contexts import ReviewContext, StoppedContext, SuggestionContext
from bot.features.suggestions.model import Stopped, Suggestion
from bot.features.suggestions.rules import SuggestionRules

_MEMBERS_MOST = 9
_AROUND = 150


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


async def next_draft(request: Request, after: int) -> Panel | str:
    """Make the panel of the draft after one; a sentence where nothing waits. Raises ModeratorsOnly."""
    server_id, prompts = request.server_id, request.prompts
    record, total = await request.get(SuggestionRules).next_draft(server_id, request.who, after)
    if record is None:
        return prompts.render("suggestions", "review_empty")
    fact = record.fact
    article = await request.get(Library).article(server_id, fact.article_id)
    grounds = Grounds(article)
    quoted, lacking = stands(fact.content, grounds.body), missing_word(fact.content, grounds)
    standing = quoted and lacking is None
    context = ReviewContext(record, total, article.title, lacking[1] if quoted and lacking else None)
    parts = [Part(prompts.render("suggestions", "review_item", context))]
    notices = await request.get(SuggestionRules).look(server_id, request.who, fact, grounds)
    if notices:
        parts.append(Part(prompts.render("forms", "notices", NoticesContext(notices))))
    if quoted:
        for passage in fact.content.quote.passages:
            shown = ExcerptContext(excerpt_of(grounds.body, article, passage, _AROUND))
            parts.append(Part(prompts.render("source", "passage", shown)))
            parts.append(Part(prompts.render("source", "place", shown)))
    if not standing:
        parts.append(Part(prompts.render("suggestions", "review_lacks" if quoted else "review_lost", context)))
    buttons = [Choice(ApproveDraft(fact.id), "approve", main=not notices.fuller)] if standing else []
    if standing and notices.fuller:
        value = shortened(notices.fuller.value)
        buttons.insert(0, Choice(ApproveFuller(fact.id), "approve_fuller", (value,), main=True))
    buttons += [
        Choice(EditDraftForm(fact.id), "edit", main=not standing),
        Choice(RejectDraft(fact.id), "reject" if record.suggested else "retire", danger=True),
    ]
    if total > 1:
        buttons.append(Choice(ReviewDraft(fact.id), "skip"))
    if record.suggested:
        buttons.append(Choice(BlockSuggester(fact.id), "block"))
    return Panel(prompts.render("suggestions", "review_heading", context), parts, "", buttons)
