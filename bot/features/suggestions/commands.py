"""/suggest, what somebody proposed, being forgotten, and who may not propose."""

from __future__ import annotations

from discord import app_commands
from discord.app_commands import CommandTree

from bot.core.model.fact import KINDS
from bot.core.templates.contexts import CountContext
from bot.core.templates.differences import said
from bot.core.ui.article_option import article_choices, chosen_article
from bot.core.ui.choices import as_kind
from bot.core.ui.form_opening import open_suggest
from bot.core.ui.labels import Texts
from bot.core.ui.layouts import sentence_view
from bot.core.ui.panels import Choice, Panel, Part, panel_view
from bot.core.ui.request import Interaction, Replies, reply, server_of, show
from bot.core.ui.rights import who_of
from bot.features.privacy.buttons import ForgetMe
from bot.features.privacy.contexts import ForgotContext
from bot.features.suggestions.buttons import ShowMine, UnblockMember, UnblockProposer
from bot.features.suggestions.contexts import ProposalContext, StoppedContext

_MEMBERS_MOST = 9


def add_proposing(tree: CommandTree, replies: Replies, texts: Texts) -> None:
    """Adds the command with which everybody can propose a fact."""

    @tree.command(**texts.command("suggest"))
    @app_commands.rename(**texts.names("kind", "article"))
    @app_commands.describe(**texts.options("kind", "article"))
    @app_commands.choices(kind=texts.choices(KINDS))
    async def suggest(interaction: Interaction, kind: str, article: str | None = None) -> None:
        article_id = await chosen_article(replies, interaction, article)
        await open_suggest(replies, interaction, as_kind(kind), article_id)

    suggest.autocomplete("article")(article_choices(replies))


async def show_mine(replies: Replies, interaction: Interaction, _action: ShowMine) -> None:
    """Shows the presser what they proposed, and how it fared."""
    prompts = replies.prompts_for(interaction)
    proposals, total = await replies.library.proposals.mine(server_of(interaction), who_of(interaction), 10)
    context = CountContext(total).names()
    parts = [Part(prompts.render("proposals", "item", ProposalContext(proposal).names())) for proposal in proposals]
    if not parts:
        parts = [Part(prompts.render("proposals", "empty", context))]
    footer = prompts.render("proposals", "footer", context)
    buttons = [Choice(ForgetMe(0), "forget", danger=True)]
    panel = Panel(prompts.render("proposals", "heading", context), parts, footer, buttons)
    view = panel_view(prompts, panel)
    await reply(interaction, view)


async def forget_me(replies: Replies, interaction: Interaction, action: ForgetMe) -> None:
    """Asks first; then removes every link between the presser and what they proposed, and says what it did."""
    prompts = replies.prompts_for(interaction)
    if not action.sure:
        buttons = [Choice(ForgetMe(1), "forget_sure", danger=True)]
        panel = Panel(prompts.render("proposals", "sure", {}), (), "", buttons)
        view = panel_view(prompts, panel)
        await reply(interaction, view)
        return
    done = await replies.library.proposals.forget(server_of(interaction), who_of(interaction))
    text = prompts.render("proposals", "forgot", ForgotContext(*done).names())
    await show(interaction, sentence_view(text))


async def block_member(replies: Replies, interaction: Interaction, member_id: int | None) -> None:
    """Blocks a member from proposing; without a member, shows who is blocked."""
    server_id, who, prompts = server_of(interaction), who_of(interaction), replies.prompts_for(interaction)
    if member_id is None:
        await reply(interaction, panel_view(prompts, await _blocked(replies, interaction)))
        return
    await replies.library.proposals.set_blocked(server_id, who, member_id, True)
    await reply(interaction, sentence_view(prompts.render("proposals", "block_done", CountContext(1).names())))


async def _blocked(replies: Replies, interaction: Interaction) -> Panel:
    """Who may not propose; whoever was stopped for a proposal is named by that only."""
    prompts = replies.prompts_for(interaction)
    stopped = await replies.library.proposals.blocked(server_of(interaction), who_of(interaction))
    parts = []
    for one in stopped[:_MEMBERS_MOST]:
        text = None if one.content is None else said(one.content)
        lift = UnblockMember(one.member_id) if one.member_id is not None else UnblockProposer(one.fact_id or 0)
        shown = prompts.render("proposals", "member", StoppedContext(one.member_id, text).names())
        parts.append(Part(shown, [Choice(lift, "unblock")], beside=True))
    heading = prompts.render("proposals", "blocked", CountContext(len(stopped)).names())
    more = len(stopped) - len(parts)
    footer = prompts.render("proposals", "more_blocked", CountContext(more).names()) if more else ""
    return Panel(heading, parts, footer)


async def unblock(replies: Replies, interaction: Interaction, action: UnblockMember | UnblockProposer) -> None:
    """Lets a member propose again, or whoever was stopped for a proposal; shows who is left."""
    server_id, who, proposals = server_of(interaction), who_of(interaction), replies.library.proposals
    if isinstance(action, UnblockMember):
        await proposals.set_blocked(server_id, who, action.member_id, False)
    else:
        await proposals.unblock_for(server_id, who, action.fact_id)
    await show(interaction, panel_view(replies.prompts_for(interaction), await _blocked(replies, interaction)))
