"""Panels fit one message, whatever people typed; what differs in a text is told in bounded time."""

from __future__ import annotations

import random

import discord
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.model.fact_fields import REASON_MOST
from bot.core.templates.limits import MESSAGE_CHARACTERS
from bot.core.templates.text_changes import MOST, differing_words
from bot.core.ui.panels import Panel, Part, fitted
from bot.features.suggestions.rules import OPEN_PER_MEMBER
from tests.kit.classroom import Classroom, answer_of, text_of

WIDE = ("😀", "*", "a")


@given(st.lists(st.text(alphabet="a*😀\\\n", max_size=3_000), max_size=8), st.text(alphabet="b\n", max_size=300))
def test_a_panel_fits_and_keeps_its_parts(texts: list[str], heading: str) -> None:
    panel = Panel(heading, [Part(text) for text in texts], "footer")
    few_lines = sum(text.count("\n") for text in texts) < 20
    if panel.characters <= MESSAGE_CHARACTERS or few_lines:
        shown = fitted(panel)
        assert shown.characters <= MESSAGE_CHARACTERS
        assert len(shown.parts) == len(texts)
        if panel.characters <= MESSAGE_CHARACTERS:
            assert shown == panel


@pytest.mark.parametrize("letter", WIDE)
async def test_the_longest_texts_stop_no_panel(room: Classroom, letter: str) -> None:
    long, quote = letter * 1_000, "Calderón has promised results in 100 days."
    speaker = "Calderón" if letter.isalpha() else f"Calderón {letter * 111}"  # its words are the article's
    saved = await room.fill(
        await room.ask("facts add", kind="person"), name=letter * 120, text=long, speaker=speaker, quote=quote
    )
    assert "Added" in text_of(saved)
    for i in range(4):
        shown = await room.press(saved, "Edit", by=room.teacher)
        await room.fill(shown, text=f"{i}{long[1:]}", name=f"{i}{letter * 119}")
    assert "changes" in text_of(await room.told("facts history"))
    assert "Facts" in text_of(await room.told("facts list", kind="person"))
    for i in range(OPEN_PER_MEMBER):
        form = await room.ask("suggest", by=room.student, kind="question")
        texts = {"stem": letter * 180, "follow_up": letter * 180, "text": f"{i}{long[1:]}"}
        await room.fill(form, by=room.student, quote=quote, **texts)
    review = await room.told("facts review")
    for _ in range(OPEN_PER_MEMBER):
        assert "Review" in text_of(review)
        await room.fill(await room.press(review, "Reject", by=room.teacher), reason=letter * REASON_MOST)
    mine = answer_of(await room.press(await room.type("privacy"), "What I proposed"))
    assert text_of(mine).count("was not taken") == OPEN_PER_MEMBER


async def test_a_refrain_is_shown_with_its_places(room: Classroom) -> None:
    verse = "*" * 980
    body = "\n\n".join([verse] * 6)
    shown = await room.ask("article add")
    await room.fill(shown, title="A song", body_1=body[:3_900].rpartition("\n\n")[0], body_2=verse, body_3=verse)
    form = await room.ask("facts add", kind="summary", article="A song")
    refused = await room.fill(form, text="A refrain.", quote=verse)
    assert "choose one of the places" in text_of(refused)
    chosen = await room.press(refused, "Use no. 2 (¶ 2)", by=room.teacher)
    assert "Added" in text_of(answer_of(chosen))


async def test_two_who_edit_one_fact_with_a_quote_that_stands_twice_come_to_an_end(room: Classroom) -> None:
    role = room.server.create_role("More teachers", permissions=discord.Permissions(manage_messages=True))
    second = room.server.add_member(room.env.create_user("second"), roles=[role])
    await room.type("summary")
    mine = await room.ask("facts edit", fact="fact:1")
    await room.fill(await room.ask("facts edit", by=second, fact="fact:1"), by=second, text="The second was here.")
    conflict = await room.fill(mine, text="The first wins.", quote="the")
    assert "Yours would change" in text_of(conflict)
    places = answer_of(await room.press(conflict, "Save mine instead", by=room.teacher))
    saved = answer_of(await room.press(places, "Use no. 1 (¶ 1)", by=room.teacher))
    assert "Saved" in text_of(saved)
    assert "The first wins." in text_of(saved)


def test_what_differs_in_a_text_is_told_word_by_word() -> None:
    before = "One two three four five six.\n\nSeven eight nine.\n\nTen."
    after = "One two three 4 five six.\n\nSeven eight nine.\n\nTen eleven."
    assert differing_words(before, after) == [
        ("One two three four five six. …"[:-2], "One two three 4 five six."),
        ("Ten.", "Ten eleven."),
    ]
    assert differing_words(before, before) == []


def test_long_texts_that_differ_everywhere_are_compared_at_once() -> None:
    words = random.Random(1)
    old = "\n\n".join(" ".join(words.choices("abcdefgh", k=12)) for _ in range(20_000))
    new = "\n\n".join(" ".join(words.choices("abcdefgh", k=12)) for _ in range(20_000))
    changes = differing_words(old, new)  # by comparing all with all this would take hours
    assert 1 <= len(changes) <= MOST
    assert differing_words("the " * 20_000, "the " * 10_000 + "a " + "the " * 9_999)
