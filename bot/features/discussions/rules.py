"""Discussions: which question comes next, and where those stand that were posted.

A discussion's row is written, with its question claimed, before anything is posted. Whatever ends the bot in between
leaves it ``opening``, and it is not posted again by itself: a question may be passed over, but never posted twice.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from itertools import cycle, islice

from bot.core.model.article import Article
from bot.core.model.fact import STAGES, Fact, Shelf
from bot.core.model.people import Who
from bot.core.model.search import folded
from bot.core.rules.desk import Desk
from bot.features.discussions.errors import AllDiscussed, DiscussionUnknown, NextAsked, NoQuestions, QuestionUnknown
from bot.features.discussions.model import Discussion
from bot.features.discussions.queries import Discussions, add_discussion, follower, was_asked


class Discussing:
    """The discussions of servers.

    ``shelf`` reads an article with its published facts; ``welcome`` gives a new server its first article.
    """

    def __init__(
        self,
        desk: Desk,
        shelf: Callable[[int, int | None], Awaitable[Shelf]],
        welcome: Callable[[int], Awaitable[bool]],
    ) -> None:
        self._desk = desk
        self._shelf = shelf
        self._welcome = welcome
        self._discussions = Discussions(desk.store)

    # --- which question -----------------------------------------------------------------------

    async def questions(self, server_id: int, article_id: int) -> list[Fact]:
        """The published questions about an article, opening before core before closing, in their order.

        Raises ArticleGone where the article isn't there or was put away.
        """
        facts = (await self._shelf(server_id, article_id)).facts
        return sorted((fact for fact in facts if fact.content.kind == "question"), key=_stage)

    async def next_question(self, server_id: int, article_id: int) -> Fact | None:
        """The first published question about an article that was not posted here yet. Raises ArticleGone."""
        asked = await self._discussions.asked(server_id, article_id)
        left = (fact for fact in await self.questions(server_id, article_id) if fact.id not in asked)
        return next(left, None)

    async def require_next(self, server_id: int, article_id: int) -> Fact:
        """The same. Raises NoQuestions or AllDiscussed where there is none."""
        found = await self.next_question(server_id, article_id)
        if found is None:
            title = (await self._shelf(server_id, article_id)).card.title
            count = len(await self.questions(server_id, article_id))
            raise AllDiscussed(title, count) if count else NoQuestions(title)
        return found

    async def left(self, server_id: int, article_id: int) -> int:
        """How many published questions about an article were not posted here yet."""
        asked = await self._discussions.asked(server_id, article_id)
        return sum(fact.id not in asked for fact in await self.questions(server_id, article_id))

    async def for_groups(self, server_id: int, first: Fact, count: int) -> tuple[list[Fact], bool]:
        """Questions of one stage for as many groups, and whether some repeat.

        The first one given, then those that were not posted yet, then those that were, then all of these again.
        """
        asked = await self._discussions.asked(server_id, first.article_id)
        stage = [f for f in await self.questions(server_id, first.article_id) if _stage(f) == _stage(first)]
        stage.sort(key=lambda fact: (fact.id != first.id, fact.id in asked))
        return list(islice(cycle(stage), count)), len(stage) < count

    async def question(self, server_id: int, fact_id: int) -> Fact:
        """A published question by its number. Raises QuestionUnknown."""
        found = await self._desk.store.fact(server_id, fact_id)
        if found is None or found[0].state != "published" or found[0].content.kind != "question":
            raise QuestionUnknown
        return found[0]

    async def offered(
        self, server_id: int, who: Who, word: str, article_id: int | None, limit: int
    ) -> Sequence[tuple[Fact, bool]]:
        """Published questions with a word, those not posted yet first; nothing for who isn't a moderator."""
        if not await self._desk.may(server_id, who, "moderator"):
            return []
        found = await self._discussions.search(server_id, folded(word), article_id, limit)
        if not found and await self._welcome(server_id):
            found = await self._discussions.search(server_id, folded(word), article_id, limit)
        return found

    # --- posting ------------------------------------------------------------------------------

    async def begin(
        self,
        server_id: int,
        who: Who,
        fact: Fact,
        channel_id: int,
        *,
        group_number: int | None = None,
        after_id: int | None = None,
        fresh: bool = False,
    ) -> Discussion | None:
        """Writes down that a question is about to be posted, so that nobody else posts it.

        ``fresh``: only where it was not posted before, else None. ``after_id``: the discussion whose button asks for
        it. Raises ModeratorsOnly, QuestionUnknown where it was retired meanwhile, NextAsked.
        """
        async with self._desk.change(server_id, who) as change:
            now = await change.fact(fact.id)
            if now is None or now.state != "published":
                raise QuestionUnknown
            if after_id is not None and (there := await follower(change, after_id)) is not None:
                raise NextAsked(there.thread_id or 0)
            if fresh and await was_asked(change, fact.id):
                return None
            return await add_discussion(change, fact, channel_id, group_number, after_id)

    async def opened(self, server_id: int, discussion: Discussion, thread_id: int, message_id: int) -> Discussion:
        """Notes where a discussion stands now that it was posted."""
        await self._discussions.set_open(server_id, discussion.id, thread_id, message_id)
        return await self.get(server_id, discussion.id)

    async def failed(self, server_id: int, discussion: Discussion) -> None:
        """Takes a discussion back of which certainly nothing was posted."""
        await self._discussions.drop(server_id, discussion.id)

    # --- what was posted ----------------------------------------------------------------------

    async def get(self, server_id: int, discussion_id: int) -> Discussion:
        """A discussion by its number. Raises DiscussionUnknown."""
        found = await self._discussions.one(server_id, discussion_id)
        if found is None:
            raise DiscussionUnknown
        return found

    async def find(self, server_id: int, thread_id: int) -> Discussion | None:
        """The discussion of a thread, open or closed."""
        return await self._discussions.in_thread(server_id, thread_id)

    async def asked(self, server_id: int, discussion: Discussion) -> tuple[Fact, Article] | None:
        """What a discussion asks, as it is now, retired or not; None where its article was put away."""
        return await self._desk.store.fact(server_id, discussion.fact_id)

    async def close(self, server_id: int, who: Who, discussion: Discussion) -> bool:
        """Closes a discussion. Returns whether it was open. Raises ModeratorsOnly."""
        await self._desk.require(server_id, who)
        return await self._discussions.set_closed(server_id, discussion.id, self._desk.now())


def _stage(fact: Fact) -> int:
    return STAGES.index(fact.content.stage) if fact.content.kind == "question" else len(STAGES)
