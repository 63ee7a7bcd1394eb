"""/schedule: a question for the class every week; adding, listing, pausing, leaving out a date, removing."""

from functools import partial

import discord

from bot.core.model.errors.changes import ChannelUnfit
from bot.core.model.errors.reader import ServerUnseen
from bot.core.rules.library import Library
from bot.core.ui.commands import Commands
from bot.core.ui.options import ChannelOption, checked, offer_articles
from bot.core.ui.panels import Choice, Panel
from bot.core.ui.permissions import require_in
from bot.core.ui.request import Interaction, Request
from bot.features.weekly_questions import buttons, presses
from bot.features.weekly_questions.calendar_dates import WEEKDAYS
from bot.features.weekly_questions.clock_times import read_time
from bot.features.weekly_questions.errors import ChannelClosed, TimeUnclear, WeeklyQuestionPaused
from bot.features.weekly_questions.option import chosen_weekly_question, offer_weekly_questions
from bot.features.weekly_questions.posting import NEEDS
from bot.features.weekly_questions.rules import WeeklyQuestionRules

_OPTIONS = {"day": "day", "time": "time", "channel": "weekly_channel", "article": "weekly_article"}


def add_commands(commands: Commands) -> None:
    """Add the moderators' commands."""
    command = partial(commands.add, group="schedule", right="moderator")
    one = partial(command, options={"weekly_question": "schedule"}, offers={"weekly_question": offer_weekly_questions})

    @command("add", options=_OPTIONS, choices={"day": WEEKDAYS}, offers={"article": offer_articles})
    async def add(
        interaction: Interaction,
        day: str,
        time: str,
        channel: ChannelOption | None = None,
        article: str | None = None,
    ) -> None:
        """Schedule a weekly question, if it could be posted there now."""
        request = commands.request(interaction)
        server_id, library = request.server_id, request.get(Library)
        await request.require()
        weekday, minute = WEEKDAYS.index(checked("day", day, WEEKDAYS)), read_time(time)
        if minute is None:
            raise TimeUnclear(time)
        article_id = await library.find_article(server_id, article) if article and article.strip() else None
        channel_id = _fit_channel(request, channel.id if channel else request.channel_id or 0).id
        done = await request.get(WeeklyQuestionRules).add(
            server_id, request.who, channel_id=channel_id, article_id=article_id, weekday=weekday, minute=minute
        )
        await presses.show_done(request, done, "weekly question added")

    @command("list")
    async def list_(interaction: Interaction) -> None:
        await presses.list_weekly_questions(commands.request(interaction), buttons.ListWeeklyQuestions(1))

    @one("pause")
    async def pause(interaction: Interaction, weekly_question: str) -> None:
        request = commands.request(interaction)
        number = await chosen_weekly_question(request, weekly_question)
        try:
            await presses.pause(request, buttons.PauseWeeklyQuestion(number, 0))
        except WeeklyQuestionPaused as refusal:
            resume = Choice(buttons.ResumeWeeklyQuestion(number, 0), "resume", main=True)
            await request.reply(Panel(request.prompts.sentence(refusal, in_form=True), buttons=[resume]))

    @one("skip")
    async def skip(interaction: Interaction, weekly_question: str) -> None:
        request = commands.request(interaction)
        await presses.skip(request, buttons.SkipDate(await chosen_weekly_question(request, weekly_question), 0, 0))

    @one("remove")
    async def remove(interaction: Interaction, weekly_question: str) -> None:
        request = commands.request(interaction)
        number = await chosen_weekly_question(request, weekly_question)
        await presses.remove(request, buttons.RemoveWeeklyQuestion(number, 0))


def _fit_channel(request: Request, channel_id: int) -> discord.TextChannel:
    """Find a channel of this server where both the bot and the person may post.

    Raises ServerUnseen, ChannelUnfit, ChannelClosed, BotLacks.
    """
    if request.guild is None:
        raise ServerUnseen
    channel, member = request.guild.get_channel(channel_id), request.interaction.user
    if not isinstance(channel, discord.TextChannel) or not isinstance(member, discord.Member):
        raise ChannelUnfit
    rights = channel.permissions_for(member)
    if not (rights.view_channel and rights.send_messages):
        raise ChannelClosed(channel.id)
    require_in(channel, NEEDS)
    return channel
