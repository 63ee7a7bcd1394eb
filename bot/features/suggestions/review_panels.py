"""The review of drafts, one at a time: approve, edit, reject, or look at the next one."""

from __future__ import annotations

from discord.ui import LayoutView

from bot.core.model.article import Article
from bot.core.model.changes import FactRecord
from bot.core.model.quotes import Body
from bot.core.rules.anchors import stands
from bot.core.templates.contexts import CountContext, ExcerptContext
from bot.core.templates.prompts import Prompts
from bot.core.templates.source import excerpt_of
from bot.core.ui.form_opening import open_reject
from bot.core.ui.layouts import sentence_view
from bot.core.ui.panels import Choice, Panel, Part, panel_view
from bot.core.ui.request import Interaction, Replies, reply, server_of, show
from bot.core.ui.rights import who_of
from bot.features.facts.buttons import EditFactForm
from bot.features.suggestions.buttons import ApproveDraft, BlockProposer, RejectDraft, ReviewDraft
from bot.features.suggestions.contexts import ReviewContext

_AROUND = 150


async def review(replies: Replies, interaction: Interaction, action: ReviewDraft) -> None:
    """Shows the draft after one, in place or in a reply of its own."""
    if action.fresh:
        view = await _view(replies, interaction, action.after)
        await reply(interaction, view)
    else:
        await show_draft(replies, interaction, action.after)


async def show_draft(replies: Replies, interaction: Interaction, after: int) -> None:
    """Shows the draft after one, in place of the one before."""
    await show(interaction, await _view(replies, interaction, after))


async def _view(replies: Replies, interaction: Interaction, after: int) -> LayoutView:
    server_id, who, prompts = server_of(interaction), who_of(interaction), replies.prompts_for(interaction)
    record, total = await replies.library.proposals.next_draft(server_id, who, after)
    if record is None:
        return sentence_view(prompts.render("review", "empty", {}))
    article = await replies.library.article(server_id, record.fact.article_id)
    return panel_view(prompts, _panel(prompts, record, total, article))


def _panel(prompts: Prompts, record: FactRecord, total: int, article: Article) -> Panel:
    fact = record.fact
    context = ReviewContext(record, total, article.title).names()
    parts = [Part(prompts.render("review", "item", context))]
    body = Body(article.body)
    standing = stands(fact.content, body)
    if standing:
        for passage in fact.content.quote.passages:
            shown = ExcerptContext(excerpt_of(body, article, passage, _AROUND)).names()
            parts.append(Part(prompts.render("source", "passage", shown)))
            parts.append(Part(prompts.render("source", "place", shown)))
    else:
        parts.append(Part(prompts.render("review", "lost", context)))
    buttons = [Choice(ApproveDraft(fact.id), "approve", main=True)] if standing else []
    buttons += [
        Choice(EditFactForm(fact.id, 1), "edit", main=not standing),
        Choice(RejectDraft(fact.id), "reject" if record.proposed else "retire", danger=True),
    ]
    if total > 1:
        buttons.append(Choice(ReviewDraft(fact.id), "skip"))
    if record.proposed:
        buttons.append(Choice(BlockProposer(fact.id), "block"))
    return Panel(prompts.render("review", "heading", context), parts, "", buttons)


async def approve(replies: Replies, interaction: Interaction, action: ApproveDraft) -> None:
    """Publishes a draft, and shows the next one."""
    await replies.library.proposals.approve(server_of(interaction), who_of(interaction), action.fact_id)
    await show_draft(replies, interaction, action.fact_id)


async def reject(replies: Replies, interaction: Interaction, fact_id: int) -> None:
    """Asks for the reason that whoever proposed a draft will see; a fact that lost its quote is retired at once."""
    server_id, who = server_of(interaction), who_of(interaction)
    if (await replies.library.fact(server_id, who, fact_id)).proposed:
        await open_reject(replies, interaction, fact_id)
        return
    await replies.library.proposals.reject(server_id, who, fact_id, "")
    await show_draft(replies, interaction, fact_id)


async def block_proposer(replies: Replies, interaction: Interaction, action: BlockProposer) -> None:
    """Lets whoever proposed a draft propose no more."""
    await replies.library.proposals.block_proposer(server_of(interaction), who_of(interaction), action.fact_id)
    text = replies.prompts_for(interaction).render("proposals", "block_done", CountContext(1).names())
    await reply(interaction, sentence_view(text))
