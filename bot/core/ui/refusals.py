"""What is said when something can't be done as it is: why, what was found instead, and the way on."""

import logging
import secrets
from collections.abc import Mapping, Sequence
from typing import Any

from discord import app_commands

from bot.core.model.article import Article
from bot.core.model.changes import FactRecord
from bot.core.model.deeds import deeds
from bot.core.model.errors.base import Refusal
from bot.core.model.errors.facts import QuoteCut, QuoteMissing, QuoteTwice
from bot.core.model.errors.notices import LookAgain
from bot.core.model.errors.reader import CommandChanged, DoneUnseen, PostedUnseen, PostUnsure, StoreUnsure, Unexpected
from bot.core.model.fact import TITLE
from bot.core.model.nearest import nearest
from bot.core.model.quotes import Body
from bot.core.templates.contexts import ConflictContext, FieldChange, NoticesContext, PlaceContext, RefusedContext
from bot.core.templates.prompts import Prompts
from bot.core.ui.actions import ChoosePlace, DropForm, KeepAsIs, ReopenForm, SaveAnyway, UseFuller
from bot.core.ui.outbox import SENDING
from bot.core.ui.panels import Choice, Panel, Part
from bot.core.ui.reading import excerpt_of
from bot.core.ui.request import Request, Unanswered

log = logging.getLogger(__name__)

# What a kept form has besides its fields: what was noticed of it, and the marks of what its writer has seen of that.
NOTICED, SEEN = "noticed", "seen"
_NO_FIELDS = ("place", NOTICED, SEEN)
_PLACES_MOST = 5
_FULLER_MOST = 60
_AROUND = 120
_NEAREST_MOST = 600
# What discord.py raises where Discord still has the commands of an earlier version.
_CHANGED = (app_commands.CommandSignatureMismatch, app_commands.CommandNotFound, app_commands.TransformerError)


async def answer_error(request: Request, error: BaseException) -> None:
    """Say in one sentence what to do next; what nobody foresaw is logged under a reference that is said too."""
    cause = error.original if isinstance(error, app_commands.CommandInvokeError) else error
    if isinstance(cause, _CHANGED):
        cause = CommandChanged()
    if isinstance(cause, Unanswered) and cause.everyday:
        log.info("%s could not be answered: %s", _name(request), cause)
        return
    if not isinstance(cause, Refusal):
        cause = unexpected(request, cause)
    try:
        await request.refuse(request.prompts.sentence(cause, in_form=True))
    except Unanswered as failure:
        # The person sees Discord's own "did not respond".
        log.warning("could not say what went wrong: %s", failure)


def unexpected(request: Request, error: BaseException) -> Unexpected:
    """Log an error under a reference, without who met it or what they typed; returns what is said of it.

    That is true of what the request has done until then.
    """
    reference, done = secrets.token_hex(4), deeds()
    level = logging.WARNING if isinstance(error, (*SENDING, Unanswered)) else logging.ERROR
    told = {"reference": reference}
    log.log(level, "%s failed, reference %s", _name(request), reference, exc_info=error, extra=told)
    if done.posted:
        return PostedUnseen(reference)
    if done.unsure:
        return PostUnsure(reference)
    if done.stored:
        return DoneUnseen(reference)
    return StoreUnsure(reference) if done.unknown else Unexpected(reference)


def _name(request: Request) -> str:
    command = request.interaction.command
    return command.qualified_name if command else "a button or a form"


def refused_panel(prompts: Prompts, refusal: Refusal, form_id: int, article: Article | None) -> Panel:
    """Say why a form was refused, with a button that opens it again."""
    parts: list[Part] = []
    if article is not None and isinstance(refusal, QuoteTwice):
        parts = _places(prompts, refusal, form_id, article)
    elif article is not None:
        parts = found_parts(prompts, refusal, article)
    heading = prompts.render("forms", "refused", RefusedContext(prompts.sentence(refusal, in_form=True)))
    footer = prompts.render("forms", "kept")
    return Panel(heading, parts, footer, [Choice(ReopenForm(form_id), "reopen", main=True)])


def _places(prompts: Prompts, refusal: QuoteTwice, form_id: int, article: Article) -> list[Part]:
    body = Body.of(article)
    parts = []
    for number, passage in enumerate(body.places(refusal.passage, _PLACES_MOST), 1):
        text = prompts.render("forms", "place", PlaceContext(excerpt_of(body, article, passage, _AROUND), number))
        button = Choice(ChoosePlace(form_id, number), "place", (number, prompts.place(passage.paragraph)))
        parts.append(Part(text, [button]))
    return parts


def found_parts(prompts: Prompts, refusal: Refusal, article: Article) -> list[Part]:
    """Show what the article has where a quote was refused: the words that it cuts, or what comes nearest."""
    if not isinstance(refusal, QuoteCut | QuoteMissing):
        return []
    body, cut = Body.of(article), isinstance(refusal, QuoteCut)
    passage = body.cut(refusal.passage) if cut else nearest(body, refusal.passage)
    if passage is None:
        return []
    end = min(passage.end, passage.start + _NEAREST_MOST)
    shown = body.passage(passage.start, end, in_title=passage.paragraph == TITLE)
    excerpt = excerpt_of(body, article, shown, _AROUND)
    return [Part(prompts.render("forms", "whole" if cut else "nearest", PlaceContext(excerpt, 1)))]


def notices_panel(prompts: Prompts, refusal: LookAgain, form_id: int) -> Panel:
    """Show what was noticed of a fact before it is saved; one press goes on."""
    notices = refusal.notices
    buttons = [Choice(KeepAsIs(form_id), "as_is", main=not notices.fuller), Choice(ReopenForm(form_id), "reopen")]
    if notices.fuller:
        buttons.insert(0, Choice(UseFuller(form_id), "fuller", (shortened(notices.fuller.value),), main=True))
    parts = [Part(prompts.render("forms", "notices", NoticesContext(notices)))]
    return Panel(prompts.render("forms", "noticed"), parts, prompts.render("forms", "kept"), buttons)


def shortened(value: str) -> str:
    """Cut a value so that it fits a button."""
    return value if len(value) <= _FULLER_MOST else value[: _FULLER_MOST - 1].rstrip() + "…"


def differing(now: Mapping[str, Any], given: Mapping[str, Any]) -> list[FieldChange]:
    """List the fields of a form that differ from what stands there now."""
    mine = {name: str(value).strip() or None for name, value in given.items() if name not in _NO_FIELDS}
    return [FieldChange(name, now.get(name), value) for name, value in mine.items() if value != now.get(name)]


def conflict_panel(prompts: Prompts, form_id: int, record: FactRecord | None, changes: Sequence[FieldChange]) -> Panel:
    """Show what somebody else left meanwhile, and what one's own form would change of it."""
    text = prompts.render("forms", "conflict", ConflictContext(record, changes))
    buttons = [
        Choice(SaveAnyway(form_id), "anyway", danger=True),
        Choice(ReopenForm(form_id), "reopen"),
        Choice(DropForm(form_id), "drop"),
    ]
    return Panel(text, (), prompts.render("forms", "kept"), buttons)
