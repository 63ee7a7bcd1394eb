"""/facts list and /facts history: what moderators look through, with buttons beside each line."""

from __future__ import annotations

import re

from bot.features.facts.rules import FactRules
from tests.conftest import MakeBot
from tests.kit.classroom import Classroom, ResponseMessage, answer_of, buttons, labels, text_of
from tests.kit.curating import TYPED, every_page, restart, stored, values_of

FIGURES = ["more than 2,600 people", "1,200 troops", "several hundred", "100 days", "two big issues"]


def in_order(text: str) -> list[str]:
    """The built-in figures in the order in which a text has them."""
    return sorted((f for f in FIGURES if f in text), key=text.index)


async def figures_now(room: Classroom) -> list[str]:
    """The figures as the next answer gives them; the formatting is taken off."""
    return in_order((await every_page(room, "figures", show="numbers")).replace("*", ""))


async def press(room: Classroom, listed: ResponseMessage, label: str, nth: int = 0) -> str:
    """What the list reads like after a press; it is the same message."""
    answer = answer_of(await room.press(listed, label, nth=nth, by=room.teacher))
    assert answer.id == listed.id
    return text_of(listed)


async def test_the_list_has_every_fact_with_its_buttons_page_by_page(room: Classroom) -> None:
    listed = await room.told("facts list")
    assert listed.ephemeral
    assert "40 facts" in text_of(listed)
    assert labels(listed).count("Edit") == 4
    assert labels(listed)[:5] == ["Edit", "Retire", "Up", "Down", "History"]
    texts = [text_of(listed)]
    while "Next ›" in labels(listed):
        texts.append(await press(room, listed, "Next ›"))
    assert len(texts) == 10
    assert len(set(texts)) == 10
    assert sum(text.count("published") for text in texts) == 40
    assert re.search(r"the bot, <t:\d+:R>", texts[0])  # who and when
    assert await press(room, listed, "‹ Back") == texts[8]


async def test_the_list_keeps_to_a_kind_and_a_state(room: Classroom) -> None:
    listed = await room.told("facts list", kind="figure", state="published")
    assert "5 facts" in text_of(listed)
    assert in_order(text_of(listed)) == FIGURES[:4]
    assert in_order(await press(room, listed, "Next ›")) == FIGURES[4:]
    assert "Nothing here yet" in text_of(await room.told("facts list", state="retired"))
    article = await room.told("facts list", article="juarez", kind="question")
    assert "7 facts" in text_of(article)
    assert "no article called" in text_of(await room.told("facts list", article="nope"))


async def test_retiring_and_restoring_a_fact_changes_the_next_answer(room: Classroom) -> None:
    answer = await room.type("figures")
    listed = await room.told("facts list", kind="figure")
    after = await press(room, listed, "Retire", nth=1)
    assert room.teacher.mention in after
    assert "retired" in after
    assert await figures_now(room) == [FIGURES[0], *FIGURES[2:]]
    # Neither does a page of an older answer show it any longer.
    await room.press(answer, "Next ›")
    await room.press(answer, "‹ Back")
    assert "1,200** troops" not in text_of(answer)
    assert "Restore" in labels(listed)
    await press(room, listed, "Restore")
    assert "Restore" not in labels(listed)
    assert await figures_now(room) == FIGURES


async def test_up_and_down_change_the_order_of_the_answer(room: Classroom) -> None:
    listed = await room.told("facts list", kind="figure")
    assert in_order(await press(room, listed, "Down")) == [FIGURES[1], FIGURES[0], *FIGURES[2:4]]
    assert await figures_now(room) == [FIGURES[1], FIGURES[0], *FIGURES[2:]]
    await press(room, listed, "Up", nth=3)
    assert await figures_now(room) == [FIGURES[1], FIGURES[0], FIGURES[3], FIGURES[2], FIGURES[4]]
    refused = answer_of(await room.press(listed, "Up", by=room.teacher))
    assert refused.id != listed.id
    assert "first of its part" in text_of(refused)
    assert await figures_now(room) == [FIGURES[1], FIGURES[0], FIGURES[3], FIGURES[2], FIGURES[4]]


async def test_retiring_the_only_fact_of_the_last_page_shows_the_page_before(room: Classroom) -> None:
    listed = await room.told("facts list", kind="figure", state="published")
    await press(room, listed, "Next ›")
    assert in_order(await press(room, listed, "Retire")) == FIGURES[:4]
    assert "4 facts" in text_of(listed)
    assert "Next ›" not in labels(listed)
    for _ in range(4):
        await press(room, listed, "Retire")
    assert "0 facts" in text_of(listed)
    assert await figures_now(room) == []


async def test_of_three_pages_the_second_is_shown_once_the_third_is_empty(room: Classroom) -> None:
    listed = await room.told("facts list", kind="person", state="published")
    await press(room, listed, "Next ›")
    assert "Page 3 of 3" in await press(room, listed, "Next ›")
    assert "Page 2 of 2" in await press(room, listed, "Retire")


async def test_a_press_on_a_list_that_is_out_of_date_says_so(room: Classroom) -> None:
    old, new = await room.told("facts list", kind="figure"), await room.told("facts list", kind="figure")
    await press(room, new, "Retire")
    assert "retired by now" in await room.read(old, "Retire", by=room.teacher)
    assert "retired by now" in await room.read(old, "Up", by=room.teacher)
    await press(room, new, "Restore")
    assert "2,600" in text_of(await room.type("figures"))


async def test_edit_in_the_list_opens_the_form_of_that_fact(room: Classroom) -> None:
    listed = await room.told("facts list", kind="figure")
    shown = await room.press(listed, "Edit", nth=3, by=room.teacher)
    assert values_of(shown)["value"] == "100 days"
    assert values_of(shown)["speaker"] == "Calderón"
    older = await room.type("figures")
    assert "Saved" in text_of(await room.fill(shown, counts="which is not long"))
    assert "which is not long" in text_of(await room.type("figures"))
    await room.press(older, "Next ›")
    await room.press(older, "‹ Back")
    assert "which is not long" in text_of(older)


async def test_a_question_keeps_the_speaker_that_its_form_has_no_room_for(room: Classroom) -> None:
    await room.type("questions")
    desk = room.desk
    given = {"text": "Is it so?", "quote": "Calderón has promised results in 100 days.", "speaker": "Calderón"}
    from bot.core.model.people import OPERATOR

    done = await desk.get(FactRules).add(room.server.id, OPERATOR, "question", 1, given)
    await room.fill(await room.ask("facts edit", fact=f"fact:{done.fact.id}"), text="Is it really so?")
    [row] = [row for row in (await stored(room, "fact"))["fact"] if row["id"] == done.fact.id]
    assert row["content"]["speaker"] == "Calderón"
    assert row["content"]["text"] == "Is it really so?"


async def test_the_history_of_a_fact_has_its_changes_only(room: Classroom) -> None:
    await room.fill(await room.ask("facts add", kind="figure"), **TYPED["figure"])
    listed = await room.told("facts list", kind="figure")
    await press(room, listed, "Retire")
    await room.fill(await room.press(listed, "Edit", by=room.teacher), counts="people killed")
    shown = answer_of(await room.press(listed, "History", by=room.teacher))
    assert shown.id != listed.id
    text = text_of(shown)
    assert "3 changes" in text  # with the pack that it came with
    assert "people dead in Ciudad Juarez” → “people killed" in text
    assert "State: published → retired" in text
    assert text.count(room.teacher.mention) == 2
    assert "until results" not in text
    assert labels(shown).count("Undo") == 2  # not beside the pack
    # The later change stands on the earlier one, but they touch different fields: both can be undone.
    assert answer_of(await room.press(shown, "Undo", nth=0, by=room.teacher)).id == shown.id
    assert "4 changes" in text_of(shown)
    assert "(undone)" in text_of(shown)


async def test_undo_in_the_history_takes_a_change_back_and_can_be_undone_itself(room: Classroom) -> None:
    await room.fill(await room.ask("facts add", kind="figure"), **TYPED["figure"])
    history = await room.told("facts history")
    assert history.ephemeral
    assert "Fact added" in text_of(history)
    assert labels(history).count("Undo") == 1  # the first copy of the pack can't be undone
    await press(room, history, "Undo")
    assert "Undone: fact added" in text_of(history)
    assert "until results" not in await every_page(room, "figures")
    assert labels(history).count("Undo") == 1
    await press(room, history, "Undo")
    assert "until results" in await every_page(room, "figures")


async def test_undo_under_what_was_saved_takes_it_back(room: Classroom, make_bot: MakeBot) -> None:
    saved = await room.fill(await room.ask("facts add", kind="figure"), **TYPED["figure"])
    await restart(room, make_bot())
    undone = answer_of(await room.press(saved, "Undo", by=room.teacher))
    assert "until results are due" in text_of(undone)
    assert "until results" not in await every_page(room, "figures")
    assert "undone already" in await room.read(saved, "Undo", by=room.teacher)
    history = answer_of(await room.press(undone, "History", by=room.teacher))
    assert "2 changes" in text_of(history)
    again = answer_of(await room.press(undone, "Undo", by=room.teacher))
    assert "Undone" in text_of(again)
    assert "until results" in await every_page(room, "figures")


async def test_what_was_changed_since_has_no_undo_and_an_old_button_says_why(room: Classroom) -> None:
    saved = await room.fill(await room.ask("facts add", kind="figure"), **TYPED["figure"])
    for counts in ("first", "second"):
        saved_then = await room.fill(await room.press(saved, "Edit", by=room.teacher), counts=counts)
        if counts == "first":
            first = saved_then
    before = await stored(room)
    assert "undo the later change first" in await room.read(first, "Undo", by=room.teacher)
    assert await stored(room) == before
    history = await room.told("facts history")
    beside = [button["custom_id"] for button in buttons(history) if button["label"] == "Undo"]
    assert len(beside) == 2  # the second edit, and the adding of a fact that is still published
    await press(room, history, "Undo")
    assert "first" in await every_page(room, "figures", about="100 days")


async def test_the_history_has_pages(room: Classroom) -> None:
    await room.type("summary")
    listed = await room.told("facts list", kind="figure")
    for _ in range(3):
        await press(room, listed, "Retire")
        await press(room, listed, "Restore")
    history = await room.told("facts history")
    assert "7 changes" in text_of(history)
    assert "Page 1 of 2" in text_of(history)
    assert "Article added" in await press(room, history, "Next ›")
    assert "Page 1 of 2" in await press(room, history, "‹ Back")
