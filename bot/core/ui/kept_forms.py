"""Forms from opening to saving: what can't be saved is kept for a day, and nothing that was typed is lost.

Discord tells of a form that arrives only its ``custom_id``, so a form's purpose stands in it, and one that was open
over a restart still arrives.
"""

import logging
from collections.abc import Awaitable, Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from typing import Any, Generic, NamedTuple, TypeVar

from discord.ui import Modal

from bot.core.model.article import Article
from bot.core.model.changes import FactRecord
from bot.core.model.deeds import deeds
from bot.core.model.errors import changes as errors
from bot.core.model.errors.base import Refusal
from bot.core.model.errors.notices import LookAgain
from bot.core.model.errors.reader import CommandChanged
from bot.core.rules.desk import Right
from bot.core.templates.contexts import FieldChange
from bot.core.ui.actions import ChoosePlace, ConfirmForm, DropForm, KeepAsIs, ReopenForm, SaveAnyway, UseFuller
from bot.core.ui.codec import Action, Coded, Kept, from_text, to_text
from bot.core.ui.forms import FORM_PREFIX, values_of
from bot.core.ui.panels import Panel
from bot.core.ui.refusals import NOTICED, SEEN, conflict_panel, notices_panel, refused_panel, unexpected
from bot.core.ui.request import Press, Request, Unanswered

log = logging.getLogger(__name__)

# Who has no right here leaves no row behind, not even of what they typed.
_NOT_KEPT = (errors.ModeratorsOnly, errors.ManagersOnly, errors.MemberBlocked, errors.FormGone)

Given = dict[str, Any]
Say = Callable[[], Awaitable[Panel | None]]
"""What makes the answer once something is done; it gives None where it has answered itself."""


class Purpose(Coded):
    """Base of what a form is for. ``kept``: the number of the stored form whose texts it shows, None for a new one."""

    kept: Kept = field(default=None, kw_only=True)


P = TypeVar("P", bound=Purpose)


class About(NamedTuple):
    """What a form is about, for saying why it was refused.

    ``article``: where its quote has to stand; ``record``: the fact that it changes; ``changes`` finds what it would
    change of what stands there now; it is asked only where that is shown.
    """

    article: Article | None = None
    record: FactRecord | None = None
    changes: Callable[[], Sequence[FieldChange]] = tuple


@dataclass(frozen=True)
class Form(Generic[P]):
    """A form that a feature has.

    ``build`` makes it with what was given before. ``send`` makes the change and returns what says so; ``take`` does
    all of it in its own way instead. ``right``: who may open it again. ``about`` tells what it is about, ``rebase``
    has it change what stands there now. ``confirm`` does what was shown first and waited for a yes. ``keeps`` tells
    for which refusals it is kept.
    """

    purpose: type[P]
    build: Callable[[Request, P, Mapping[str, Any]], Modal] | None = None
    send: Callable[[Request, P, Given], Awaitable[Say]] | None = None
    take: Callable[[Request, P, Given], Awaitable[None]] | None = None
    confirm: Callable[[Request, P, Given], Awaitable[Panel]] | None = None
    right: Right = "moderator"
    about: Callable[[Request, P, Given], Awaitable[About]] | None = None
    rebase: Callable[[Request, P], Awaitable[P]] | None = None
    keeps: Callable[[Refusal], bool] = lambda _refusal: True


def saying(make: Callable[..., Panel], *given: Any, **named: Any) -> Say:
    """Make a panel of what is given, once something is done: a failure to say it is none to do it."""

    async def say() -> Panel:
        return make(*given, **named)

    return say


# --- opening ----------------------------------------------------------------------------------


async def open_form(request: Request, purpose: Purpose, given: Mapping[str, Any]) -> None:
    """Open the form for a purpose. Raises FormGone for what nobody fills in."""
    build = _form(request, purpose).build
    if build is None:
        raise errors.FormGone
    await request.open(build(request, purpose, given))


async def reopen(request: Request, action: ReopenForm) -> None:
    """Open a refused form again with all that was typed. Raises FormGone."""
    purpose, given = await kept_form(request, action.form_id)
    await request.require(_form(request, purpose).right)
    await open_form(request, purpose, given)


# --- keeping ----------------------------------------------------------------------------------


async def keep(
    request: Request, purpose: Purpose, given: Mapping[str, Any], instead: int | None = None, *, asked: bool = True
) -> int:
    """Keep what was typed for a day, in place of another form. Returns its number.

    ``asked`` False: that isn't what somebody asked for. It was refused, or waits for what they will say to it.
    """
    stored = {"form": to_text(replace(purpose, kept=None))}
    return await request.desk.forms.keep(
        request.server_id, request.member_id, stored, dict(given), request.desk.now(), instead=instead, asked=asked
    )


async def drop(request: Request, form_id: int | None, *, asked: bool = True) -> None:
    """Leave a kept form. ``asked`` False: it was sent, and what that did is another matter."""
    await request.desk.forms.drop(request.server_id, request.member_id, form_id, asked=asked)


async def kept_form(request: Request, form_id: int) -> tuple[Purpose, Given]:
    """Find a kept form of the person's own. Raises FormGone."""
    found = await request.desk.forms.find(request.server_id, request.member_id, form_id)
    purpose = None if found is None else read_purpose(request, found[0])
    if found is None or purpose is None:
        raise errors.FormGone
    return replace(purpose, kept=form_id), found[1]


def read_purpose(request: Request, stored: Mapping[str, Any]) -> Purpose | None:
    """Read the purpose of a kept form; None where this version doesn't know it."""
    return from_text(str(stored.get("form")), request.bot.features.purposes)


# --- sending ----------------------------------------------------------------------------------


def is_form(data: Mapping[str, Any]) -> bool:
    """Tell whether what Discord sent is a form of ours."""
    return str(data.get("custom_id", "")).startswith(FORM_PREFIX) and "components" in data


async def submit(request: Request) -> None:
    """Do what a form that was sent asks for. Raises BotAbsent, CommandChanged for one that isn't known."""
    request.require_member()
    data: dict[str, Any] = dict(request.interaction.data or {})
    purpose = from_text(str(data["custom_id"]).removeprefix(FORM_PREFIX), request.bot.features.purposes)
    if purpose is None:
        raise CommandChanged
    form, given = _form(request, purpose), values_of(data["components"])
    if form.take is not None:
        request.take("forms")
        await form.take(request, purpose, given)
    else:
        await _send(request, form, purpose, given)


async def choose_place(request: Request, action: ChoosePlace) -> None:
    """Send a kept form again with a place for its quote. Raises FormGone."""
    purpose, given = await kept_form(request, action.form_id)
    await _send(request, _form(request, purpose), purpose, given | {"place": action.place})


async def save_anyway(request: Request, action: SaveAnyway) -> None:
    """Send a kept form again over what somebody else changed: the person was shown that. Raises FormGone."""
    purpose, given = await kept_form(request, action.form_id)
    await _send(request, _form(request, purpose), purpose, given, anyway=True)


async def keep_as_is(request: Request, action: KeepAsIs | UseFuller) -> None:
    """Send a kept form again of which something was noticed, as it is or with the fuller value. Raises FormGone."""
    purpose, given = await kept_form(request, action.form_id)
    noticed = given.pop(NOTICED, {})
    fuller = noticed.get("fields", {}) if isinstance(action, UseFuller) else {}
    await _send(request, _form(request, purpose), purpose, {**given, **fuller, SEEN: noticed.get("marks", ())})


async def drop_kept(request: Request, action: DropForm) -> None:
    """Leave a kept form: it goes, and nothing was changed. Raises FormGone where it was sent meanwhile."""
    await kept_form(request, action.form_id)
    await drop(request, action.form_id)
    await request.show(request.prompts.render("forms", "dropped"))


async def confirm(request: Request, action: ConfirmForm) -> None:
    """Do what was shown first and waited for a yes. Raises FormGone."""
    await request.require()
    purpose, given = await kept_form(request, action.form_id)
    await request.later(here=True)  # a long text with many facts may take longer than Discord waits
    work = _form(request, purpose).confirm
    if work is None:
        raise errors.FormGone
    panel = await work(request, purpose, given)
    await drop(request, action.form_id, asked=False)
    await request.reply(panel)


async def _send(request: Request, form: Form[Any], purpose: Purpose, given: Given, *, anyway: bool = False) -> None:
    """Do what a form asks for. What stands in the way is shown, and nothing that was typed is lost."""
    if form.send is None:
        raise errors.FormGone
    try:
        request.take("forms")
        if anyway and form.rebase is not None:
            purpose = await form.rebase(request, purpose)
        say = await form.send(request, purpose, given)
    except Refusal as refusal:
        if isinstance(refusal, _NOT_KEPT) or not form.keeps(refusal):
            raise
        await _refuse(request, form, purpose, given, refusal)
        return
    except Exception as error:
        if deeds().stored or (isinstance(error, Unanswered) and error.everyday):
            raise  # it is done and must not be sent again, or nobody can be told the way back to it
        await _refuse(request, form, purpose, given, unexpected(request, error))
        return
    # From here on it is done: whatever goes wrong now must not have it sent again.
    await drop(request, purpose.kept, asked=False)
    panel = await say()
    if panel is not None:
        await _answer(request, purpose, panel)


async def _refuse(request: Request, form: Form[Any], purpose: Purpose, given: Given, refusal: Refusal) -> None:
    """Keep a form that was refused, and show why."""
    if isinstance(refusal, LookAgain):
        given = {**given, NOTICED: {"marks": sorted(refusal.notices.marks), "fields": refusal.fields}}
    form_id = await keep(request, purpose, given, asked=False)
    await drop(request, purpose.kept, asked=False)
    about = About()
    try:
        if form.about is not None:
            with suppress(Refusal):
                about = await form.about(request, purpose, given)
        if isinstance(refusal, errors.EditedMeanwhile):
            panel = conflict_panel(request.prompts, form_id, about.record, about.changes())
        elif isinstance(refusal, LookAgain):
            panel = notices_panel(request.prompts, refusal, form_id)
        else:
            panel = refused_panel(request.prompts, refusal, form_id, about.article)
    except Exception:
        log.exception("a refusal could not be shown in full")  # the way back to the form is what matters
        panel = refused_panel(request.prompts, refusal, form_id, None)
    await _answer(request, purpose, panel)


async def _answer(request: Request, purpose: Purpose, panel: Panel) -> None:
    """Answer in place of the refusal that the form came from; else in a reply of its own."""
    if purpose.kept is not None and request.pressed is not None:
        await request.show(panel)
    else:
        await request.reply(panel)


def _form(request: Request, purpose: Purpose) -> Form[Any]:
    return request.bot.features.forms[type(purpose)]


PRESSES: dict[type[Action], Press] = {
    ReopenForm: reopen,
    ChoosePlace: choose_place,
    SaveAnyway: save_anyway,
    KeepAsIs: keep_as_is,
    UseFuller: keep_as_is,
    DropForm: drop_kept,
    ConfirmForm: confirm,
}
