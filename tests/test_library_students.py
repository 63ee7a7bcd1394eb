"""Students: what they propose, the forms that they fill in, and what is left of it once they ask."""

from __future__ import annotations

from bot.core.model.errors.changes import MemberBlocked
from bot.core.model.people import OPERATOR, Who
from bot.core.rules.library import Library
from bot.core.store.store import Store
from bot.features.suggestions.errors import NoProposer, ProposalsWait, ServerProposalsWait
from bot.features.suggestions.rules import OPEN_PER_MEMBER, OPEN_PER_SERVER
from tests.stores import DAY, MODERATOR, NEW, ONE, START, STUDENT, TWO, Clock, entries_of, every_row, filled, refused


async def propose(library: Library, who: Who, text: str) -> int:
    given = {"text": text, "quote": "Nobody was asked."}
    return (await library.proposals.propose(ONE, who, "question", 1, given)).fact.id


async def test_proposals_have_a_bound_for_a_member_and_for_a_server(library: Library) -> None:
    for member in range(OPEN_PER_SERVER // OPEN_PER_MEMBER):
        for i in range(OPEN_PER_MEMBER):
            await propose(library, Who(100 + member), f"{member} {i}?")
    for member, error in ((100, ProposalsWait), (99, ServerProposalsWait)):
        await refused(library.store, propose(library, Who(member), "More?"), error)
        await refused(library.store, library.proposals.check_room(ONE, Who(member)), error)
    await library.proposals.approve(ONE, MODERATOR, 7)
    await library.proposals.check_room(ONE, Who(100))
    await propose(library, Who(100), "More?")


async def test_whoever_is_blocked_proposes_nothing_and_nobody_learns_who_it_is(library: Library) -> None:
    fact_id = await propose(library, STUDENT, "Why?")
    entry = await library.proposals.block_proposer(ONE, MODERATOR, fact_id)
    assert entry is not None
    assert str(STUDENT.id) not in repr((entry.rows, entry.detail))
    assert await library.proposals.block_proposer(ONE, MODERATOR, fact_id) is None
    [stopped] = await library.proposals.blocked(ONE, MODERATOR)
    assert (stopped.member_id, stopped.fact_id) == (None, fact_id)  # moderators aren't shown who it is
    await refused(library.store, propose(library, STUDENT, "More?"), MemberBlocked)
    assert await library.proposals.unblock_for(ONE, MODERATOR, fact_id)
    assert await library.proposals.unblock_for(ONE, MODERATOR, fact_id) is None
    await propose(library, STUDENT, "More?")
    await refused(library.store, library.proposals.block_proposer(ONE, MODERATOR, 1), NoProposer)
    await refused(library.store, library.proposals.propose(ONE, OPERATOR, "figure", 1, NEW), NoProposer)


async def test_nothing_leads_to_a_student_who_asked_to_be_forgotten(store: Store) -> None:
    library = await filled(store)
    kept = await propose(library, STUDENT, "Why?")
    await library.proposals.approve(ONE, MODERATOR, kept)
    rejected = await propose(library, STUDENT, "When?")
    await library.proposals.reject(ONE, MODERATOR, rejected, "No.")
    await propose(library, Who(8), "Who?")
    await library.history.undo(ONE, MODERATOR, (await entries_of(library, ONE))[-2].id)
    await library.forms.keep(ONE, STUDENT.id or 0, {"kind": "figure"}, {"text": "x"}, START)
    assert repr(await every_row(store)).count(str(STUDENT.id)) == 5  # two proposals, two lines, a form
    assert await library.proposals.forget(ONE, STUDENT) == (2, 1, False)
    assert str(STUDENT.id) not in repr(await every_row(store))
    assert [fact.id for fact in (await library.shelf(ONE, 1)).facts][-1] == kept
    assert (await library.proposals.mine(ONE, Who(8)))[1] == 1
    await refused(store, library.proposals.block_proposer(ONE, MODERATOR, kept), NoProposer)
    await library.proposals.set_blocked(ONE, MODERATOR, STUDENT.id or 0, True)
    assert await library.proposals.forget(ONE, STUDENT) == (0, 0, True)


async def test_a_form_is_its_members_alone_and_gone_after_a_day(store: Store, clock: Clock) -> None:
    library = await filled(store, clock)
    form = await library.forms.keep(ONE, 7, {"do": "add"}, {"text": "x"}, START)
    late = await library.forms.keep(TWO, 7, {"do": "add"}, {"text": "y"}, START + 1)
    assert await library.forms.find(ONE, 7, form) == ({"do": "add"}, {"text": "x"})
    for server_id, member_id, form_id in ((ONE, 8, form), (TWO + 1, 7, form), (ONE, None, form), (ONE, 7, 9)):
        assert await library.forms.find(server_id, member_id, form_id) is None
        await library.forms.drop(server_id, member_id, form_id)
    clock.at = START + DAY - 1
    await library.servers.tidy(30)
    assert await library.forms.find(ONE, 7, form) is not None
    clock.at = START + DAY
    await library.servers.tidy(30)
    assert await library.forms.find(ONE, 7, form) is None
    assert await library.forms.find(TWO, 7, late) == ({"do": "add"}, {"text": "y"})
    await library.forms.drop(TWO, 7, late)
    assert await library.forms.find(TWO, 7, late) is None


async def test_a_member_has_twenty_forms_at_most_and_the_oldest_goes(store: Store) -> None:
    library = await filled(store)
    other = await library.forms.keep(ONE, 8, {}, {}, START)
    numbers = [await library.forms.keep(ONE, 7, {}, {"n": n}, START) for n in range(22)]
    assert len(set(numbers)) == 22
    found = [await library.forms.find(ONE, 7, number) for number in numbers]
    assert [form is None for form in found] == [True] * 2 + [False] * 20
    assert await library.forms.find(ONE, 8, other) is not None
