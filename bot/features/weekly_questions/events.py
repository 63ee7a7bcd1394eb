"""Posting weekly questions when they are due. Asked each second; the store is asked once a minute."""

import logging
import secrets
from functools import partial

import discord

from bot.core.model.errors.reader import ArticleGone, NoArticle
from bot.core.model.fact import Fact
from bot.core.rules.library import Library
from bot.core.ui.bot import Bot
from bot.core.ui.lanes import Work
from bot.core.ui.outbox import SENDING, insist, was_refused, why
from bot.core.ui.why_refused import why_refused
from bot.features.discussions.rules import DiscussionRules
from bot.features.weekly_questions.claims import Claims, Plan
from bot.features.weekly_questions.model import WeeklyQuestion, Why
from bot.features.weekly_questions.posting import missing_in, post_question

log = logging.getLogger(__name__)

_MINUTE = 60


class WeeklyDriver:
    """Knows what falls due within the minute, and posts it then."""

    def __init__(self, bot: Bot) -> None:
        self._bot = bot
        self._claims = bot.get(Claims)
        self._asked: int | None = None
        self._soon: list[WeeklyQuestion] = []
        self._in_hand: set[tuple[int, int]] = set()

    async def tick(self) -> int:
        """Have what is due now posted: each server's one after the other, so that two don't ask the same question."""
        if not self._bot.client.is_ready():
            return 0
        now, claims = self._bot.desk.now(), self._claims
        if self._asked is None or not self._asked <= now < self._asked + _MINUTE:
            due = await claims.due(now + _MINUTE)
            self._soon = [each for each in due if self._serves(each.server_id) and _key(each) not in self._in_hand]
            self._asked = now
            for server_id, weekly_question_id, day in await claims.left_behind():
                await claims.give_up(server_id, weekly_question_id, day)
        due, self._soon = [w for w in self._soon if w.next_at <= now], [w for w in self._soon if w.next_at > now]
        for weekly_question in due:
            self._in_hand.add(_key(weekly_question))
            work = Work(partial(self._post, weekly_question), partial(self._done, weekly_question))
            self._bot.lanes.add(("weekly question", weekly_question.server_id), work)
        return 0

    async def _done(self, weekly_question: WeeklyQuestion, _posted: int) -> None:
        self._in_hand.discard(_key(weekly_question))

    def _serves(self, server_id: int) -> bool:
        """Tell whether this bot knows the server and its channels now; another bot may be on the same database."""
        guild = self._bot.client.get_guild(server_id)
        return guild is not None and not guild.unavailable

    async def _post(self, weekly_question: WeeklyQuestion) -> bool:
        if not self._serves(weekly_question.server_id):
            return False
        channel, fact, plan = await self._plan(weekly_question)
        claim = await self._claims.claim(weekly_question, plan)
        if claim is None or channel is None or fact is None:
            return False
        try:
            await insist(partial(post_question, self._bot, channel, fact, secrets.token_hex(12)))
        except SENDING as error:
            log.warning("a weekly question could not be posted: %s", why(error))
            if was_refused(error):  # else nobody knows whether it is there: its claim stays, and is found left behind
                await self._refused(claim, channel, error)
            return False
        await self._claims.posted(claim)
        return True

    async def _refused(self, claim: WeeklyQuestion, channel: discord.TextChannel, error: Exception) -> None:
        missing = missing_in(channel)
        found: dict[str, Why] = {"gone": "channel", "access": "access"}
        why = "rights" if missing else found.get(why_refused(error), "refused")
        await self._claims.refused(claim, why, missing)

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


def _key(weekly_question: WeeklyQuestion) -> tuple[int, int]:
    return weekly_question.server_id, weekly_question.id
