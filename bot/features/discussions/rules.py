"""Discussions: which question comes next, and where those stand that were posted.

A discussion's row is written, with its question claimed, before anything is posted. Whatever ends the bot in between
leaves it ``opening``, and it is not posted again by itself: a question may be passed over, but never posted twice.
"""

from collections.abc import Sequence
from itertools import cycle, islice

from bot.core.model.fact import STAGES, Fact
from bot.core.model.people import Who
from bot.core.model.search import folded
from bot.core.rules.desk import Desk
from bot.core.rules.library import Library
from bot.core.store.asked import was_asked
from bot.features.discussions.errors import AllDiscussed, DiscussionUnknown, NextAsked, NoQuestions, QuestionUnknown
from bot.features.discussions.model import Discussion
from bot.features.discussions.queries import DiscussionQueries, add_discussion, follower


class DiscussionRules:
    """The discussions of servers."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._library = desk.get(Library)
        self._discussions = DiscussionQueries(desk.store)

    # --- which question -----------------------------------------------------------------------

    async def questions(self, server_id: int, article_id: int) -> list[Fact]:
        """List the published questions about an article, opening before core before closing, in their order.

        Raises ArticleGone where the article isn't there or is archived.
        """
        facts = (await self._library.shelf(server_id, article_id)).facts
        return sorted((fact for fact in facts if fact.content.kind == "question"), key=_stage)

    async def next_question(self, server_id: int, article_id: int) -> Fact | None:
        """Find the first published question about an article that the class was not asked yet. Raises ArticleGone."""
        return next(iter(await self.left(server_id, article_id)), None)

    async def require_next(self, server_id: int, article_id: int) -> Fact:
        """Find the same question. Raises NoQuestions or AllDiscussed where there is none."""
        found = await self.next_question(server_id, article_id)
        if found is None:
            title = (await self._library.shelf(server_id, article_id)).card.title
            count = len(await self.questions(server_id, article_id))
            raise AllDiscussed(title, count) if count else NoQuestions(title)
        return found

    async def left(self, server_id: int, article_id: int) -> list[Fact]:
        """List the published questions about an article that the class was not asked yet. Raises ArticleGone."""
        asked = await self._discussions.asked(server_id, article_id)
        return [fact for fact in await self.questions(server_id, article_id) if fact.id not in asked]

    async def for_groups(self, server_id: int, first: Fact, count: int) -> tuple[list[Fact], bool]:
        """Choose questions of one stage for as many groups, and whether some repeat.

        The first one given, then those that were not asked yet, then those that were, then all of these again.
        """
        asked = await self._discussions.asked(server_id, first.article_id)
        stage = [f for f in await self.questions(server_id, first.article_id) if _stage(f) == _stage(first)]
        stage.sort(key=lambda fact: (fact.id != first.id, fact.id in asked))
        return list(islice(cycle(stage), count)), len(stage) < count

    async def question(self, server_id: int, fact_id: int) -> Fact:
        """Find a published question by its number. Raises QuestionUnknown."""
        found = await self._desk.store.fact(server_id, fact_id)
        if found is None or found[0].state != "published" or found[0].content.kind != "question":
            raise QuestionUnknown
        return found[0]

    async def offered(
        self, server_id: int, who: Who, word: str, article_id: int | None, limit: int
    ) -> Sequence[tuple[Fact, bool]]:
        """Find published questions with a word, those not asked yet first; nothing for who isn't a moderator."""
        if not await self._desk.may(server_id, who, "moderator"):
            return []
        found = await self._discussions.search(server_id, folded(word), article_id, limit)
        if not found and await self._library.welcome(server_id):
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
        """Write down that a question is about to be posted, so that nobody else posts it.

        ``fresh``: only where it was not asked before, else None. ``after_id``: the discussion whose button asks for
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
        """Note where a discussion stands now that it was posted."""
        await self._discussions.set_open(server_id, discussion.id, thread_id, message_id)
        return await self.get(server_id, discussion.id)

    async def failed(self, server_id: int, discussion: Discussion) -> None:
        """Take a discussion back of which certainly nothing was posted."""
        await self._discussions.drop(server_id, discussion.id)

    # --- what was posted ----------------------------------------------------------------------

    async def get(self, server_id: int, discussion_id: int) -> Discussion:
        """Return a discussion by its number. Raises DiscussionUnknown."""
        found = await self._discussions.one(server_id, discussion_id)
        if found is None:
            raise DiscussionUnknown
        return found

    async def find(self, server_id: int, thread_id: int) -> Discussion | None:
        """Find the discussion of a thread, open or closed."""
        return await self._discussions.in_thread(server_id, thread_id)

    async def close(self, server_id: int, who: Who, discussion: Discussion) -> bool:
        """Close a discussion. Returns whether it was open. Raises ModeratorsOnly."""
        await self._desk.require(server_id, who)
        return await self._discussions.set_closed(server_id, discussion.id, self._desk.now())


def _stage(fact: Fact) -> int:
    return STAGES.index(fact.content.stage) if fact.content.kind == "question" else len(STAGES)
