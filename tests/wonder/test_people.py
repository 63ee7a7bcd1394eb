"""/wonder by people who may not, with numbers of somebody else's, on two devices, and as time goes by."""

from __future__ import annotations

from bot.core.model.people import Who
from bot.core.packs.reading import Pack
from bot.core.rules.library import Library
from bot.core.rules.servers import ServerRules
from bot.core.store.forms import DAY, MOST_KEPT
from bot.core.ui.buttons import custom_id
from bot.features.suggestions.rules import SuggestionRules
from bot.features.wonder.buttons import WonderAbout, WonderFocus
from bot.features.wonder.forms import SendQuestions, WriteQuestions
from tests.conftest import MakeClassroom
from tests.kit.classroom import Classroom, answer_of, buttons, text_of
from tests.kit.curating import suggest
from tests.kit.stock import send as forge
from tests.kit.stock import told_once
from tests.kit.stores import every_row
from tests.wonder.kit import (
    HERE,
    QUESTIONS,
    QUOTE,
    TO_IMPROVE,
    TO_PICK,
    TO_WORDS,
    TYPED,
    WORDS,
    WRITE,
    begin,
    every_action,
    kept,
    press,
    send,
    suggested,
    to_picking,
    write,
)

GONE = "no longer kept"
START = 1_767_225_600


async def test_a_blocked_member_is_told_and_leaves_nothing_behind(room: Classroom) -> None:
    message = await begin(room)
    shown = await room.press(message, WRITE)
    await room.told("facts block", member=room.student)
    before = await every_row(room.desk.store)
    only = "A moderator has stopped you"
    assert only in told_once(await room.ask("wonder", by=room.student))
    form_id = before["form"][0]["id"]
    for action in (*every_action(form_id), WonderFocus(1, 1, None), WonderAbout(1, 1, None)):
        pressed = custom_id(action)
        result = await room.student.click(await room.post_button(pressed), custom_id=pressed)
        assert only in told_once(result), action
    assert only in told_once(await room.student.submit_modal(shown, {"questions": TYPED}))
    assert only in told_once(await forge(room, room.student, SendQuestions(kept=form_id), {"words_1": QUOTE}))
    assert await every_row(room.desk.store) == before


async def test_somebody_elses_questions_are_nobody_elses(room: Classroom) -> None:
    await write(room, await begin(room))
    before = await kept(room)
    form_id = before[0]["id"]
    for who in (room.other, room.teacher):
        for action in every_action(form_id):
            pressed = custom_id(action)
            result = await who.click(await room.post_button(pressed), custom_id=pressed)
            assert GONE in told_once(result), action
        assert GONE in told_once(await forge(room, who, SendQuestions(kept=form_id), {"words_1": QUOTE}))
        assert await kept(room) == before
    await forge(room, room.other, WriteQuestions(1, 0, "sort", kept=form_id), {"questions": "Mine?"})
    assert (await kept(room))[0] == before[0]
    assert (await kept(room))[1]["given"]["questions"] == ["Mine?"]


async def test_a_button_of_an_earlier_step_does_nothing_and_the_command_goes_on(room: Classroom) -> None:
    message = await begin(room)
    [old] = [b["custom_id"] for b in buttons(message) if b["label"] == WRITE]
    await write(room, message)
    before = await kept(room)
    assert GONE in text_of(answer_of(await room.student.click(await room.post_button(old), custom_id=old)))
    assert await kept(room) == before
    assert QUESTIONS[0] in text_of(await room.told("wonder", by=room.student))


async def test_a_list_that_was_open_twice_is_joined(room: Classroom) -> None:
    """As on a phone and a computer: what is sent second is not lost, nor does it take away the first."""
    message = await begin(room)
    first, second = [await room.press(message, WRITE) for _ in range(2)]
    await room.fill(first, by=room.student, questions="Why?")
    shown = await room.fill(second, by=room.student, questions="How?")
    assert len(await kept(room)) == 1
    assert "**1.** Why?" in text_of(shown)
    assert "**2.** How?" in text_of(shown)


async def test_words_that_are_sent_twice_suggest_once(room: Classroom) -> None:
    sending = await press(room, await to_picking(room, await write(room, await begin(room)), 2), TO_WORDS)
    first, second = [await room.press(sending, WORDS) for _ in range(2)]
    await room.fill(first, by=room.student, words_1=QUOTE)
    assert GONE in text_of(await room.fill(second, by=room.student, words_1=QUOTE))
    assert len(await suggested(room)) == 1


async def test_a_question_that_went_just_before_a_restart_does_not_go_twice(room: Classroom) -> None:
    sending = await press(room, await to_picking(room, await write(room, await begin(room)), 2, 3), TO_WORDS)
    given = {"text": QUESTIONS[1], "stage": "core", "quote": QUOTE}
    await room.desk.get(SuggestionRules).suggest(room.server.id, Who(room.student.id), "question", 1, given)
    assert "Thank you" in text_of(await send(room, sending, words_1=QUOTE, words_2=QUOTE))
    assert [content["text"] for content in await suggested(room)] == QUESTIONS[1:3]
    assert await kept(room) == []


async def test_one_session_is_one_form_and_pushes_no_other_out(room: Classroom) -> None:
    for _ in range(MOST_KEPT - 1):
        await suggest(room, "question", quote="not in the article at all")
    message = await write(room, await begin(room))
    for _ in range(3):
        message = await press(room, await press(room, message, TO_IMPROVE), "‹ Open or closed")
    assert len(await kept(room)) == MOST_KEPT
    await suggest(room, "question", quote="not in the article at all")
    assert len(await kept(room)) == MOST_KEPT
    assert QUESTIONS[0] in text_of(await room.told("wonder", by=room.student))


async def test_questions_go_after_a_day_and_at_once_with_forget_me(make_classroom: MakeClassroom) -> None:
    clock = [START]
    room = await make_classroom(now=lambda: clock[0])
    message = await write(room, await begin(room))
    clock[0] += DAY - 1
    await room.desk.get(ServerRules).tidy(30)
    message = await press(room, message, TO_IMPROVE)  # a day from what was done last
    clock[0] += DAY - 1
    await room.desk.get(ServerRules).tidy(30)
    assert len(await kept(room)) == 1
    clock[0] += 1
    await room.desk.get(ServerRules).tidy(30)
    assert await kept(room) == []
    assert GONE in told_once(await room.press(message, TO_PICK))
    assert "Step 1 of 6" in text_of(await room.told("wonder", by=room.student))
    await write(room, await begin(room))
    asked = await press(room, await room.type("privacy"), "Forget me")
    assert "1 form that could not be saved was removed" in await room.read(asked, "Yes, forget me")
    assert await kept(room) == []


async def test_what_is_wondered_in_one_server_is_not_seen_in_another(make_classroom: MakeClassroom) -> None:
    here = await make_classroom()
    there = Classroom(here.env, "Other")
    user = here.env.create_user("both")
    here.student, there.student = here.server.add_member(user), there.server.add_member(user)
    await write(here, await begin(here), "Why here?")
    assert "Step 1 of 6" in text_of(await there.told("wonder", by=there.student))
    before = await kept(here)
    article_id = await there.desk.get(Library).current(there.server.id, None)
    for action in every_action(before[0]["id"], article_id):
        pressed = custom_id(action)
        result = await there.student.click(await there.post_button(pressed), custom_id=pressed)
        assert GONE in told_once(result), action
    await write(there, await begin(there), "Why there?")
    assert [row for row in await kept(here) if row["server_id"] == here.server.id] == before
    assert "Why there?" not in text_of(await here.told("wonder", by=here.student))
    assert "Why here?" in text_of(await here.told("wonder", by=here.student))


async def test_an_article_that_was_put_away_leaves_the_questions(room: Classroom, juarez: Pack) -> None:
    await write(room, await begin(room))
    await room.desk.store.add_article(
        room.server.id, "second", juarez.article.model_copy(update={"title": "Second"}), (), at=1,
        action="article added",
    )  # fmt: skip
    await room.told("article archive", article="1")
    await room.told("article current", article="2")
    paragraphs = await room.told("wonder", by=room.student)
    assert "**a focus** · Second" in text_of(paragraphs)
    message = await press(room, paragraphs, HERE)
    assert "Second" in text_of(message)
    assert QUESTIONS[0] in text_of(message)


async def test_without_an_article_one_is_told(make_classroom: MakeClassroom) -> None:
    room = await make_classroom(default=None)
    assert "No article is chosen" in told_once(await room.ask("wonder", by=room.student))
