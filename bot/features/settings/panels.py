"""The class settings as they are, and what is missing for them."""

import discord

from bot.core.model.server import ServerSettings
from bot.core.templates.contexts import ValueContext
from bot.core.templates.prompts import Prompts
from bot.core.ui.panels import Choice, Panel, Part
from bot.core.ui.permissions import lacking
from bot.core.ui.request import Request
from bot.features.settings.buttons import ClassForm, OwnForm, SetupForm
from bot.features.settings.contexts import SetupContext
from bot.features.settings.rules import SettingRules

_LOG_NEEDS = ("view_channel", "send_messages")


async def settings_panel(request: Request, *, saved: bool = False) -> Panel:
    """Show the class settings, for who may change them. Raises ManagersOnly."""
    settings = await request.get(SettingRules).settings(request.server_id, request.who)
    prompts, parts = request.prompts, request.bot.features.class_settings.values()
    context = _context(prompts, request.guild, settings)
    blocks = ("saved", "setup") if saved else ("setup",)
    heading = "\n".join(prompts.render("settings", block, context) for block in blocks)
    lines = [prompts.render("settings", "class", context)]
    for part in parts:
        value = settings.own.get(part.name, part.default)
        lines.append(prompts.render(part.template, "setting", ValueContext(value)))
    text = "\n".join([heading, "", *lines])
    buttons = [Choice(SetupForm(), "change_setup", main=True), Choice(ClassForm(), "change_class")]
    buttons += [Choice(OwnForm(part.name), f"change_{part.name}") for part in parts]
    return Panel(text, [Part(prompts.render("settings", "checks", context))], "", buttons)


def _context(prompts: Prompts, guild: discord.Guild | None, settings: ServerSettings) -> SetupContext:
    channel = guild.get_channel(settings.log_channel_id or 0) if guild else None
    missing: list[str] = []
    if guild is not None and channel is not None:
        rights = channel.permissions_for(guild.me)
        missing = [prompts.label(f"permissions.{name}") for name in lacking(rights, _LOG_NEEDS)]
    return SetupContext(
        editor_roles=settings.editor_roles,
        answers_public=settings.answers_public,
        log_channel_id=settings.log_channel_id,
        unseen_roles=[role for role in settings.editor_roles if _unseeing(guild, role)],
        missing=missing,
        language=settings.language or "en",
        time_zone=settings.time_zone,
        hide_behind_note=settings.hide_behind_note,
        channel_gone=settings.log_channel_id is not None and guild is not None and channel is None,
    )


def _unseeing(guild: discord.Guild | None, role_id: int) -> bool:
    """Whether Discord hides the moderators' commands from a role, as it does without Manage Messages."""
    role = guild.get_role(role_id) if guild else None
    return role is not None and not (role.permissions.manage_messages or role.permissions.administrator)
