"""What is said when a form can't be saved as it is: why, what was found instead, and the way on."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.core.model.article import Article
from bot.core.model.changes import FactRecord
from bot.core.model.errors.base import Refusal
from bot.core.model.errors.facts import QuoteMissing, QuoteTwice
from bot.core.model.fact_fields import written
from bot.core.model.nearest import nearest
from bot.core.model.quotes import Body
from bot.core.templates.contexts import ConflictContext, FieldChange, PlaceContext, RefusedContext
from bot.core.templates.differences import text_changes
from bot.core.templates.prompts import Prompts
from bot.core.templates.source import excerpt_of
from bot.core.ui.curating import ChoosePlace, DropForm, ReopenForm, SaveAnyway
from bot.core.ui.panels import Choice, Panel, Part
from bot.features.articles.body_fields import joined_body

_PLACES_MOST = 5
_AROUND = 120
_NEAREST_MOST = 600


def refused_panel(prompts: Prompts, refusal: Refusal, form_id: int, article: Article | None) -> Panel:
    """Why a form was refused, with a button that opens it again."""
    sentence = prompts.sentence(refusal, in_form=True)
    parts: list[Part] = []
    if article is not None and isinstance(refusal, QuoteTwice):
        parts = _places(prompts, refusal, form_id, article)
    elif article is not None and isinstance(refusal, QuoteMissing):
        parts = nearest_parts(prompts, refusal, article)
    heading = prompts.render("form", "refused", RefusedContext(sentence).names())
    footer = prompts.render("form", "kept", {})
    return Panel(heading, parts, footer, [Choice(ReopenForm(form_id), "reopen", main=True)])


def _places(prompts: Prompts, refusal: QuoteTwice, form_id: int, article: Article) -> list[Part]:
    body = Body(article.body)
    parts = []
    for number, passage in enumerate(body.places(refusal.passage)[:_PLACES_MOST], 1):
        context = PlaceContext(excerpt_of(body, article, passage, _AROUND), number)
        text = prompts.render("form", "place", context.names())
        button = Choice(ChoosePlace(form_id, number), "place", (number, passage.paragraph))
        parts.append(Part(text, [button]))
    return parts


def nearest_parts(prompts: Prompts, refusal: QuoteMissing, article: Article) -> list[Part]:
    """The passage that comes nearest to words that aren't in the article, if one does."""
    body = Body(article.body)
    passage = nearest(body, refusal.passage)
    if passage is None:
        return []
    end = min(passage.end, passage.start + _NEAREST_MOST)
    shown = passage.model_copy(update={"end": end, "text": body.text[passage.start : end]})
    excerpt = excerpt_of(body, article, shown, _AROUND)
    return [Part(prompts.render("form", "nearest", PlaceContext(excerpt, 1).names()))]


def _differing(now: Mapping[str, Any], given: Mapping[str, Any]) -> list[FieldChange]:
    """The fields of a form that differ from what stands there now."""
    mine = {name: str(value).strip() or None for name, value in given.items() if name != "place"}
    return [FieldChange(name, now.get(name), value) for name, value in mine.items() if value != now.get(name)]


def conflict_panel(
    prompts: Prompts, form_id: int, record: FactRecord | None, given: Mapping[str, Any], article: Article | None
) -> Panel:
    """What somebody else left meanwhile, and what one's own form would change of it."""
    changes = []
    if record is not None:
        changes = _differing(written(record.fact.content), given)
    elif article is not None and "title" in given:
        changes = _differing(article.model_dump(exclude={"body", "remarks"}), given)
    elif article is not None:
        changes = text_changes(article.body, joined_body(given, article.body))
    text = prompts.render("form", "conflict", ConflictContext(record, changes).names())
    buttons = [
        Choice(SaveAnyway(form_id), "anyway", danger=True),
        Choice(ReopenForm(form_id), "reopen"),
        Choice(DropForm(form_id), "drop"),
    ]
    return Panel(text, (), prompts.render("form", "kept", {}), buttons)
