"""Students: what they suggest, the forms that they fill in, and what is left of it once they ask."""

from __future__ import annotations

from bot.core.model.errors.changes import MemberBlocked
from bot.core.model.people import OPERATOR, Who
from bot.core.rules.desk import Desk
from bot.core.rules.library import Library
from bot.core.rules.servers import ServerRules
from bot.core.rules.undoing import History
from bot.core.store.store import Store
from bot.features.suggestions.errors import NobodySuggested, ServerSuggestionsWait, SuggestionsWait
from bot.features.suggestions.rules import OPEN_PER_MEMBER, OPEN_PER_SERVER, SuggestionRules
from tests.kit.stores import (
    DAY,
    MODERATOR,
    NEW,
    ONE,
    START,
    STUDENT,
    TWO,
    Clock,
    entries_of,
    every_row,
    filled,
    refused,
)


async def suggest(desk: Desk, who: Who, text: str) -> int:
    given = {"text": text, "quote": "Nobody was asked."}
    return (await desk.get(SuggestionRules).suggest(ONE, who, "question", 1, given)).fact.id


async def test_proposals_have_a_bound_for_a_member_and_for_a_server(desk: Desk) -> None:
    for member in range(OPEN_PER_SERVER // OPEN_PER_MEMBER):
        for i in range(OPEN_PER_MEMBER):
            await suggest(desk, Who(100 + member), f"{member} {i}?")
    for member, error in ((100, SuggestionsWait), (99, ServerSuggestionsWait)):
        await refused(desk.store, suggest(desk, Who(member), "More?"), error)
        await refused(desk.store, desk.get(SuggestionRules).check_room(ONE, Who(member)), error)
    await desk.get(SuggestionRules).approve(ONE, MODERATOR, 7)
    await desk.get(SuggestionRules).check_room(ONE, Who(100))
    await suggest(desk, Who(100), "More?")


async def test_whoever_is_blocked_proposes_nothing_and_nobody_learns_who_it_is(desk: Desk) -> None:
    fact_id = await suggest(desk, STUDENT, "Why?")
    entry = await desk.get(SuggestionRules).block_suggester(ONE, MODERATOR, fact_id)
    assert entry is not None
    assert str(STUDENT.id) not in repr((entry.rows, entry.detail))
    assert await desk.get(SuggestionRules).block_suggester(ONE, MODERATOR, fact_id) is None
    [stopped] = await desk.get(SuggestionRules).blocked(ONE, MODERATOR)
    assert (stopped.member_id, stopped.fact_id) == (None, fact_id)  # moderators aren't shown who it is
    await refused(desk.store, suggest(desk, STUDENT, "More?"), MemberBlocked)
    assert await desk.get(SuggestionRules).unblock_for(ONE, MODERATOR, fact_id)
    assert await desk.get(SuggestionRules).unblock_for(ONE, MODERATOR, fact_id) is None
    await suggest(desk, STUDENT, "More?")
    await refused(desk.store, desk.get(SuggestionRules).block_suggester(ONE, MODERATOR, 1), NobodySuggested)
    await refused(desk.store, desk.get(SuggestionRules).suggest(ONE, OPERATOR, "figure", 1, NEW), NobodySuggested)


async def test_nothing_leads_to_a_student_who_asked_to_be_forgotten(store: Store) -> None:
    desk = await filled(store)
    kept = await suggest(desk, STUDENT, "Why?")
    await desk.get(SuggestionRules).approve(ONE, MODERATOR, kept)
    rejected = await suggest(desk, STUDENT, "When?")
    await desk.get(SuggestionRules).reject(ONE, MODERATOR, rejected, "No.")
    await suggest(desk, Who(8), "Who?")
    await desk.get(History).undo(ONE, MODERATOR, (await entries_of(desk, ONE))[-2].id)
    await desk.forms.keep(ONE, STUDENT.id or 0, {"kind": "figure"}, {"text": "x"}, START)
    assert repr(await every_row(store)).count(str(STUDENT.id)) == 5  # two suggestions, two lines, a form
    assert await desk.get(SuggestionRules).forget(ONE, STUDENT) == (2, False)
    assert await desk.forms.drop_all(ONE, STUDENT.id or 0) == 1
    assert str(STUDENT.id) not in repr(await every_row(store))
    assert [fact.id for fact in (await desk.get(Library).shelf(ONE, 1)).facts][-1] == kept
    assert (await desk.get(SuggestionRules).mine(ONE, Who(8)))[1] == 1
    await refused(store, desk.get(SuggestionRules).block_suggester(ONE, MODERATOR, kept), NobodySuggested)
    await desk.get(SuggestionRules).set_blocked(ONE, MODERATOR, STUDENT.id or 0, True)
    assert await desk.get(SuggestionRules).forget(ONE, STUDENT) == (0, True)
    assert await desk.forms.drop_all(ONE, STUDENT.id or 0) == 0


async def test_a_form_is_its_members_alone_and_gone_after_a_day(store: Store, clock: Clock) -> None:
    desk = await filled(store, clock)
    form = await desk.forms.keep(ONE, 7, {"do": "add"}, {"text": "x"}, START)
    late = await desk.forms.keep(TWO, 7, {"do": "add"}, {"text": "y"}, START + 1)
    assert await desk.forms.find(ONE, 7, form) == ({"do": "add"}, {"text": "x"})
    for server_id, member_id, form_id in ((ONE, 8, form), (TWO + 1, 7, form), (ONE, None, form), (ONE, 7, 9)):
        assert await desk.forms.find(server_id, member_id, form_id) is None
        await desk.forms.drop(server_id, member_id, form_id)
    clock.at = START + DAY - 1
    await desk.get(ServerRules).tidy(30)
    assert await desk.forms.find(ONE, 7, form) is not None
    clock.at = START + DAY
    await desk.get(ServerRules).tidy(30)
    assert await desk.forms.find(ONE, 7, form) is None
    assert await desk.forms.find(TWO, 7, late) == ({"do": "add"}, {"text": "y"})
    await desk.forms.drop(TWO, 7, late)
    assert await desk.forms.find(TWO, 7, late) is None


async def test_a_member_has_twenty_forms_at_most_and_the_oldest_goes(store: Store) -> None:
    desk = await filled(store)
    other = await desk.forms.keep(ONE, 8, {}, {}, START)
    numbers = [await desk.forms.keep(ONE, 7, {}, {"n": n}, START) for n in range(22)]
    assert len(set(numbers)) == 22
    found = [await desk.forms.find(ONE, 7, number) for number in numbers]
    assert [form is None for form in found] == [True] * 2 + [False] * 20
    assert await desk.forms.find(ONE, 8, other) is not None
