"""Students suggest facts, moderators decide; and what of it is known of a person goes when they ask."""

from collections.abc import Collection, Mapping
from typing import Any

from bot.core.model.changes import Entry, FactRecord, FactRow
from bot.core.model.errors.changes import MemberBlocked
from bot.core.model.fact import Kind
from bot.core.model.fact_fields import clean_reason
from bot.core.model.grounds import Grounds
from bot.core.model.notices import Notices
from bot.core.model.people import Who
from bot.core.model.qualifiers import fuller_figure
from bot.core.model.quotes import Body
from bot.core.rules.desk import Desk, role_of
from bot.core.rules.finding import require_article, require_fact, standing_content
from bot.core.rules.looking import look
from bot.core.store.change import Change
from bot.core.store.fact_lists import FactLists
from bot.core.store.suggestions import add_suggestion, decide, suggester, waits
from bot.features.facts.rules import Done, alter, fact_in, finish, finish_decision, new_fact, publish, require_new
from bot.features.suggestions.errors import NobodySuggested, ServerSuggestionsWait, SuggestionsWait
from bot.features.suggestions.model import Stopped, Suggestion
from bot.features.suggestions.queries import SuggestionQueries, room, set_blocked, unblock_for

OPEN_PER_MEMBER = 5
OPEN_PER_SERVER = 100


class SuggestionRules:
    """Suggestions, from the form to the answers."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._suggestions = SuggestionQueries(desk.store)
        self._lists = FactLists(desk.store)

    async def check_room(self, server_id: int, who: Who) -> None:
        """Require that somebody may suggest one more fact.

        Raises MemberBlocked, SuggestionsWait, ServerSuggestionsWait.
        """
        if who.id is not None:
            _check(*await self._suggestions.room(server_id, who.id))

    async def suggest(
        self,
        server_id: int,
        who: Who,
        kind: Kind,
        article_id: int,
        given: Mapping[str, Any],
        *,
        seen: Collection[str] | None = None,
    ) -> Done:
        """Suggest a fact: a draft that waits for a moderator. Raises as ``check_room`` and ``FactRules.add`` do."""
        if who.id is None:
            raise NobodySuggested
        async with self._desk.change(server_id, who, "anybody") as change:
            _check(*await room(change.connection, server_id, who.id))
            fact = await new_fact(change, kind, article_id, given, "draft", seen=seen)
            done = await finish(change, who, "fact suggested", fact, "student")
            await add_suggestion(change, fact.id, who.id)
            self._desk.allowance.take("suggestions", server_id, who.id)
        return done

    async def next_draft(self, server_id: int, who: Who, after: int = 0) -> tuple[FactRecord | None, int]:
        """Find the draft to look at after one. Returns also how many wait. Raises ModeratorsOnly."""
        await self._desk.require(server_id, who)
        return await self._lists.drafts(server_id, after=after)

    async def look(self, server_id: int, who: Who, fact: FactRow, grounds: Grounds) -> Notices:
        """Look a draft of an article over, before it is approved. Raises ModeratorsOnly."""
        await self._desk.require(server_id, who)
        async with self._desk.store.reading() as connection:
            change = Change(connection, server_id, 0)
            return await look(change, fact.article_id, fact.content, grounds, besides=fact.id)

    async def approve(self, server_id: int, who: Who, fact_id: int) -> Done:
        """Publish a draft as it is, if its quote stands. Raises StateWrong, QuoteMissing, QuoteCut, QuoteTwice."""
        async with self._desk.change(server_id, who) as change:
            fact = await publish(change, await fact_in(change, fact_id, "draft"))
            return await finish_decision(change, who, "approved", fact, otherwise="fact restored")

    async def approve_fuller(self, server_id: int, who: Who, fact_id: int) -> Done:
        """Publish a draft with the qualifier that its value leaves out. Raises as ``approve`` does."""
        async with self._desk.change(server_id, who) as change:
            fact = await fact_in(change, fact_id, "draft")
            article = await require_article(change, fact.article_id)
            content = await standing_content(change, fact)
            fuller = fuller_figure(content, Body(article.article.body), article.article.language) or content
            await require_new(change, fact.article_id, fuller, besides=fact.id)
            after = alter(change, fact, state="published", content=fuller)
            return await finish_decision(change, who, "approved", after, otherwise="fact edited")

    async def reject(self, server_id: int, who: Who, fact_id: int, reason: str) -> Done:
        """Retire a draft, with a reason that its suggester is shown. Raises StateWrong, TooLong."""
        async with self._desk.change(server_id, who) as change:
            words = clean_reason(reason)
            fact = alter(change, await fact_in(change, fact_id, "draft"), state="retired")
            return await finish_decision(change, who, "rejected", fact, otherwise="fact retired", reason=words)

    async def block_suggester(self, server_id: int, who: Who, fact_id: int) -> Entry | None:
        """Block whoever suggested a fact, without telling who it is. None where they were blocked already."""
        async with self._desk.change(server_id, who) as change:
            await require_fact(change, fact_id)
            member_id = await suggester(change, fact_id)
            if member_id is None:
                raise NobodySuggested
            if not await set_blocked(change, member_id, True, fact_id):
                return None
            return await change.record(role_of(who), who.id, "member blocked", fact_id=fact_id)

    async def set_blocked(self, server_id: int, who: Who, member_id: int, blocked: bool) -> Entry | None:
        """Block a member from suggesting, or let them again. The history doesn't say who it is."""
        async with self._desk.change(server_id, who) as change:
            if not await set_blocked(change, member_id, blocked):
                return None
            action = "member blocked" if blocked else "member unblocked"
            return await change.record(role_of(who), who.id, action)

    async def unblock_for(self, server_id: int, who: Who, fact_id: int) -> Entry | None:
        """Let whoever was stopped for a suggestion suggest again."""
        async with self._desk.change(server_id, who) as change:
            if not await unblock_for(change, fact_id):
                return None
            return await change.record(role_of(who), who.id, "member unblocked", fact_id=fact_id)

    async def blocked(self, server_id: int, who: Who) -> list[Stopped]:
        """List who may not suggest: members that were named, and whoever suggested a certain fact."""
        await self._desk.require(server_id, who)
        stopped = []
        for member_id, fact_id in await self._suggestions.blocked(server_id):
            record = None if fact_id is None else await self._lists.record(server_id, fact_id)
            stopped.append(Stopped(member_id, fact_id, None if record is None else record.fact.content))
        return stopped

    async def mine(self, server_id: int, who: Who, limit: int = 10) -> tuple[list[Suggestion], int]:
        """List what somebody suggested, newest first, and how it fared. Returns also how many there are."""
        return ([], 0) if who.id is None else await self._suggestions.of_member(server_id, who.id, limit)

    async def forget(self, server_id: int, who: Who) -> tuple[int, bool]:
        """Take away every link between a person and what they suggested.

        What still waits is withdrawn: with nobody's name on it, no limit would hold for it. Returns how many there
        were, and whether a moderator's block stays.
        """
        if who.id is None:
            return 0, False
        await self._withdraw(server_id, who, who.id)
        suggestions = await self._suggestions.forget(server_id, who.id)
        blocked, _, _ = await self._suggestions.room(server_id, who.id)
        return suggestions, blocked

    async def _withdraw(self, server_id: int, who: Who, member_id: int) -> None:
        for fact_id in await self._suggestions.waiting_of(server_id, member_id):
            async with self._desk.change(server_id, who, "anybody") as change:
                fact = await require_fact(change, fact_id)
                if not await waits(change, fact_id):
                    continue  # a moderator was quicker
                await decide(change, fact_id, "withdrawn")
                if fact.state != "draft":
                    continue  # it is retired already
                fact = alter(change, fact, state="retired")
                await finish(change, Who(None), "suggestion withdrawn", fact, "student", decision="withdrawn")


async def decide_again(change: Change, entry: Entry) -> None:
    """Take back a decision on a suggestion, or let it stand again, with the change of the fact that is taken back."""
    decision = entry.detail.get("decision")
    if entry.fact_id is None or decision is None:
        return
    waits_again = any((row.after or {}).get("state") == "draft" for row in change.rows)
    reason = entry.detail.get("reason")
    await decide(change, entry.fact_id, None if waits_again else decision, None if waits_again else reason)


def _check(blocked: bool, mine: int, everybodys: int) -> None:
    """Raise MemberBlocked, SuggestionsWait or ServerSuggestionsWait where there is no room for one more suggestion."""
    if blocked:
        raise MemberBlocked
    if mine >= OPEN_PER_MEMBER:
        raise SuggestionsWait(OPEN_PER_MEMBER)
    if everybodys >= OPEN_PER_SERVER:
        raise ServerSuggestionsWait
