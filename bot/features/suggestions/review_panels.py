"""The review of drafts, one at a time: approve, edit, reject, or look at the next one."""

from bot.core.model.quotes import Body
from bot.core.rules.anchors import stands
from bot.core.rules.library import Library
from bot.core.templates.contexts import ExcerptContext
from bot.core.ui.panels import Choice, Panel, Part
from bot.core.ui.reading import excerpt_of
from bot.core.ui.request import Request
from bot.features.suggestions.buttons import ApproveDraft, BlockSuggester, EditDraftForm, RejectDraft, ReviewDraft
from bot.features.suggestions.contexts import ReviewContext
from bot.features.suggestions.rules import SuggestionRules

_AROUND = 150


async def show_draft(request: Request, after: int) -> None:
    """Show the draft after one, in place of the one before."""
    await request.show(await next_draft(request, after))


async def next_draft(request: Request, after: int) -> Panel | str:
    """Make the panel of the draft after one; a sentence where nothing waits. Raises ModeratorsOnly."""
    server_id, prompts = request.server_id, request.prompts
    record, total = await request.get(SuggestionRules).next_draft(server_id, request.who, after)
    if record is None:
        return prompts.render("suggestions", "review_empty")
    fact = record.fact
    article = await request.get(Library).article(server_id, fact.article_id)
    context = ReviewContext(record, total, article.title)
    parts = [Part(prompts.render("suggestions", "review_item", context))]
    body = Body(article.body)
    standing = stands(fact.content, body)
    if standing:
        for passage in fact.content.quote.passages:
            shown = ExcerptContext(excerpt_of(body, article, passage, _AROUND))
            parts.append(Part(prompts.render("source", "passage", shown)))
            parts.append(Part(prompts.render("source", "place", shown)))
    else:
        parts.append(Part(prompts.render("suggestions", "review_lost", context)))
    buttons = [Choice(ApproveDraft(fact.id), "approve", main=True)] if standing else []
    buttons += [
        Choice(EditDraftForm(fact.id), "edit", main=not standing),
        Choice(RejectDraft(fact.id), "reject" if record.suggested else "retire", danger=True),
    ]
    if total > 1:
        buttons.append(Choice(ReviewDraft(fact.id), "skip"))
    if record.suggested:
        buttons.append(Choice(BlockSuggester(fact.id), "block"))
    return Panel(prompts.render("suggestions", "review_heading", context), parts, "", buttons)
