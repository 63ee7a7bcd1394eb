"""The fields of forms, as Discord's modals have them, and reading back what arrives.

discord.py keeps a dismissed modal for good, so each is stopped before it is sent, and what arrives is read here from
what Discord sent. Discord's limits: five fields, labels of 45 characters, descriptions of 100, texts of 4,000.
"""

import re
from collections.abc import Mapping, Sequence
from typing import Any

import discord
from discord.ui import Label, Modal, Select, TextInput

from bot.core.model.fact_fields import Field
from bot.core.templates.prompts import Prompts
from bot.core.ui.codec import Coded, to_text

FORM_PREFIX = "tf:"
FIELD_MOST = 4_000
# Discord may refuse a form that shows these; whoever typed them was told to take them out.
_UNSENDABLE = re.compile("[\x00-\x08\x0b-\x1f\ud800-\udfff]")
_CHOICE_OF_ONE = discord.ComponentType.select.value


def new_form(prompts: Prompts, purpose: Coded, title: str, *fields: Label[Any]) -> Modal:
    """Make a form. ``title`` is a key under ``forms`` in the labels."""
    modal = Modal(title=prompts.label(f"forms.{title}"), custom_id=FORM_PREFIX + to_text(purpose))
    for field in fields:
        modal.add_item(field)
    modal.stop()
    return modal


def field(prompts: Prompts, name: str, component: Any) -> Label[Any]:
    """Make a field of a component; its label and description stand under ``fields`` in the labels."""
    return Label(
        text=prompts.label(f"fields.{name}.label"),
        description=prompts.label(f"fields.{name}.description"),
        component=component,
    )


def text_field(prompts: Prompts, name: str, form: Field, given: Mapping[str, Any], *, long: bool = False) -> Label[Any]:
    """Make a field for a text, with what was given before."""
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
    return field(prompts, name, component)


def select_field(prompts: Prompts, name: str, options: Mapping[str, str], chosen: str | None) -> Label[Any]:
    """Make a field for one choice. ``options``: by value, what each is called."""
    listed = [discord.SelectOption(label=text, value=value, default=value == chosen) for value, text in options.items()]
    return field(prompts, name, Select(custom_id=name, options=listed))


def choice_field(prompts: Prompts, name: str, choices: Sequence[str], chosen: str | None) -> Label[Any]:
    """Make a field for one of these choices, which are called as the labels under ``choices`` say."""
    return select_field(prompts, name, {value: prompts.label(f"choices.{value}") for value in choices}, chosen)


def yes_no_field(prompts: Prompts, name: str, chosen: bool) -> Label[Any]:
    """Make a field for yes or no."""
    return choice_field(prompts, name, ("no", "yes"), "yes" if chosen else "no")


def values_of(components: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """Read what a form holds, by field: a text or a choice; of roles and channels the list of their numbers."""
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
