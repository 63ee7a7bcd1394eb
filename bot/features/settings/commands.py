"""/setup: who edits facts, who sees answers at first, where changes are logged; and what is missing for it."""

from __future__ import annotations

import contextlib
from collections.abc import Mapping
from functools import partial
from typing import Any

import discord
from discord.app_commands import CommandTree
from discord.ui import Modal

from bot.core.model.errors.changes import ChannelUnfit, NothingToChange
from bot.core.model.server import ServerSettings
from bot.core.templates.prompts import Prompts
from bot.core.ui.forms import ANSWERS, answers_choice, class_form, setup_form
from bot.core.ui.labels import Texts
from bot.core.ui.panels import Choice, Panel, Part, panel_view
from bot.core.ui.purposes import ChangeClass, ChangeSetup, Purpose
from bot.core.ui.request import Interaction, Replies, checked, reply, server_of
from bot.core.ui.rights import who_of
from bot.core.ui.saying import Say
from bot.features.settings.buttons import ClassForm, SetupForm
from bot.features.settings.contexts import SetupContext

_LOG_NEEDS = ("view_channel", "send_messages")


def add_setting_up(tree: CommandTree, replies: Replies, texts: Texts) -> None:
    """Adds the command that sets a server up."""

    @tree.command(**texts.command("setup"))
    @discord.app_commands.default_permissions(manage_guild=True)
    async def setup(interaction: Interaction) -> None:
        settings = await replies.library.servers.settings(server_of(interaction), who_of(interaction))
        prompts = replies.prompts_for(interaction)
        await reply(interaction, panel_view(prompts, setup_panel(prompts, interaction.guild, settings)))


async def open_setup(replies: Replies, interaction: Interaction) -> None:
    """Opens the form with what is chosen now. Raises ManagersOnly."""
    settings = await replies.library.servers.settings(server_of(interaction), who_of(interaction))
    await interaction.response.send_modal(setup_form(replies.prompts_for(interaction), ChangeSetup(), settings))


async def save_setup(replies: Replies, interaction: Interaction, given: Mapping[str, Any]) -> Say:
    """Changes how the server is set up, and shows what is missing for it."""
    server_id, who = server_of(interaction), who_of(interaction)
    await replies.library.servers.settings(server_id, who)  # the right first, then what was chosen
    channels = [int(number) for number in given.get("log_channel") or ()]
    if channels and not isinstance(_channel(interaction.guild, channels[0]), discord.TextChannel):
        raise ChannelUnfit
    answers = str(given.get("answers") or "operator")
    with contextlib.suppress(NothingToChange):  # what is missing is shown all the same
        await replies.library.servers.set_up(
            server_id,
            who,
            editor_roles=[int(number) for number in given.get("editor_roles") or ()],
            answers_public=ANSWERS.get(answers),
            log_channel_id=channels[0] if channels else None,
        )
    return partial(_saved, replies, interaction)


async def open_class(replies: Replies, interaction: Interaction) -> None:
    """Opens the form for the class, with what is chosen now. Raises ManagersOnly."""
    settings = await replies.library.servers.settings(server_of(interaction), who_of(interaction))
    given = settings.model_dump() | {"language": settings.language or "en"}
    await interaction.response.send_modal(build_setup(replies, interaction, ChangeClass(), given))


def build_setup(replies: Replies, interaction: Interaction, purpose: Purpose, given: Mapping[str, Any]) -> Modal:
    """The form for the server or for the class again, with what was given before."""
    if isinstance(purpose, ChangeSetup):
        chosen = ServerSettings(
            editor_roles=tuple(int(number) for number in given.get("editor_roles") or ()),
            answers_public=ANSWERS.get(str(given.get("answers"))),
            log_channel_id=next((int(number) for number in given.get("log_channel") or ()), None),
        )
        return setup_form(replies.prompts_for(interaction), purpose, chosen)
    languages = {locale: prompts.own_name for locale, prompts in replies.prompts.items()}
    return class_form(replies.prompts_for(interaction), purpose, given, languages)


async def save_class(replies: Replies, interaction: Interaction, given: Mapping[str, Any]) -> Say:
    """Changes how the class is set up. Raises ZoneUnknown."""
    server_id, who = server_of(interaction), who_of(interaction)
    await replies.library.servers.settings(server_id, who)
    language = str(given.get("language") or "en")
    with contextlib.suppress(NothingToChange):
        await replies.library.servers.set_up_class(
            server_id,
            who,
            language=checked("language", language, tuple(replies.prompts)),
            time_zone=str(given.get("time_zone") or ""),
            count_participation=given.get("count_participation") == "yes",
            hide_behind_note=given.get("hide_behind_note") == "yes",
        )
    return partial(_saved, replies, interaction)


async def _saved(replies: Replies, interaction: Interaction) -> Panel:
    settings = await replies.library.servers.settings(server_of(interaction), who_of(interaction))
    return setup_panel(replies.prompts_for(interaction), interaction.guild, settings, saved=True)


def setup_panel(
    prompts: Prompts, guild: discord.Guild | None, settings: ServerSettings, *, saved: bool = False
) -> Panel:
    """How the server is set up, and what is missing for it."""
    context = _context(prompts, guild, settings).names()
    heading = prompts.render("setup", "setup", context)
    if saved:
        heading = f"{prompts.render('setup', 'saved', context)}\n{heading}"
    heading = f"{heading}\n\n{prompts.render('setup', 'class', context)}"
    checks = prompts.render("setup", "checks", context)
    buttons = [Choice(SetupForm(), "change_setup", main=True), Choice(ClassForm(), "change_class")]
    return Panel(heading, [Part(checks)], "", buttons)


def _context(prompts: Prompts, guild: discord.Guild | None, settings: ServerSettings) -> SetupContext:
    channel = None if settings.log_channel_id is None else _channel(guild, settings.log_channel_id)
    missing: list[str] = []
    if guild is not None and channel is not None:
        rights = channel.permissions_for(guild.me)
        missing = [prompts.label(f"permissions.{name}") for name in _LOG_NEEDS if not getattr(rights, name)]
    return SetupContext(
        editor_roles=settings.editor_roles,
        answers=answers_choice(settings),
        log_channel_id=settings.log_channel_id,
        unseen_roles=[role for role in settings.editor_roles if _unseeing(guild, role)],
        missing=missing,
        language=settings.language or "en",
        time_zone=settings.time_zone,
        count_participation=settings.count_participation,
        hide_behind_note=settings.hide_behind_note,
        channel_gone=settings.log_channel_id is not None and channel is None,
    )


def _unseeing(guild: discord.Guild | None, role_id: int) -> bool:
    """Whether Discord hides the moderators' commands from a role, as it does without Manage Messages."""
    role = guild.get_role(role_id) if guild else None
    return role is not None and not (role.permissions.manage_messages or role.permissions.administrator)


def _channel(guild: discord.Guild | None, channel_id: int) -> Any:
    return None if guild is None else guild.get_channel(channel_id)
