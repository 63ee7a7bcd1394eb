"""The forms of facts: a new one, and one as it is; what is done when they are sent."""

from collections.abc import Collection, Mapping
from dataclasses import replace
from functools import partial
from typing import Any, TypeVar

from discord.ui import Modal

from bot.core.model.fact import Kind
from bot.core.model.fact_fields import FIELDS, written
from bot.core.rules.library import Library
from bot.core.ui.codec import Number, Snowflake
from bot.core.ui.forms import choice_field, new_form, text_field
from bot.core.ui.kept_forms import About, Form, Given, Purpose, Say, open_form, saying
from bot.core.ui.refusals import NOTICED, SEEN, differing
from bot.core.ui.request import Request
from bot.features.facts.panels import saved_panel
from bot.features.facts.rules import FactRules

# Five fields at most: a question's speaker is left to packs and to the command line.
FACT_FIELDS: dict[Kind, tuple[str, ...]] = {
    "summary": ("text", "quote", "speaker", "length"),
    "figure": ("value", "counts", "as_of", "speaker", "quote"),
    "person": ("name", "role", "text", "speaker", "quote"),
    "question": ("text", "stage", "stem", "follow_up", "quote"),
}
_LONG = ("text", "quote", "counts", "stem", "follow_up")
_STANDARD = {"length": "full", "stage": "core"}


class AddFact(Purpose, code="add"):
    """A new fact."""

    kind: Kind
    article_id: Number


class EditFact(Purpose, code="edit"):
    """A change of a fact. ``base``: the change that had written it when the form showed it."""

    kind: Kind
    fact_id: Number
    base: Snowflake


Edit = TypeVar("Edit", bound=EditFact)


def fact_form(request: Request, purpose: AddFact | EditFact, given: Mapping[str, Any], *, named: str) -> Modal:
    """Make the form of a kind of fact, with what was given before; its title is ``<named>_<kind>`` in the labels."""
    prompts, kind = request.prompts, purpose.kind
    fields = []
    for name in FACT_FIELDS[kind]:
        form = FIELDS[kind][name]
        if form.choices:
            chosen = given.get(name) if given.get(name) in form.choices else _STANDARD[name]
            fields.append(choice_field(prompts, name, form.choices, chosen))
        else:
            fields.append(text_field(prompts, name, form, given, long=name in _LONG))
    return new_form(prompts, purpose, f"{named}_{kind}", *fields)


def typed(given: Given) -> tuple[Given, Collection[str]]:
    """Part what was typed from the marks of the notices that were seen."""
    return {name: value for name, value in given.items() if name not in (NOTICED, SEEN)}, given.get(SEEN) or ()


# --- a new fact -------------------------------------------------------------------------------


async def send_add(request: Request, purpose: AddFact, given: Given) -> Say:
    """Add a fact and publish it. Raises LookAgain."""
    rules = request.get(FactRules)
    fields, seen = typed(given)
    done = await rules.add(request.server_id, request.who, purpose.kind, purpose.article_id, fields, seen=seen)
    return saying(saved_panel, request.prompts, done, again=True)


async def about_add(request: Request, purpose: AddFact, _given: Given) -> About:
    """Find the article that the new fact's quote has to stand in. Raises ArticleGone."""
    return About(await request.get(Library).article(request.server_id, purpose.article_id))


# --- a fact as it is --------------------------------------------------------------------------


async def open_edit(request: Request, fact_id: int, purpose: type[EditFact] = EditFact) -> None:
    """Open the form of a fact as it is. Raises ModeratorsOnly, NoSuchFact."""
    fact = (await request.get(Library).fact(request.server_id, request.who, fact_id)).fact
    await open_form(request, purpose(fact.content.kind, fact_id, fact.written), written(fact.content))


async def send_edit(request: Request, purpose: EditFact, given: Given) -> Say:
    """Change a fact. Raises EditedMeanwhile, LookAgain."""
    rules = request.get(FactRules)
    fields, seen = typed(given)
    done = await rules.edit(request.server_id, request.who, purpose.fact_id, fields, purpose.base, seen=seen)
    return saying(saved_panel, request.prompts, done)


async def about_edit(request: Request, purpose: EditFact, given: Given) -> About:
    """Find the fact, its article, and what the form would change of it. Raises NoSuchFact."""
    library = request.get(Library)
    record = await library.fact(request.server_id, request.who, purpose.fact_id)
    article = await library.article(request.server_id, record.fact.article_id)
    return About(article, record, lambda: differing(written(record.fact.content), given))


async def rebase_edit(request: Request, purpose: Edit) -> Edit:
    """Have the form change the fact as it is now. Raises NoSuchFact."""
    record = await request.get(Library).fact(request.server_id, request.who, purpose.fact_id)
    return replace(purpose, base=record.fact.written)


FORMS = (
    Form(AddFact, build=partial(fact_form, named="add"), send=send_add, about=about_add),
    Form(EditFact, build=partial(fact_form, named="edit"), send=send_edit, about=about_edit, rebase=rebase_edit),
)
