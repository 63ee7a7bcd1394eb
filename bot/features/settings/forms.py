"""The forms of the class settings, and what is done with what they hold."""

import contextlib
from collections.abc import Mapping
from functools import partial
from typing import Any

import discord
from discord.ui import ChannelSelect, Modal, RoleSelect

from bot.core.model.errors.changes import ChannelUnfit, FormGone, NothingToChange
from bot.core.model.errors.reader import ServerUnseen
from bot.core.model.fact_fields import Field
from bot.core.model.server import ServerSettings
from bot.core.ui.feature import ClassSetting
from bot.core.ui.forms import field, new_form, select_field, text_field, yes_no_field
from bot.core.ui.kept_forms import Form, Given, Purpose, Say
from bot.core.ui.options import checked
from bot.core.ui.request import Request
from bot.features.settings.panels import settings_panel
from bot.features.settings.rules import SettingRules
from bot.features.settings.zone_names import known_zone

ROLES_MOST = 25
ANSWERS: dict[str, bool | None] = {"operator": None, "private": False, "public": True}
"""Who sees answers by default, as a form's choice and as a setting."""


class ChangeSetup(Purpose, code="setup"):
    """Who edits facts, who sees answers, where changes are logged."""


class ChangeClass(Purpose, code="class"):
    """Language, time zone, content notes."""


class ChangeOwn(Purpose, code="setting"):
    """A feature's own setting, by its name."""

    name: str


def given_setup(settings: ServerSettings) -> Given:
    """Fill the first form with what is chosen now."""
    return {
        "editor_roles": list(settings.editor_roles),
        "answers": next(name for name, value in ANSWERS.items() if value is settings.answers_public),
        "log_channel": [] if settings.log_channel_id is None else [settings.log_channel_id],
    }


def given_class(settings: ServerSettings) -> Given:
    """Fill the second form with what is chosen now."""
    return {
        "language": settings.language or "en",
        "time_zone": settings.time_zone,
        "hide_behind_note": "yes" if settings.hide_behind_note else "no",
    }


def build_setup(request: Request, purpose: ChangeSetup, given: Mapping[str, Any]) -> Modal:
    """Make the form for who edits facts, who sees answers, where changes are logged."""
    prompts = request.prompts
    roles: RoleSelect[Any] = RoleSelect(
        custom_id="editor_roles",
        min_values=0,
        max_values=ROLES_MOST,
        required=False,
        default_values=_defaults(given.get("editor_roles"), discord.SelectDefaultValueType.role),
    )
    channels: ChannelSelect[Any] = ChannelSelect(
        custom_id="log_channel",
        min_values=0,
        max_values=1,
        required=False,
        channel_types=[discord.ChannelType.text],
        default_values=_defaults(given.get("log_channel"), discord.SelectDefaultValueType.channel),
    )
    answers = {name: prompts.label(f"choices.answers_{name}") for name in ANSWERS}
    return new_form(
        prompts,
        purpose,
        "setup",
        field(prompts, "editor_roles", roles),
        select_field(prompts, "answers", answers, given.get("answers") or "operator"),
        field(prompts, "log_channel", channels),
    )


def _defaults(numbers: Any, kind: discord.SelectDefaultValueType) -> list[discord.SelectDefaultValue]:
    # Discord's description of its API wants ids as text; discord.py would send numbers.
    return [discord.SelectDefaultValue(id=str(n), type=kind) for n in (numbers or ())[:ROLES_MOST]]  # type: ignore[arg-type]


def build_class(request: Request, purpose: ChangeClass, given: Mapping[str, Any]) -> Modal:
    """Make the form for language, time zone and content notes."""
    prompts = request.prompts
    languages = {locale: spoken.own_name for locale, spoken in request.bot.prompts.items()}
    return new_form(
        prompts,
        purpose,
        "class",
        select_field(prompts, "language", languages, given.get("language")),
        text_field(prompts, "time_zone", Field(60), given),
        yes_no_field(prompts, "hide_behind_note", given.get("hide_behind_note") == "yes"),
    )


def build_own(request: Request, purpose: ChangeOwn, given: Mapping[str, Any]) -> Modal:
    """Make the form for a feature's own setting."""
    setting = own_setting(request, purpose.name)
    value = given["value"] if "value" in given else setting.read(given)
    return new_form(request.prompts, purpose, setting.name, *setting.fields(request.prompts, value))


def own_setting(request: Request, name: str) -> ClassSetting:
    """Find a feature's own setting. Raises FormGone where this version has none of that name."""
    found = request.bot.features.class_settings.get(name)
    if found is None:
        raise FormGone
    return found


async def save_setup(request: Request, _purpose: ChangeSetup, given: Given) -> Say:
    """Change who edits facts, who sees answers, where changes are logged."""
    await request.require("manager")  # the right first, then what was chosen
    channels = [int(number) for number in given.get("log_channel") or ()]
    if channels:
        if request.guild is None:
            raise ServerUnseen
        if not isinstance(request.guild.get_channel(channels[0]), discord.TextChannel):
            raise ChannelUnfit
    with contextlib.suppress(NothingToChange):  # what is missing is shown all the same
        await request.get(SettingRules).set_up(
            request.server_id,
            request.who,
            editor_roles=[int(number) for number in given.get("editor_roles") or ()],
            answers_public=ANSWERS.get(str(given.get("answers"))),
            log_channel_id=channels[0] if channels else None,
        )
    return partial(settings_panel, request, saved=True)


async def save_class(request: Request, _purpose: ChangeClass, given: Given) -> Say:
    """Change language, time zone and content notes. Raises ZoneUnknown."""
    await request.require("manager")
    language = checked("language", str(given.get("language") or "en"), tuple(request.bot.prompts))
    with contextlib.suppress(NothingToChange):
        await request.get(SettingRules).set_up_class(
            request.server_id,
            request.who,
            language=language,
            time_zone=known_zone(str(given.get("time_zone") or ""), request.bot.prompts),
            hide_behind_note=given.get("hide_behind_note") == "yes",
        )
    return partial(settings_panel, request, saved=True)


async def save_own(request: Request, purpose: ChangeOwn, given: Given) -> Say:
    """Change a feature's own setting."""
    await request.require("manager")
    setting = own_setting(request, purpose.name)
    with contextlib.suppress(NothingToChange):
        await request.get(SettingRules).set_own(
            request.server_id, request.who, setting.name, setting.default, setting.read(given)
        )
    return partial(settings_panel, request, saved=True)


FORMS = (
    Form(ChangeSetup, build=build_setup, send=save_setup, right="manager"),
    Form(ChangeClass, build=build_class, send=save_class, right="manager"),
    Form(ChangeOwn, build=build_own, send=save_own, right="manager"),
)
