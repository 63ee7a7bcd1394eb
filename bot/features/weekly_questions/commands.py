"""/schedule: a question for the class every week; adding, listing, pausing, leaving out a date, removing."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

import discord
from discord import app_commands
from discord.app_commands import CommandTree, Group

from bot.core.model.errors.changes import ChannelUnfit
from bot.core.ui.article_option import article_choices
from bot.core.ui.channel_option import ChannelOption
from bot.core.ui.labels import Texts
from bot.core.ui.panels import Choice, Panel, panel_view
from bot.core.ui.request import Interaction, Replies, channel_of, checked, reply, server_of, show
from bot.core.ui.rights import who_of
from bot.features.weekly_questions.buttons import (
    ListSchedules,
    PauseSchedule,
    RemoveSchedule,
    ResumeSchedule,
    SkipDate,
)
from bot.features.weekly_questions.calendar_dates import WEEKDAYS
from bot.features.weekly_questions.clock_times import read_time
from bot.features.weekly_questions.errors import ChannelClosed, SchedulePaused, TimeUnclear, WarmUpForbidden
from bot.features.weekly_questions.events import missing_in
from bot.features.weekly_questions.model import Schedule
from bot.features.weekly_questions.option import schedule_choices, schedule_id_of
from bot.features.weekly_questions.panels import done_panel, list_panel
from bot.features.weekly_questions.posting import WarmUpChannel


def add_scheduling(tree: CommandTree, replies: Replies, texts: Texts) -> None:
    """Adds the moderators' commands on warm-ups."""
    group = Group(
        **texts.command("schedule"), default_permissions=discord.Permissions(manage_messages=True), guild_only=True
    )
    tree.add_command(group)
    own = {"channel": "warm_up_channel", "article": "warm_up_article"}

    @group.command(**texts.command("schedule_add"))
    @app_commands.rename(
        **texts.names("day", "time"), **{name: texts.text(f"options.{key}.name") for name, key in own.items()}
    )
    @app_commands.describe(
        **texts.options("day", "time"),
        **{name: texts.text(f"options.{key}.description") for name, key in own.items()},
    )
    @app_commands.choices(day=texts.choices(WEEKDAYS))
    async def add(
        interaction: Interaction,
        day: str,
        time: str,
        channel: ChannelOption | None = None,
        article: str | None = None,
    ) -> None:
        await add_schedule(replies, interaction, day, time, channel.id if channel else None, article)

    @group.command(
        name=texts.text("commands.schedule_list.name"), description=texts.text("commands.schedule_list.description")
    )
    async def list_(interaction: Interaction) -> None:
        await list_schedules(replies, interaction, ListSchedules(1))

    @group.command(**texts.command("schedule_pause"))
    @app_commands.rename(**texts.names("schedule"))
    @app_commands.describe(**texts.options("schedule"))
    async def pause(interaction: Interaction, schedule: str) -> None:
        await pause_schedule(replies, interaction, await chosen(replies, interaction, schedule))

    @group.command(**texts.command("schedule_skip"))
    @app_commands.rename(**texts.names("schedule"))
    @app_commands.describe(**texts.options("schedule"))
    async def skip(interaction: Interaction, schedule: str) -> None:
        schedule_id = await chosen(replies, interaction, schedule)
        done = await replies.library.schedules.skip(server_of(interaction), who_of(interaction), schedule_id)
        await reply_done(replies, interaction, done, "schedule date skipped")

    @group.command(**texts.command("schedule_remove"))
    @app_commands.rename(**texts.names("schedule"))
    @app_commands.describe(**texts.options("schedule"))
    async def remove(interaction: Interaction, schedule: str) -> None:
        schedule_id = await chosen(replies, interaction, schedule)
        done = await replies.library.schedules.remove(server_of(interaction), who_of(interaction), schedule_id)
        await reply_done(replies, interaction, done, "schedule removed")

    add.autocomplete("article")(article_choices(replies))
    pause.autocomplete("schedule")(schedule_choices(replies))
    skip.autocomplete("schedule")(schedule_choices(replies))
    remove.autocomplete("schedule")(schedule_choices(replies))


async def chosen(replies: Replies, interaction: Interaction, wanted: str) -> int:
    """The number of the warm-up that a moderator chose. Raises ModeratorsOnly first of all, then ScheduleGone."""
    await replies.library.require_moderator(server_of(interaction), who_of(interaction))
    return schedule_id_of(wanted)


async def add_schedule(
    replies: Replies, interaction: Interaction, day: str, time: str, channel_id: int | None, article: str | None
) -> None:
    """Schedules a warm-up, if it could be posted there now."""
    server_id, who = server_of(interaction), who_of(interaction)
    await replies.library.require_moderator(server_id, who)
    weekday, minute = WEEKDAYS.index(checked("day", day, WEEKDAYS)), read_time(time)
    if minute is None:
        raise TimeUnclear(time)
    article_id = await replies.library.find_article(server_id, article) if article and article.strip() else None
    channel = fit_channel(interaction, channel_id or channel_of(interaction) or 0)
    schedule = await replies.library.schedules.add(
        server_id, who, channel_id=channel.id, article_id=article_id, weekday=weekday, minute=minute
    )
    await reply_done(replies, interaction, schedule, "schedule added")


def fit_channel(interaction: Interaction, channel_id: int) -> WarmUpChannel:
    """A channel of this server where both the bot and the person may post.

    Raises ChannelUnfit, ChannelClosed, WarmUpForbidden.
    """
    channel = interaction.guild.get_channel(channel_id) if interaction.guild else None
    if not isinstance(channel, WarmUpChannel) or not isinstance(interaction.user, discord.Member):
        raise ChannelUnfit
    rights = channel.permissions_for(interaction.user)
    if not (rights.view_channel and rights.send_messages):
        raise ChannelClosed(channel.id)
    if missing := missing_in(channel):
        raise WarmUpForbidden(channel.id, missing)
    return channel


async def list_schedules(replies: Replies, interaction: Interaction, action: ListSchedules) -> None:
    """Shows a page of the server's warm-ups."""
    server_id, prompts = server_of(interaction), replies.prompts_for(interaction)
    schedules = await replies.library.schedules.all(server_id, who_of(interaction))
    zone = (await replies.library.settings(server_id)).time_zone
    panel = list_panel(prompts, schedules, zone, await titles(replies, server_id), action.page)
    await show(interaction, panel_view(prompts, panel))


async def pause_schedule(replies: Replies, interaction: Interaction, schedule_id: int) -> None:
    """Stops a warm-up; one that is paused already can be resumed."""
    server_id, prompts = server_of(interaction), replies.prompts_for(interaction)
    try:
        done = await replies.library.schedules.pause(server_id, who_of(interaction), schedule_id)
    except SchedulePaused as refusal:
        buttons = [Choice(ResumeSchedule(schedule_id, 0), "resume", main=True)]
        panel = Panel(prompts.sentence(refusal, in_form=True), (), "", buttons)
        await reply(interaction, panel_view(prompts, panel))
    else:
        await reply_done(replies, interaction, done, "schedule paused")


async def reply_done(replies: Replies, interaction: Interaction, schedule: Schedule, action: str) -> None:
    """Says what was done with a warm-up: in place of the person's own message, or in a reply of its own."""
    server_id, prompts = server_of(interaction), replies.prompts_for(interaction)
    zone = (await replies.library.settings(server_id)).time_zone
    panel = done_panel(prompts, schedule, action, zone, await titles(replies, server_id))
    await show(interaction, panel_view(prompts, panel))


async def titles(replies: Replies, server_id: int) -> dict[int, str]:
    """The titles of the server's articles, put away or not."""
    return {card.id: card.title for card in await replies.library.cards(server_id, archived=True)}


async def press_pause(replies: Replies, interaction: Interaction, action: PauseSchedule) -> None:
    """Pauses a warm-up, and shows what was there with it as it is now."""
    schedules, server_id = replies.library.schedules, server_of(interaction)
    done = await schedules.pause(server_id, who_of(interaction), action.schedule_id)
    await show_again(replies, interaction, action.page, done, "schedule paused")


async def press_resume(replies: Replies, interaction: Interaction, action: ResumeSchedule) -> None:
    """Goes on with a warm-up."""
    schedules, server_id = replies.library.schedules, server_of(interaction)
    done = await schedules.resume(server_id, who_of(interaction), action.schedule_id)
    await show_again(replies, interaction, action.page, done, "schedule resumed")


async def press_skip(replies: Replies, interaction: Interaction, action: SkipDate) -> None:
    """Leaves out the date that was shown as the next one."""
    schedules, server_id = replies.library.schedules, server_of(interaction)
    done = await schedules.skip(server_id, who_of(interaction), action.schedule_id, action.day)
    await show_again(replies, interaction, action.page, done, "schedule date skipped")


async def press_remove(replies: Replies, interaction: Interaction, action: RemoveSchedule) -> None:
    """Takes a warm-up away."""
    schedules, server_id = replies.library.schedules, server_of(interaction)
    done = await schedules.remove(server_id, who_of(interaction), action.schedule_id)
    await show_again(replies, interaction, action.page, done, "schedule removed")


async def show_again(replies: Replies, interaction: Interaction, page: int, done: Schedule, action: str) -> None:
    """The page of the list that was pressed, or what was done with the one warm-up that was shown."""
    if page:
        await list_schedules(replies, interaction, ListSchedules(page))
    else:
        await reply_done(replies, interaction, done, action)


PRESSES: dict[type[Any], Callable[[Replies, Interaction, Any], Awaitable[None]]] = {
    ListSchedules: list_schedules,
    PauseSchedule: press_pause,
    ResumeSchedule: press_resume,
    SkipDate: press_skip,
    RemoveSchedule: press_remove,
}
