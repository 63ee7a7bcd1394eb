"""/suggest, the review, blocking and being forgotten, as students and moderators go through them."""

from __future__ import annotations

import pytest

from bot.core.model.fact import KINDS, Kind
from bot.core.model.people import Who
from bot.core.ui.actions import ReopenForm
from bot.core.ui.buttons import custom_id
from bot.features.settings.rules import SettingRules
from bot.features.suggestions.rules import OPEN_PER_MEMBER, OPEN_PER_SERVER, SuggestionRules
from tests.conftest import MakeBot
from tests.kit.classroom import Classroom, ResponseMessage, answer_of, labels, text_of
from tests.kit.curating import (
    AGAIN,
    SHOWN,
    TYPED,
    every_page,
    form_of,
    restart,
    second_moderator,
    stored,
    suggest,
    values_of,
)

OPEN = "What I proposed"


async def fared(room: Classroom, thanks: ResponseMessage) -> str:
    """What the student reads of how their suggestions fared."""
    return await room.read(thanks, OPEN)


async def reject(room: Classroom, review: ResponseMessage, reason: str) -> ResponseMessage:
    """The review after a draft was rejected with a reason."""
    shown = await room.press(review, "Reject", by=room.teacher)
    form_of(shown)
    return await room.fill(shown, reason=reason)


@pytest.mark.parametrize("kind", KINDS)
async def test_a_proposal_waits_and_an_approved_one_is_in_the_next_answer(room: Classroom, kind: Kind) -> None:
    command, options, words = SHOWN[kind]
    form = form_of(await room.ask("suggest", by=room.student, kind=kind))
    assert form["title"] != form_of(await room.ask("facts add", kind=kind))["title"]
    thanks = await suggest(room, kind)
    assert thanks.ephemeral
    assert words in text_of(thanks)
    assert labels(thanks) == [OPEN]
    assert words not in await every_page(room, command, **options)
    assert "waits" in await fared(room, thanks)
    review = await room.told("facts review")
    assert words in text_of(review)
    assert f"**{TYPED[kind]['quote']}**" in text_of(review)
    for field, value in TYPED[kind].items():
        if isinstance(value, str):
            assert value in text_of(review), field
    after = answer_of(await room.press(review, "Approve", by=room.teacher))
    assert after.id == review.id
    assert "Nothing waits" in text_of(after)
    assert words in await every_page(room, command, **options)
    assert "is in the answers" in await fared(room, thanks)


async def test_a_refused_proposal_opens_again_with_what_was_typed(room: Classroom, make_bot: MakeBot) -> None:
    refused = await suggest(room, "summary", quote="drug intelligence gathered by many informants")
    assert "drug intelligence gathered from" in text_of(refused)
    assert (await stored(room, "suggestion"))["suggestion"] == []
    await restart(room, make_bot())
    [form] = (await stored(room, "form"))["form"]
    button = custom_id(ReopenForm(form["id"]))
    forged = await room.other.click(await room.post_button(button), custom_id=button)
    assert "no longer kept" in text_of(answer_of(forged))
    again = await room.press(refused, AGAIN)
    assert values_of(again)["text"] == TYPED["summary"]["text"]
    assert "Thank you" in text_of(await room.fill(again, by=room.student, quote=TYPED["summary"]["quote"]))
    assert len((await stored(room, "suggestion"))["suggestion"]) == 1


async def test_a_rejected_proposal_tells_its_student_why_and_nobody_else(room: Classroom) -> None:
    thanks = await suggest(room, "question")
    review = await reject(room, await room.told("facts review"), "We have *that* question already.")
    assert "Nothing waits" in text_of(review)
    mine = await fared(room, thanks)
    assert "was not taken" in mine
    assert "We have \\*that\\* question already." in mine
    privacy = await room.type("privacy")
    assert "1 fact" in text_of(privacy)
    assert "question already" in await room.read(privacy, OPEN)
    assert "About you: nothing" in text_of(await room.told("privacy", by=room.other))
    others = answer_of(await room.press(await room.told("privacy", by=room.other), OPEN, by=room.other))
    assert "Nothing yet" in text_of(others)
    assert "Who would notice" not in await every_page(room, "questions")
    # A moderator who thinks again finds it in the list.
    listed = await room.told("facts list", state="retired")
    await room.press(listed, "Restore", by=room.teacher)
    assert "is in the answers" in await fared(room, thanks)
    assert "question already" not in await fared(room, thanks)


async def test_an_edited_draft_is_published_and_its_student_sees_it(room: Classroom) -> None:
    thanks = await suggest(room, "question")
    review = await room.told("facts review")
    shown = await room.press(review, "Edit", by=room.teacher)
    assert values_of(shown)["text"] == TYPED["question"]["text"]
    await room.fill(shown, text="Who would see a success first?")
    assert "Who would see a success first?" in await every_page(room, "questions")
    mine = await fared(room, thanks)
    assert "Who would see a success first?" in mine
    assert "is in the answers" in mine
    assert "Nothing waits" in text_of(review)  # the next draft would stand in its place


async def test_the_review_goes_through_the_drafts_one_at_a_time(room: Classroom) -> None:
    for kind in KINDS:
        await suggest(room, kind)
    review = await room.told("facts review")
    seen = []
    for left in (4, 3, 2, 1):
        assert f"{left} fact" in text_of(review)
        seen.append(next(words for _, _, words in SHOWN.values() if words in text_of(review)))
        if left == 4:
            await room.press(review, "Next one", by=room.teacher)  # comes again at the end
            assert seen[0] not in text_of(review)
            for _ in range(3):
                await room.press(review, "Next one", by=room.teacher)
            assert seen[0] in text_of(review)
        assert ("Next one" in labels(review)) is (left > 1)
        await room.press(review, "Approve", by=room.teacher)
    assert len(set(seen)) == 4
    assert "Nothing waits" in text_of(review)


async def test_of_two_moderators_who_review_one_draft_the_second_is_told_what_became_of_it(room: Classroom) -> None:
    thanks = await suggest(room, "question")
    second = second_moderator(room)
    first, later = await room.told("facts review"), await room.told("facts review", by=second)
    shown = await room.press(later, "Reject", by=second)
    await room.press(first, "Approve", by=room.teacher)
    before = await stored(room, "fact", "history", "suggestion")
    assert "published by now" in text_of(await room.fill(shown, by=second, reason="No."))
    assert "published by now" in await room.read(later, "Approve", by=second)
    assert await stored(room, "fact", "history", "suggestion") == before
    assert "is in the answers" in await fared(room, thanks)


async def test_a_student_has_five_proposals_open_at_most(room: Classroom) -> None:
    for n in range(OPEN_PER_MEMBER):
        thanks = await suggest(room, "question", text=f"Question {n}?")
    before = await stored(room)
    assert "5 proposals" in text_of(await room.told("suggest", by=room.student, kind="question"))
    assert await stored(room) == before
    await room.ask("suggest", by=room.other, kind="question")
    await room.press(await room.told("facts review"), "Approve", by=room.teacher)
    assert "Thank you" in text_of(await suggest(room, "question", text="One more?"))
    assert (await fared(room, thanks)).count("waits for a moderator") == OPEN_PER_MEMBER


async def test_a_form_that_was_open_when_the_bound_was_reached_is_refused_and_kept(room: Classroom) -> None:
    shown = await room.ask("suggest", by=room.student, kind="summary")
    for n in range(OPEN_PER_MEMBER):
        await suggest(room, "question", text=f"Question {n}?")
    refused = await room.fill(shown, by=room.student, **TYPED["summary"])
    assert "5 proposals" in text_of(refused)
    await room.press(await room.told("facts review"), "Approve", by=room.teacher)
    again = await room.press(refused, AGAIN)
    assert "Thank you" in text_of(await room.fill(again, by=room.student))


async def test_a_server_has_a_hundred_proposals_open_at_most(room: Classroom) -> None:
    await room.type("summary")
    rules = room.desk.get(SuggestionRules)
    for n in range(OPEN_PER_SERVER):
        given = {"text": f"{n}?", "quote": "Calderón has promised results in 100 days."}
        await rules.suggest(room.server.id, Who(1_000 + n // OPEN_PER_MEMBER), "question", 1, given)
    assert "/facts review" in text_of(await room.told("suggest", by=room.student, kind="question"))
    review = await room.told("facts review")
    assert "100 facts wait" in text_of(review)
    await room.press(review, "Approve", by=room.teacher)
    assert "Thank you" in text_of(await suggest(room, "question"))


async def test_a_moderator_blocks_whoever_proposed_without_learning_who_it_is(room: Classroom) -> None:
    shown = await room.ask("suggest", by=room.student, kind="summary")
    await suggest(room, "question", text="Something rude?")
    review = await room.told("facts review")
    told = await room.read(review, "Block whoever proposed it", by=room.teacher)
    assert "no more facts" in told
    assert str(room.student.id) not in told + text_of(review)
    before = await stored(room)
    assert "has stopped you" in text_of(await room.told("suggest", by=room.student, kind="question"))
    # What was open is refused too, and nothing of it is kept.
    assert "has stopped you" in text_of(await room.fill(shown, by=room.student, **TYPED["summary"]))
    message = await room.student.send(room.channel, "A thought.")
    menu = await room.student.context_menu(room.channel, "Use as a fact", message)
    assert "has stopped you" in text_of(answer_of(menu))
    assert await stored(room) == before
    await room.ask("suggest", by=room.other, kind="question")
    listed = await room.told("facts block")
    history = text_of(await room.told("facts history")) + text_of(listed)
    assert "blocked" in history
    assert "Whoever proposed: Something rude?" in history
    assert str(room.student.id) not in history
    assert "Nobody is blocked" in await room.read(listed, "Let them propose again", by=room.teacher)
    await room.ask("suggest", by=room.student, kind="question")


async def test_block_names_who_is_blocked_and_lifts_it(room: Classroom) -> None:
    await room.type("summary")
    assert "Nobody is blocked" in text_of(await room.told("facts block"))
    assert "no more facts" in text_of(await room.told("facts block", member=room.student))
    listed = await room.told("facts block")
    assert room.student.mention in text_of(listed)
    assert "has stopped you" in text_of(await room.told("suggest", by=room.student, kind="question"))
    # A second teacher who blocks them changes nothing.
    assert "no more facts" in text_of(await room.told("facts block", member=room.student))
    assert "Nobody is blocked" in await room.read(listed, "Let them propose again", by=room.teacher)
    assert "Thank you" in text_of(await suggest(room, "question"))


async def test_nothing_that_moderators_see_names_the_student(room: Classroom) -> None:
    log = room.server.create_text_channel("changes")
    who = Who(1, manages_server=True)
    await room.desk.get(SettingRules).set_up(
        room.server.id, who, editor_roles=[], answers_public=None, log_channel_id=log.id
    )
    await suggest(room, "summary")
    await suggest(room, "question")
    seen = [await room.told("facts review"), await room.told("facts list", state="draft")]
    seen.append(answer_of(await room.press(seen[1], "History", by=room.teacher)))
    await room.press(seen[0], "Approve", by=room.teacher)
    await reject(room, seen[0], "No.")
    seen += [await room.told("facts history"), await room.told("facts list", kind="summary")]
    await room.env.advance_time(2)  # the lanes begin few posts at once
    posts = [room.env.backend.get_message(log.id, message.id) for message in log.history()]
    assert len(posts) == 6  # the set-up, the first pack, two suggestions, and what became of them
    everything = repr([message.components for message in seen] + [post.components for post in posts])
    assert "a student" in everything
    assert str(room.student.id) not in everything
    assert room.student.name not in everything
    assert room.teacher.mention in everything


async def test_forget_me_asks_first_and_then_removes_every_link(room: Classroom) -> None:
    thanks = await suggest(room, "summary")
    await suggest(room, "question")
    await suggest(room, "question", quote="not in the article at all")
    await reject(room, await room.told("facts review"), "No.")
    before = await stored(room)
    assert repr(before).count(str(room.student.id)) == 5  # two suggestions, two changes, one form
    privacy = await room.type("privacy")
    asked = answer_of(await room.press(privacy, "Forget me"))
    assert await stored(room) == before
    done = answer_of(await room.press(asked, "Yes, forget me"))
    assert done.id == asked.id
    assert "2 proposals" in text_of(done)
    assert "1 form that could not be saved was removed" in text_of(done)
    after = await stored(room)
    assert str(room.student.id) not in repr(after)
    assert room.student.name not in repr(after)
    # What still waited is withdrawn: with nobody's name on it, it would count for nobody.
    states = {fact["state"] for fact in after["fact"] if fact["id"] in {p["fact_id"] for p in after["suggestion"]}}
    assert states == {"retired"}
    assert "Nothing yet" in await fared(room, thanks)
    asked = answer_of(await room.press(privacy, "Forget me"))
    assert "There was nothing to remove" in await room.read(asked, "Yes, forget me")
    assert "Nothing waits" in text_of(await room.told("facts review"))


async def test_forget_me_leaves_a_block_and_says_so(room: Classroom) -> None:
    await suggest(room, "summary")
    await room.told("facts block", member=room.student)
    asked = answer_of(await room.press(await room.type("privacy"), "Forget me"))
    forgotten = await room.read(asked, "Yes, forget me")
    assert "1 proposal came from you" in forgotten
    assert "A moderator has blocked you" in forgotten
    asked = answer_of(await room.press(await room.type("privacy"), "Forget me"))
    again = await room.read(asked, "Yes, forget me")
    assert "You have proposed nothing here" in again
    assert "A moderator has blocked you" in again
    assert "has stopped you" in text_of(await room.told("suggest", by=room.student, kind="question"))
