"""Posting weekly questions when they are due. Asked each second; the store is asked once a minute."""

import asyncio
import logging
from functools import partial

import discord

from bot.core.model.errors.reader import ArticleGone, NoArticle
from bot.core.model.fact import Fact
from bot.core.rules.library import Library
from bot.core.ui.bot import TASK, Bot
from bot.core.ui.outbox import post_once
from bot.features.discussions.rules import DiscussionRules
from bot.features.weekly_questions.claims import Claims, Plan
from bot.features.weekly_questions.model import WeeklyQuestion
from bot.features.weekly_questions.posting import missing_in, post_question

log = logging.getLogger(__name__)

_MINUTE = 60
_AT_ONCE = 20  # of many that are due at the same moment; the others a second later


class WeeklyDriver:
    """Knows what falls due within the minute, and posts it then."""

    def __init__(self, bot: Bot) -> None:
        self._bot = bot
        self._claims = bot.get(Claims)
        self._asked: int | None = None
        self._soon: list[WeeklyQuestion] = []

    async def tick(self) -> int:
        """Post what is due now. Returns how many."""
        if not self._bot.client.is_ready():
            return 0
        now, claims = self._bot.desk.now(), self._claims
        if self._asked is None or not self._asked <= now < self._asked + _MINUTE:
            self._soon = [each for each in await claims.due(now + _MINUTE) if self._serves(each.server_id)]
            self._asked = now
            for server_id, weekly_question_id, day in await claims.left_behind():
                await claims.give_up(server_id, weekly_question_id, day)
        due = [weekly_question for weekly_question in self._soon if weekly_question.next_at <= now][:_AT_ONCE]
        if not due:
            return 0
        self._soon = [weekly_question for weekly_question in self._soon if weekly_question not in due]
        # One server's come one after the other, so that two in one minute don't ask the same question.
        servers: dict[int, list[WeeklyQuestion]] = {}
        for weekly_question in due:
            servers.setdefault(weekly_question.server_id, []).append(weekly_question)
        tasks = [asyncio.create_task(self._post_all(each), name=TASK) for each in servers.values()]
        await asyncio.wait(tasks)  # which leaves them to finish where this loop is ended
        return sum(task.result() for task in tasks)

    def _serves(self, server_id: int) -> bool:
        """Tell whether this bot knows the server and its channels now; another bot may be on the same database."""
        guild = self._bot.client.get_guild(server_id)
        return guild is not None and not guild.unavailable

    async def _post_all(self, weekly_questions: list[WeeklyQuestion]) -> int:
        posted = 0
        for weekly_question in weekly_questions:
            try:
                posted += await self._post(weekly_question)
            except Exception:
                # If it was claimed, nobody knows whether it was posted: the claim is found left behind.
                log.exception("a weekly question failed")
        return posted

    async def _post(self, weekly_question: WeeklyQuestion) -> bool:
        if not self._serves(weekly_question.server_id):
            return False
        channel, fact, plan = await self._plan(weekly_question)
        claim = await self._claims.claim(weekly_question, plan)
        if claim is None or channel is None or fact is None:
            return False
        try:
            await post_once(
                partial(post_question, self._bot, channel, fact),
                posted=lambda _message: self._claims.posted(claim),
                refused=lambda: self._refused(claim, channel),
            )
        except discord.HTTPException as error:
            if error.status >= 500:
                raise
            log.warning("a weekly question could not be posted: HTTP %s", error.status)
            return False
        return True

    async def _refused(self, claim: WeeklyQuestion, channel: discord.TextChannel) -> None:
        missing = missing_in(channel)
        await self._claims.refused(claim, "rights" if missing else "refused", missing)

    async def _plan(self, weekly_question: WeeklyQuestion) -> tuple[discord.TextChannel | None, Fact | None, Plan]:
        """Find what is to be posted and where, or why not."""
        guild = self._bot.client.get_guild(weekly_question.server_id)
        channel = None if guild is None else guild.get_channel(weekly_question.channel_id)
        if not isinstance(channel, discord.TextChannel):
            return None, None, Plan(why="channel")
        if missing := missing_in(channel):
            return channel, None, Plan(why="rights", missing=missing)
        try:
            article_id = weekly_question.article_id or await self._bot.get(Library).current(
                weekly_question.server_id, channel.id
            )
            fact = await self._bot.get(DiscussionRules).next_question(weekly_question.server_id, article_id)
        except (NoArticle, ArticleGone):
            return channel, None, Plan(why="article")
        return channel, fact, Plan(why="nothing") if fact is None else Plan(fact.id)
