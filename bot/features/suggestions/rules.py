"""Students propose facts, moderators decide; and what of it is known of a person goes when they ask."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.core.model.changes import Action, Entry, FactRecord
from bot.core.model.errors.base import Refusal
from bot.core.model.errors.changes import MemberBlocked, StateWrong
from bot.core.model.fact import Content, Kind
from bot.core.model.fact_fields import clean_reason
from bot.core.model.people import Who
from bot.core.rules.desk import Desk, role_of
from bot.core.rules.finding import require_fact, standing_content
from bot.core.store.fact_lists import FactLists
from bot.core.store.proposals import Proposals, add_proposal, decide, proposer, room, set_blocked, unblock_for, waits
from bot.features.facts.rules import Done, new_fact, numbered
from bot.features.suggestions.errors import NoProposer, ProposalsWait, ServerProposalsWait
from bot.features.suggestions.model import Proposal

OPEN_PER_MEMBER = 5
OPEN_PER_SERVER = 100


@dataclass(frozen=True)
class Stopped:
    """Somebody who may not propose: a member by number, or unnamed, with the proposal for which they were stopped."""

    member_id: int | None
    fact_id: int | None
    content: Content | None


class Proposing:
    """Proposals, from the form to the answers."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._proposals = Proposals(desk.store)
        self._lists = FactLists(desk.store)

    async def check_room(self, server_id: int, who: Who) -> None:
        """Whether somebody may propose one more fact.

        Raises MemberBlocked, ProposalsWait, ServerProposalsWait.
        """
        if who.id is not None:
            _check(*await self._proposals.room(server_id, who.id))

    async def propose(self, server_id: int, who: Who, kind: Kind, article_id: int, given: Mapping[str, Any]) -> Done:
        """Proposes a fact: a draft that waits for a moderator. Raises as ``check_room`` and ``Curating.add`` do."""
        if who.id is None:
            raise NoProposer
        async with self._desk.change(server_id, who, "anybody") as change:
            _check(*await room(change.connection, server_id, who.id))
            fact = await new_fact(change, kind, article_id, given)
            change.add_fact(fact)
            entry = await change.record("student", who.id, "fact proposed", article_id=article_id, fact_id=fact.id)
            await add_proposal(change, fact.id, who.id)
        return Done(entry, numbered(fact, entry))

    async def next_draft(self, server_id: int, who: Who, after: int = 0) -> tuple[FactRecord | None, int]:
        """The draft to look at after one, and how many wait. Raises ModeratorsOnly."""
        await self._desk.require(server_id, who)
        return await self._lists.drafts(server_id, after=after)

    async def approve(self, server_id: int, who: Who, fact_id: int) -> Done:
        """Publishes a draft as it is, if its quote stands. Raises StateWrong, QuoteMissing, QuoteTwice."""
        async with self._desk.change(server_id, who) as change:
            fact = await require_fact(change, fact_id)
            if fact.state != "draft":
                raise StateWrong(fact.state)
            content = await standing_content(change, fact)
            after = fact.model_copy(update={"state": "published", "content": content})
            change.set_fact(fact, after)
            waited = await waits(change, fact_id)
            action: Action = "proposal approved" if waited else "fact restored"
            if waited:
                await decide(change, fact_id, "approved")
            entry = await change.record(
                role_of(who),
                who.id,
                action,
                article_id=fact.article_id,
                fact_id=fact_id,
                detail={"decision": "approved"} if waited else {},
            )
        return Done(entry, numbered(after, entry))

    async def reject(self, server_id: int, who: Who, fact_id: int, reason: str) -> Done:
        """Retires a draft, with a reason that its proposer is shown. Raises StateWrong, TooLong."""
        async with self._desk.change(server_id, who) as change:
            words = clean_reason(reason)
            fact = await require_fact(change, fact_id)
            if fact.state != "draft":
                raise StateWrong(fact.state)
            after = fact.model_copy(update={"state": "retired"})
            change.set_fact(fact, after)
            proposed = await waits(change, fact_id)
            if proposed:
                await decide(change, fact_id, "rejected", words)
            entry = await change.record(
                role_of(who),
                who.id,
                "proposal rejected" if proposed else "fact retired",
                article_id=fact.article_id,
                fact_id=fact_id,
                detail={"decision": "rejected", "reason": words} if proposed else {},
            )
        return Done(entry, numbered(after, entry))

    async def block_proposer(self, server_id: int, who: Who, fact_id: int) -> Entry | None:
        """Blocks whoever proposed a fact, without telling who it is. None where they were blocked already."""
        async with self._desk.change(server_id, who) as change:
            await require_fact(change, fact_id)
            member_id = await proposer(change, fact_id)
            if member_id is None:
                raise NoProposer
            if not await set_blocked(change, member_id, True, fact_id):
                return None
            return await change.record(role_of(who), who.id, "member blocked", fact_id=fact_id)

    async def set_blocked(self, server_id: int, who: Who, member_id: int, blocked: bool) -> Entry | None:
        """Blocks a member from proposing, or lets them again. The history doesn't say who it is."""
        async with self._desk.change(server_id, who) as change:
            if not await set_blocked(change, member_id, blocked):
                return None
            action: Action = "member blocked" if blocked else "member unblocked"
            return await change.record(role_of(who), who.id, action)

    async def unblock_for(self, server_id: int, who: Who, fact_id: int) -> Entry | None:
        """Lets whoever was stopped for a proposal propose again."""
        async with self._desk.change(server_id, who) as change:
            if not await unblock_for(change, fact_id):
                return None
            return await change.record(role_of(who), who.id, "member unblocked", fact_id=fact_id)

    async def blocked(self, server_id: int, who: Who) -> list[Stopped]:
        """Who may not propose: members that were named, and whoever proposed a certain fact."""
        await self._desk.require(server_id, who)
        stopped = []
        for member_id, fact_id in await self._proposals.blocked(server_id):
            record = None if fact_id is None else await self._lists.record(server_id, fact_id)
            stopped.append(Stopped(member_id, fact_id, None if record is None else record.fact.content))
        return stopped

    async def mine(self, server_id: int, who: Who, limit: int = 10) -> tuple[list[Proposal], int]:
        """What somebody proposed, newest first, and how it fared; and how many there are."""
        return ([], 0) if who.id is None else await self._proposals.of_member(server_id, who.id, limit)

    async def forget(self, server_id: int, who: Who) -> tuple[int, int, bool]:
        """Takes away every link between a person and what they proposed, and their unsent forms.

        What still waits is withdrawn: with nobody's name on it, no limit would hold for it. Returns how many
        proposals, how many forms, and whether a moderator's block stays.
        """
        if who.id is None:
            return 0, 0, False
        await self._withdraw(server_id, who, who.id)
        proposals, forms = await self._proposals.forget(server_id, who.id)
        blocked, _, _ = await self._proposals.room(server_id, who.id)
        return proposals, forms, blocked

    async def _withdraw(self, server_id: int, who: Who, member_id: int) -> None:
        for fact_id in await self._proposals.waiting_of(server_id, member_id):
            async with self._desk.change(server_id, who, "anybody") as change:
                fact = await require_fact(change, fact_id)
                if fact.state != "draft":
                    continue  # a moderator was quicker
                change.set_fact(fact, fact.model_copy(update={"state": "retired"}))
                await decide(change, fact_id, "withdrawn")
                await change.record(
                    "student",
                    None,
                    "proposal withdrawn",
                    article_id=fact.article_id,
                    fact_id=fact_id,
                    detail={"decision": "withdrawn"},
                )


def _check(blocked: bool, mine: int, everybodys: int) -> None:
    refusal: Refusal | None = None
    if blocked:
        refusal = MemberBlocked()
    elif mine >= OPEN_PER_MEMBER:
        refusal = ProposalsWait(OPEN_PER_MEMBER)
    elif everybodys >= OPEN_PER_SERVER:
        refusal = ServerProposalsWait()
    if refusal is not None:
        raise refusal
