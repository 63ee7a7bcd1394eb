"""/suggest, what somebody proposed, being forgotten, and who may not propose."""

from __future__ import annotations

from discord import app_commands
from discord.app_commands import CommandTree

from ..answers.curate_contexts import CountContext, ForgotContext, MembersContext, ProposalContext
from ..model import KINDS
from ..ui.curating import ForgetMe, ShowMine, UnblockMember
from ..ui.layouts import sentence_view
from ..ui.panels import Choice, Panel, Part, panel_view
from .article_option import article_choices, find_article
from .form_opening import open_suggest
from .replies import NOBODY, Interaction, Replies, channel_of, checked, server_of, show
from .rights import who_of
from .texts import Texts

_MEMBERS_MOST = 8


def add_proposing(tree: CommandTree, replies: Replies, texts: Texts) -> None:
    """Adds the command with which everybody can propose a fact."""

    @tree.command(**texts.command("suggest"))
    @app_commands.rename(**texts.names("kind", "article"))
    @app_commands.describe(**texts.options("kind", "article"))
    @app_commands.choices(kind=texts.choices(KINDS))
    async def suggest(interaction: Interaction, kind: str, article: str | None = None) -> None:
        article_id = await find_article(replies, interaction, article)
        if article_id is None:
            article_id = await replies.library.current(server_of(interaction), channel_of(interaction))
        known = KINDS[KINDS.index(checked("kind", kind, KINDS))]
        await open_suggest(replies, interaction, known, article_id)

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
    await interaction.response.send_message(view=view, ephemeral=True, allowed_mentions=NOBODY)


async def forget_me(replies: Replies, interaction: Interaction, action: ForgetMe) -> None:
    """Asks first; then removes every link between the presser and what they proposed, and says what it did."""
    prompts = replies.prompts_for(interaction)
    if not action.sure:
        buttons = [Choice(ForgetMe(1), "forget_sure", danger=True)]
        panel = Panel(prompts.render("proposals", "sure", {}), (), "", buttons)
        view = panel_view(prompts, panel)
        await interaction.response.send_message(view=view, ephemeral=True, allowed_mentions=NOBODY)
        return
    done = await replies.library.proposals.forget(server_of(interaction), who_of(interaction))
    text = prompts.render("proposals", "forgot", ForgotContext(*done).names())
    await show(interaction, sentence_view(text))


async def block_member(replies: Replies, interaction: Interaction, member_id: int | None) -> None:
    """Blocks a member from proposing, or lets them again; without a member, shows who is blocked."""
    server_id, who, prompts = server_of(interaction), who_of(interaction), replies.prompts_for(interaction)
    blocked = await replies.library.proposals.blocked(server_id, who)
    if member_id is None:
        members = blocked[:_MEMBERS_MOST]
        parts = [
            Part(
                prompts.render("proposals", "member", CountContext(member).names()),
                [Choice(UnblockMember(member), "unblock")],
                beside=True,
            )
            for member in members
        ]
        panel = Panel(prompts.render("proposals", "blocked", MembersContext(blocked).names()), parts)
        view = panel_view(prompts, panel)
    else:
        blocks = member_id not in blocked
        await replies.library.proposals.set_blocked(server_id, who, member_id, blocks)
        view = sentence_view(prompts.render("proposals", "block_done", {"count": int(blocks)}))
    await interaction.response.send_message(view=view, ephemeral=True, allowed_mentions=NOBODY)


async def unblock(replies: Replies, interaction: Interaction, action: UnblockMember) -> None:
    """Lets a member propose again."""
    server_id, who = server_of(interaction), who_of(interaction)
    await replies.library.proposals.set_blocked(server_id, who, action.member_id, False)
    text = replies.prompts_for(interaction).render("proposals", "block_done", {"count": 0})
    await show(interaction, sentence_view(text))
