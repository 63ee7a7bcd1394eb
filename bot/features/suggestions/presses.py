"""What the buttons of suggestions do: the review, what somebody suggested, who may not suggest, a message's kind."""

from bot.core.model.errors.changes import FormGone
from bot.core.rules.library import Library
from bot.core.templates.contexts import CountContext
from bot.core.ui.kept_forms import kept_form, open_form
from bot.core.ui.request import Request
from bot.features.facts.forms import AddFact, open_edit
from bot.features.suggestions.buttons import (
    ApproveDraft,
    ApproveFuller,
    BlockSuggester,
    EditDraftForm,
    FromMessage,
    RejectDraft,
    ReviewDraft,
    ShowMine,
    UnblockMember,
    UnblockSuggester,
)
from bot.features.suggestions.contexts import ForgotContext
from bot.features.suggestions.errors import MessageOfAnother
from bot.features.suggestions.forms import EditDraft, RejectFact, SuggestFact, UseMessage, show_draft
from bot.features.suggestions.panels import blocked_panel, mine_panel, next_draft
from bot.features.suggestions.rules import SuggestionRules


async def review(request: Request, action: ReviewDraft) -> None:
    """Show the draft after one, in place or in a reply of its own."""
    if action.fresh:
        await request.reply(await next_draft(request, action.after))
    else:
        await show_draft(request, action.after)


async def approve(request: Request, action: ApproveDraft) -> None:
    """Publish a draft, and show the next one."""
    await request.get(SuggestionRules).approve(request.server_id, request.who, action.fact_id)
    await show_draft(request, action.fact_id)


async def approve_fuller(request: Request, action: ApproveFuller) -> None:
    """Publish a draft with the qualifier that its value leaves out, and show the next one."""
    await request.get(SuggestionRules).approve_fuller(request.server_id, request.who, action.fact_id)
    await show_draft(request, action.fact_id)


async def edit(request: Request, action: EditDraftForm) -> None:
    """Open the form of a draft."""
    await open_edit(request, action.fact_id, EditDraft)


async def reject(request: Request, action: RejectDraft) -> None:
    """Ask for the reason that whoever suggested a draft will see; a fact that lost its quote is retired at once."""
    server_id, who = request.server_id, request.who
    if (await request.get(Library).fact(server_id, who, action.fact_id)).suggested:
        await open_form(request, RejectFact(action.fact_id), {})
        return
    await request.get(SuggestionRules).reject(server_id, who, action.fact_id, "")
    await show_draft(request, action.fact_id)


async def block_suggester(request: Request, action: BlockSuggester) -> None:
    """Let whoever suggested a draft suggest no more."""
    await request.get(SuggestionRules).block_suggester(request.server_id, request.who, action.fact_id)
    await request.reply(request.prompts.render("suggestions", "block_done", CountContext(1)))


async def unblock(request: Request, action: UnblockMember | UnblockSuggester) -> None:
    """Let a member suggest again, or whoever was stopped for a suggestion; show who is left."""
    server_id, who, rules = request.server_id, request.who, request.get(SuggestionRules)
    if isinstance(action, UnblockMember):
        await rules.set_blocked(server_id, who, action.member_id, False)
    else:
        await rules.unblock_for(server_id, who, action.fact_id)
    await request.show(blocked_panel(request.prompts, await rules.blocked(server_id, who)))


async def show_mine(request: Request, _action: ShowMine) -> None:
    """Show the presser what they suggested, and how it fared."""
    found, total = await request.get(SuggestionRules).mine(request.server_id, request.who)
    await request.reply(mine_panel(request.prompts, found, total))


async def from_message(request: Request, action: FromMessage) -> None:
    """Open the form of a kind with the message's text. Raises FormGone."""
    purpose, given = await kept_form(request, action.form_id)
    if not isinstance(purpose, UseMessage):
        raise FormGone
    moderator = await request.desk.may(request.server_id, request.who, "moderator")
    if not (moderator or given.get("own")):
        raise MessageOfAnother  # they were a moderator when they chose it
    form = (AddFact if moderator else SuggestFact)(action.kind, purpose.article_id, kept=action.form_id)
    main = "counts" if action.kind == "figure" else "text"
    await open_form(request, form, {main: given.get("text"), "quote": given.get("quote")})


async def forget(request: Request) -> list[str]:
    """Take away every link between whoever asks and what they suggested. Returns what is to be said of it."""
    suggestions, blocked = await request.get(SuggestionRules).forget(request.server_id, request.who)
    said = request.prompts.render("suggestions", "forgot", ForgotContext(suggestions, blocked))
    return [said] if said else []
