"""The forms of suggestions: a new one, a draft in review, why it is rejected, a message that waits for its kind."""

from collections.abc import Mapping
from functools import partial
from typing import Any

from discord.ui import Modal

from bot.core.model.errors.base import Refusal
from bot.core.model.errors.facts import ControlCharacter, TooLong
from bot.core.model.fact_fields import REASON_MOST, Field
from bot.core.ui.codec import Number
from bot.core.ui.forms import new_form, text_field
from bot.core.ui.kept_forms import Form, Given, Purpose, Say, saying
from bot.core.ui.request import Request
from bot.features.facts.forms import AddFact, EditFact, about_add, about_edit, fact_form, rebase_edit, typed
from bot.features.facts.rules import FactRules
from bot.features.suggestions.panels import next_draft, thanks_panel
from bot.features.suggestions.rules import SuggestionRules


class SuggestFact(AddFact, code="suggest"):
    """A new fact, suggested by a student."""


class EditDraft(EditFact, code="editdraft"):
    """A change of a draft, from the review, which goes on with the next one."""


class RejectFact(Purpose, code="reject"):
    """Why a draft is rejected."""

    fact_id: Number


class UseMessage(Purpose, code="message"):
    """A message's text that waits for its kind of fact; it is no form that anybody fills in."""

    article_id: Number


async def show_draft(request: Request, after: int) -> None:
    """Show the draft after one, in place of the one before."""
    await request.show(await next_draft(request, after))


async def send_suggest(request: Request, purpose: SuggestFact, given: Given) -> Say:
    """Suggest a fact. Raises LookAgain."""
    rules = request.get(SuggestionRules)
    fields, seen = typed(given)
    done = await rules.suggest(request.server_id, request.who, purpose.kind, purpose.article_id, fields, seen=seen)
    return saying(thanks_panel, request.prompts, done)


async def send_draft(request: Request, purpose: EditDraft, given: Given) -> Say:
    """Change a draft, which publishes it; then show the next one in its place. Raises EditedMeanwhile, LookAgain."""
    rules = request.get(FactRules)
    fields, seen = typed(given)
    await rules.edit(request.server_id, request.who, purpose.fact_id, fields, purpose.base, seen=seen, reviewed=True)
    return partial(show_draft, request, purpose.fact_id)


def build_reject(request: Request, purpose: RejectFact, given: Mapping[str, Any]) -> Modal:
    """Make the form for the reason that whoever suggested a draft will see."""
    reason = text_field(request.prompts, "reason", Field(REASON_MOST), given, long=True)
    return new_form(request.prompts, purpose, "reject", reason)


async def send_reject(request: Request, purpose: RejectFact, given: Given) -> Say:
    """Reject a draft; then show the next one in its place. Raises TooLong, ControlCharacter."""
    rules = request.get(SuggestionRules)
    await rules.reject(request.server_id, request.who, purpose.fact_id, str(given.get("reason") or ""))
    return partial(show_draft, request, purpose.fact_id)


def _mendable(refusal: Refusal) -> bool:
    """Tell whether another reason would do; else it can't be rejected any more, however often the form is sent."""
    return isinstance(refusal, TooLong | ControlCharacter)


FORMS = (
    Form(SuggestFact, build=partial(fact_form, named="suggest"), send=send_suggest, right="anybody", about=about_add),
    Form(EditDraft, build=partial(fact_form, named="edit"), send=send_draft, about=about_edit, rebase=rebase_edit),
    Form(RejectFact, build=build_reject, send=send_reject, keeps=_mendable),
    Form(UseMessage),
)
