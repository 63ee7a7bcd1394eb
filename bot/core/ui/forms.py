"""Forms: Discord's modals, built from the fields of what they ask for, and read back when they arrive.

discord.py keeps a dismissed modal for good, so each is stopped before it is sent, and what arrives is read here from
what Discord sent. Discord's limits: five fields, labels of 45 characters, descriptions of 100, texts of 4,000.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

import discord
from discord.ui import ChannelSelect, Label, Modal, RoleSelect, Select, TextInput

from bot.core.model.article import LINK_MOST, NOTE_MOST, TITLE_MOST
from bot.core.model.fact import SHORT_MOST, Kind
from bot.core.model.fact_fields import FIELDS, REASON_MOST, Form
from bot.core.model.server import ServerSettings
from bot.core.templates.prompts import Prompts
from bot.core.ui.purposes import FORM_PREFIX, Purpose, purpose_text

FIELD_MOST = 4_000
# Discord may refuse a form that shows these; whoever typed them was told to take them out.
_UNSENDABLE = re.compile("[\x00-\x08\x0b-\x1f\ud800-\udfff]")
ANSWERS: dict[str, bool | None] = {"operator": None, "private": False, "public": True}
"""How answers are shown at first, as a form's choice and as a server's setting."""
_CHOICE_OF_ONE = discord.ComponentType.select.value
BODY_FIELDS = ("body_1", "body_2", "body_3", "body_4")
ROLES_MOST = 25
# Five fields at most: a question's speaker is left to packs and to the command line.
FACT_FIELDS: dict[Kind, tuple[str, ...]] = {
    "summary": ("text", "quote", "speaker", "length"),
    "figure": ("value", "counts", "as_of", "speaker", "quote"),
    "person": ("name", "role", "text", "speaker", "quote"),
    "question": ("text", "stage", "stem", "follow_up", "quote"),
}
_LONG = {"text", "quote", "counts", "stem", "follow_up", "reason"}
_ARTICLE_FIELDS = {
    "title": Form(TITLE_MOST, needed=True),
    "source": Form(SHORT_MOST),
    "link": Form(LINK_MOST),
    "date": Form(SHORT_MOST),
    "content_note": Form(NOTE_MOST),
}


def fact_form(prompts: Prompts, purpose: Purpose, kind: Kind, title: str, given: Mapping[str, Any]) -> Modal:
    """The form of a kind of fact, with what was given before. ``title`` is a key under ``forms`` in the labels."""
    modal = _modal(prompts, purpose, f"{title}_{kind}")
    for name in FACT_FIELDS[kind]:
        form = FIELDS[kind][name]
        if form.choices:
            modal.add_item(_select(prompts, name, form, given))
        else:
            modal.add_item(_text(prompts, name, form, given, long=name in _LONG))
    return _ready(modal)


def reject_form(prompts: Prompts, purpose: Purpose, given: Mapping[str, Any]) -> Modal:
    """The form for why a draft is rejected."""
    modal = _modal(prompts, purpose, "reject")
    modal.add_item(_text(prompts, "reason", Form(REASON_MOST), given, long=True))
    return _ready(modal)


def details_form(prompts: Prompts, purpose: Purpose, given: Mapping[str, Any]) -> Modal:
    """The form of an article's details."""
    modal = _modal(prompts, purpose, "details")
    for name, form in _ARTICLE_FIELDS.items():
        modal.add_item(_text(prompts, name, form, given, long=False))
    return _ready(modal)


def article_form(prompts: Prompts, purpose: Purpose, given: Mapping[str, Any]) -> Modal:
    """The form for a new article: its title and up to four parts of its text."""
    modal = _modal(prompts, purpose, "article")
    modal.add_item(_text(prompts, "title", _ARTICLE_FIELDS["title"], given, long=False))
    _add_body(prompts, modal, given)
    return _ready(modal)


def body_form(prompts: Prompts, purpose: Purpose, given: Mapping[str, Any]) -> Modal:
    """The form for an article's text, in up to four parts."""
    modal = _modal(prompts, purpose, "correct")
    _add_body(prompts, modal, given)
    return _ready(modal)


def setup_form(prompts: Prompts, purpose: Purpose, settings: ServerSettings) -> Modal:
    """The form for how a server is set up, with what is chosen now."""
    modal = _modal(prompts, purpose, "setup")
    # Discord's description of its API wants ids as text; discord.py would send numbers.
    roles = [_default(role, discord.SelectDefaultValueType.role) for role in settings.editor_roles[:ROLES_MOST]]
    modal.add_item(
        _label(
            prompts,
            "editor_roles",
            RoleSelect(
                custom_id="editor_roles", min_values=0, max_values=ROLES_MOST, required=False, default_values=roles
            ),
        )
    )
    now = answers_choice(settings)
    answers = [
        discord.SelectOption(label=prompts.label(f"choices.answers_{name}"), value=name, default=name == now)
        for name in ANSWERS
    ]
    modal.add_item(_label(prompts, "answers", Select(custom_id="answers", options=answers)))
    chosen = [] if settings.log_channel_id is None else [settings.log_channel_id]
    modal.add_item(
        _label(
            prompts,
            "log_channel",
            ChannelSelect(
                custom_id="log_channel",
                min_values=0,
                max_values=1,
                required=False,
                channel_types=[discord.ChannelType.text],
                default_values=[_default(channel, discord.SelectDefaultValueType.channel) for channel in chosen],
            ),
        )
    )
    return _ready(modal)


def answers_choice(settings: ServerSettings) -> str:
    """How answers are shown at first, by the name of the choice."""
    return next(name for name, value in ANSWERS.items() if value is settings.answers_public)


def class_form(prompts: Prompts, purpose: Purpose, given: Mapping[str, Any], languages: Mapping[str, str]) -> Modal:
    """The form for how a class is set up. ``languages``: by locale, what a language is called in itself."""
    modal = _modal(prompts, purpose, "class")
    options = [
        discord.SelectOption(label=name, value=locale, default=locale == given.get("language"))
        for locale, name in languages.items()
    ]
    modal.add_item(_label(prompts, "language", Select(custom_id="language", options=options)))
    modal.add_item(_text(prompts, "time_zone", Form(60), given, long=False))
    for name in ("count_participation", "hide_behind_note"):
        chosen = "yes" if given.get(name) in (True, "yes") else "no"
        yes_no = [
            discord.SelectOption(label=prompts.label(f"choices.{value}"), value=value, default=value == chosen)
            for value in ("no", "yes")
        ]
        modal.add_item(_label(prompts, name, Select(custom_id=name, options=yes_no)))
    return _ready(modal)


def values_of(components: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """What a form holds, by field: a text or a choice; of roles and channels the list of their numbers."""
    found: dict[str, Any] = {}
    for component in components:
        if "component" in component:
            found |= values_of([component["component"]])
        elif "components" in component:
            found |= values_of(component["components"])
        elif "custom_id" in component:
            values = component.get("values")
            if values is None:
                found[component["custom_id"]] = component.get("value") or ""
            elif component["type"] == _CHOICE_OF_ONE:
                found[component["custom_id"]] = values[0] if values else ""
            else:
                found[component["custom_id"]] = list(values)
    return found


def _default(number: int, kind: discord.SelectDefaultValueType) -> discord.SelectDefaultValue:
    return discord.SelectDefaultValue(id=str(number), type=kind)  # type: ignore[arg-type]


def _modal(prompts: Prompts, purpose: Purpose, title: str) -> Modal:
    return Modal(title=prompts.label(f"forms.{title}"), custom_id=FORM_PREFIX + purpose_text(purpose))


def _ready(modal: Modal) -> Modal:
    modal.stop()
    return modal


def _label(prompts: Prompts, name: str, component: Any) -> Label[Any]:
    return Label(
        text=prompts.label(f"fields.{name}.label"),
        description=prompts.label(f"fields.{name}.description"),
        component=component,
    )


def _text(prompts: Prompts, name: str, form: Form, given: Mapping[str, Any], *, long: bool) -> Label[Any]:
    before = _UNSENDABLE.sub("", str(given.get(name) or ""))
    if not long:
        before = " ".join(before.split())
    before = before[:FIELD_MOST]
    component: TextInput[Any] = TextInput(
        custom_id=name,
        style=discord.TextStyle.paragraph if long else discord.TextStyle.short,
        required=form.needed,
        default=before or None,
        # What is too long already is shown whole, so that it can be shortened.
        max_length=max(form.most, len(before)),
    )
    return _label(prompts, name, component)


def _select(prompts: Prompts, name: str, form: Form, given: Mapping[str, Any]) -> Label[Any]:
    standard = {"length": "full", "stage": "core"}[name]
    chosen = given.get(name) if given.get(name) in form.choices else standard
    options = [
        discord.SelectOption(label=prompts.label(f"choices.{choice}"), value=choice, default=choice == chosen)
        for choice in form.choices
    ]
    return _label(prompts, name, Select(custom_id=name, options=options))


def _add_body(prompts: Prompts, modal: Modal, given: Mapping[str, Any]) -> None:
    for i, name in enumerate(BODY_FIELDS):
        modal.add_item(_text(prompts, name, Form(FIELD_MOST, needed=i == 0), given, long=True))
