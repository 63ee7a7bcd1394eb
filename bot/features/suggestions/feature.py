"""Suggestions: /suggest, and their review."""

from bot.core.ui.feature import Feature, Help
from bot.features.suggestions import tables as own
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
from bot.features.suggestions.commands import add_commands
from bot.features.suggestions.forms import FORMS
from bot.features.suggestions.presses import (
    approve,
    approve_fuller,
    block_suggester,
    edit,
    forget,
    from_message,
    reject,
    review,
    show_mine,
    unblock,
)
from bot.features.suggestions.rules import decide_again

feature = Feature(
    name="suggestions",
    commands=add_commands,
    presses={
        FromMessage: from_message,
        ReviewDraft: review,
        ApproveDraft: approve,
        ApproveFuller: approve_fuller,
        EditDraftForm: edit,
        RejectDraft: reject,
        BlockSuggester: block_suggester,
        UnblockMember: unblock,
        UnblockSuggester: unblock,
        ShowMine: show_mine,
    },
    forms=FORMS,
    tables=(own.blocked,),
    actions=(
        "fact suggested",
        "suggestion approved",
        "suggestion rejected",
        "suggestion withdrawn",
        "member blocked",
        "member unblocked",
    ),
    noted=("reason",),
    help=(
        Help(40, "suggestions"),
        Help(120, "suggestions", "help_review", moderators=True),
        Help(140, "suggestions", "help_block", moderators=True),
    ),
    at_undo=decide_again,
    forget=forget,
)
