"""Posting warm-ups when they are due. Asked each second; the store is asked once a minute."""

from __future__ import annotations

import asyncio
import logging

import discord

from bot.core.model.errors.reader import ArticleGone, NoArticle
from bot.core.model.fact import Fact
from bot.core.ui.request import Replies
from bot.features.weekly_questions.claims import Plan
from bot.features.weekly_questions.model import Schedule
from bot.features.weekly_questions.posting import NEEDS, WarmUpChannel, next_question, post_question

log = logging.getLogger(__name__)

TASK = "warm-up"
"""How the tasks are named in which warm-ups are posted."""
_MINUTE = 60
_AT_ONCE = 20  # of many that are due at the same moment; the others a second later


class WarmUpDriver:
    """Knows what falls due within the minute, and posts it then."""

    def __init__(self, client: discord.Client, replies: Replies) -> None:
        self._client = client
        self._replies = replies
        self._asked: int | None = None
        self._soon: list[Schedule] = []

    async def tick(self) -> int:
        """Posts what is due now. Returns how many."""
        if not self._client.is_ready():
            return 0
        now, warm_ups = self._replies.library.desk.now(), self._replies.library.warm_ups
        if self._asked is None or not self._asked <= now < self._asked + _MINUTE:
            self._soon = [each for each in await warm_ups.due(now + _MINUTE) if self._serves(each.server_id)]
            self._asked = now
            for server_id, schedule_id, day in await warm_ups.left_behind():
                await warm_ups.give_up(server_id, schedule_id, day)
        due = [schedule for schedule in self._soon if schedule.next_at <= now][:_AT_ONCE]
        if not due:
            return 0
        self._soon = [schedule for schedule in self._soon if schedule not in due]
        # One server's come one after the other, so that two in one minute don't ask the same question.
        servers: dict[int, list[Schedule]] = {}
        for schedule in due:
            servers.setdefault(schedule.server_id, []).append(schedule)
        tasks = [asyncio.create_task(self._post_all(each), name=TASK) for each in servers.values()]
        await asyncio.wait(tasks)  # which leaves them to finish where this loop is ended
        return sum(task.result() for task in tasks)

    def _serves(self, server_id: int) -> bool:
        """Whether this bot knows the server and its channels now; another bot may be on the same database."""
        guild = self._client.get_guild(server_id)
        return guild is not None and not guild.unavailable

    async def _post_all(self, schedules: list[Schedule]) -> int:
        posted = 0
        for schedule in schedules:
            try:
                posted += await self._post(schedule)
            except Exception:
                # If it was claimed, nobody knows whether it was posted: the claim is found left behind.
                log.exception("a warm-up failed")
        return posted

    async def _post(self, schedule: Schedule) -> bool:
        warm_ups = self._replies.library.warm_ups
        if not self._serves(schedule.server_id):
            return False
        channel, fact, plan = await self._plan(schedule)
        claim = await warm_ups.claim(schedule, plan)
        if claim is None or channel is None or fact is None:
            return False
        try:
            await post_question(self._client, self._replies, schedule.server_id, channel, fact)
        except discord.HTTPException as error:
            if error.status >= 500:
                raise  # it may be there all the same
            log.warning("a warm-up could not be posted: HTTP %s", error.status)
            missing = missing_in(channel)
            await warm_ups.refused(claim, "rights" if missing else "refused", missing)
            return False
        await warm_ups.posted(claim)
        return True

    async def _plan(self, schedule: Schedule) -> tuple[WarmUpChannel | None, Fact | None, Plan]:
        """What is to be posted and where, or why not."""
        guild = self._client.get_guild(schedule.server_id)
        channel = None if guild is None else guild.get_channel(schedule.channel_id)
        if not isinstance(channel, WarmUpChannel):
            return None, None, Plan(why="channel")
        if missing := missing_in(channel):
            return channel, None, Plan(why="rights", missing=missing)
        library = self._replies.library
        try:
            article_id = schedule.article_id or await library.current(schedule.server_id, schedule.channel_id)
            fact = await next_question(self._replies, schedule.server_id, article_id)
        except (NoArticle, ArticleGone):
            return channel, None, Plan(why="article")
        return channel, fact, Plan(why="nothing") if fact is None else Plan(fact.id)


def missing_in(channel: WarmUpChannel) -> tuple[str, ...]:
    """The permissions that the bot lacks in a channel to post questions there."""
    rights = channel.permissions_for(channel.guild.me)
    return tuple(name for name in NEEDS if not getattr(rights, name))
