"""The buttons of suggestions: their review, who may not suggest, and a message that becomes a fact."""

from bot.core.model.fact import Kind
from bot.core.ui.codec import Action, Number, Snowflake


class FromMessage(Action, code="message"):
    """Open the form of a kind with a message's text."""

    kind: Kind
    form_id: Number


class ReviewDraft(Action, code="review"):
    """Show the draft after this one; ``fresh`` 1: in a reply of its own."""

    after: Number
    fresh: Number = 0


class ApproveDraft(Action, code="approve"):
    """Publish a draft, and show the next one."""

    fact_id: Number


class ApproveFuller(Action, code="approvefuller"):
    """Publish a draft with the value that has its qualifier, and show the next one."""

    fact_id: Number


class EditDraftForm(Action, code="editdraft"):
    """Open the form of a draft; the next one is shown when it is sent."""

    fact_id: Number


class RejectDraft(Action, code="reject"):
    """Ask why a draft is rejected; one that nobody suggested is retired at once."""

    fact_id: Number


class BlockSuggester(Action, code="block"):
    """Let whoever suggested this fact suggest no more."""

    fact_id: Number


class UnblockMember(Action, code="unblock"):
    """Let a member suggest again."""

    member_id: Snowflake


class UnblockSuggester(Action, code="lift"):
    """Let whoever was stopped for this suggestion suggest again."""

    fact_id: Number


class ShowMine(Action, code="mine"):
    """Show what the presser suggested, and how it fared."""
