"""/article correct: a new text, shown before it takes the place of the old one; and what it does to facts."""

from __future__ import annotations

from typing import Any

import simcord

from tests.conftest import MakeBot
from tests.kit.classroom import Classroom, ResponseMessage, answer_of, buttons, labels, text_of
from tests.kit.curating import AGAIN, every_page, form_of, restart, second_moderator, stored, values_of

OLD, NEW = "Calderón has promised results in 100 days.", "Calderón has promised results in 200 days."


def corrected(shown: simcord.InteractionResult, old: str = OLD, new: str = NEW) -> dict[str, Any]:
    """What the form holds after somebody put these words in place of others."""
    values = {name: text.replace(old, new) for name, text in values_of(shown).items()}
    assert values != values_of(shown)
    return values


async def body_of(room: Classroom) -> str:
    """The built-in article's text as it is stored."""
    [row] = (await stored(room, "article"))["article"]
    return str(row["body"])


async def preview(room: Classroom) -> ResponseMessage:
    """The correction of one sentence, as it is shown first."""
    await room.type("summary")
    shown = await room.ask("article correct")
    form_of(shown)
    return await room.fill(shown, **corrected(shown))


async def test_a_correction_by_form_is_shown_before_it_is_made(room: Classroom) -> None:
    await room.type("summary")
    before = await stored(room, "article", "fact", "history")
    shown = await preview(room)
    text = text_of(shown)
    assert "100" in text
    assert "200" in text
    assert "4 facts lose words" in text
    assert await stored(room, "article", "fact", "history") == before
    assert labels(shown) == ["Correct the text", "Open the form again", "Cancel"]


async def test_cancel_leaves_the_text_as_it_is(room: Classroom) -> None:
    await room.type("summary")
    before = await stored(room, "article", "fact", "history")
    shown = await preview(room)
    assert "Nothing was changed" in await room.read(shown, "Cancel", by=room.teacher)
    assert await stored(room, "article", "fact", "history") == before
    assert (await stored(room, "form"))["form"] == []


async def test_a_confirmed_correction_makes_drafts_of_what_lost_its_quote(room: Classroom, make_bot: MakeBot) -> None:
    shown = await preview(room)
    await restart(room, make_bot())
    confirm = next(b["custom_id"] for b in buttons(shown) if b["label"] == "Correct the text")
    done = answer_of(await room.press(shown, "Correct the text", by=room.teacher))
    assert done.id == shown.id
    assert "36 facts" in text_of(done)
    assert NEW in await body_of(room)
    answer = await every_page(room, "figures")
    assert "100 days" not in answer
    assert "2,600" in answer
    assert "36 facts" in text_of(await room.told("facts list", state="published"))
    old = await room.post_button(confirm)
    assert "no longer kept" in text_of(answer_of(await room.teacher.click(old, custom_id=confirm)))
    # The review leads to them; one press and one form give the first its quote again.
    review = answer_of(await room.press(done, "Review them", by=room.teacher))
    assert "4 facts wait" in text_of(review)
    assert OLD in text_of(review)
    assert "Approve" not in labels(review)
    edit = await room.press(review, "Edit", by=room.teacher)
    await room.fill(edit, text="He promised results in 200 days.", quote=NEW)
    assert "results in 200 days" in await every_page(room, "summary")
    assert "3 facts wait" in text_of(await room.told("facts review"))


async def test_undo_brings_the_text_and_its_facts_back(room: Classroom) -> None:
    await room.type("summary")
    before = await stored(room, "article", "fact")
    figures = await every_page(room, "figures")
    done = answer_of(await room.press(await preview(room), "Correct the text", by=room.teacher))
    assert await every_page(room, "figures") != figures
    await room.press(done, "Undo", by=room.teacher)
    assert await every_page(room, "figures") == figures
    after = await stored(room, "article", "fact")
    assert after["article"] == before["article"]
    kept = ("id", "state", "position", "content")
    assert [[f[k] for k in kept] for f in after["fact"]] == [[f[k] for k in kept] for f in before["fact"]]


async def test_the_review_retires_what_nobody_gives_a_new_quote(room: Classroom) -> None:
    await room.press(await preview(room), "Correct the text", by=room.teacher)
    review = await room.told("facts review")
    for left in (4, 3, 2, 1):
        assert f"{left} fact" in text_of(review)
        assert "no longer stands" in text_of(review)
        assert "Block whoever proposed it" not in labels(review)
        await room.press(review, "Retire", by=room.teacher)
    assert "Nothing waits" in text_of(review)
    listed = await room.told("facts list", state="retired")
    assert "4 facts" in text_of(listed)
    # Restored as they are, they would stand on nothing.
    assert "not in the article" in await room.read(listed, "Restore", by=room.teacher)
    assert "100 days" not in await every_page(room, "figures", show="numbers")


async def test_a_text_moves_the_quotes_that_still_stand(room: Classroom) -> None:
    await room.type("summary")
    shown = await room.ask("article correct")
    parts = values_of(shown)
    done = await room.fill(shown, body_1="Foreword, by the teacher.\n" + parts["body_1"])
    assert "Every fact keeps the words" in text_of(done)
    await room.press(done, "Correct the text", by=room.teacher)
    answer = await room.type("figures")
    source = await room.read(answer, "Source")
    assert "¶ 7, reported text" in source
    assert "in Ciudad Juarez that left more than 2,600 people dead last year**" in source


async def test_the_corrected_text_comes_as_a_file(room: Classroom) -> None:
    await room.type("summary")
    text = (await body_of(room)).replace(OLD, NEW)
    shown = await room.told("article correct", file=("article.txt", text.encode()))
    assert "4 facts lose words" in text_of(shown)
    assert OLD in await body_of(room)
    await room.press(shown, "Correct the text", by=room.teacher)
    assert NEW in await body_of(room)
    # The very same text again is no change.
    assert "nothing was changed" in text_of(await room.told("article correct", file=("a.txt", text.encode())))


async def test_a_text_too_long_for_a_form_goes_by_file(room: Classroom) -> None:
    await room.type("summary")
    long = "\n\n".join(f"Paragraph {n}. " + "word " * 300 for n in range(12))
    await room.told("article add", file=("long.txt", long.encode()))
    told = await room.told("article correct", article="long")
    assert "/article export" in text_of(told)
    shown = await room.told(
        "article correct", article="long", file=("long.txt", long.replace("Paragraph 3", "§").encode())
    )
    await room.press(shown, "Correct the text", by=room.teacher)
    assert any(str(row["body"]).count("§") == 1 for row in (await stored(room, "article"))["article"])


async def test_a_long_text_is_cut_into_fields_and_joined_to_the_very_same(room: Classroom) -> None:
    text = "\n\n".join(f"Paragraph {n}. " + "word " * 200 for n in range(12)).replace(" \n", "\n").strip()
    await room.told("article add", file=("long.txt", text.encode()))
    shown = await room.ask("article correct", article="long")
    form_of(shown)
    assert all(values_of(shown).values())
    told = await room.fill(shown)
    assert "nothing was changed" in text_of(told)
    preview = await room.fill(await room.press(told, AGAIN, by=room.teacher), body_4="The end.")
    await room.press(preview, "Correct the text", by=room.teacher)
    [body] = [row["body"] for row in (await stored(room, "article"))["article"] if row["title"] == "long"]
    kept = "\n\n".join(values_of(shown)[name] for name in ("body_1", "body_2", "body_3"))
    assert body == f"{kept}\n\nThe end."
    assert text.startswith(kept)


async def test_who_corrected_while_a_form_was_open_is_not_overwritten_silently(room: Classroom) -> None:
    await room.type("summary")
    second = second_moderator(room)
    mine = await room.ask("article correct", by=second)
    first = await room.ask("article correct")
    shown = await room.fill(first, **corrected(first, "This is a hugely risky operation", "This is risky"))
    await room.press(shown, "Correct the text", by=room.teacher)
    conflict = await room.fill(mine, by=second, **corrected(mine))
    assert "changed this meanwhile" in text_of(conflict)
    assert OLD in await body_of(room)
    again = await room.press(conflict, AGAIN, by=second)
    assert NEW in "".join(values_of(again).values())
    preview = answer_of(await room.press(conflict, "Save mine instead", by=second))
    assert "This is risky" in text_of(preview)  # it would be lost, and is shown to be
    assert OLD in await body_of(room)
    await room.press(preview, "Correct the text", by=second)
    assert NEW in await body_of(room)
    assert "This is a hugely risky operation" in await body_of(room)


async def test_who_corrected_before_the_confirmation_has_it_shown_anew(room: Classroom) -> None:
    await room.type("summary")
    second = second_moderator(room)
    mine = await room.ask("article correct", by=second)
    shown = await room.fill(mine, by=second, **corrected(mine))
    first = await room.ask("article correct")
    firsts = await room.fill(first, **corrected(first, "This is a hugely risky operation", "This is risky"))
    await room.press(firsts, "Correct the text", by=room.teacher)
    anew = answer_of(await room.press(shown, "Correct the text", by=second))
    assert "This is risky" in text_of(anew)
    assert OLD in await body_of(room)
    await room.press(anew, "Correct the text", by=second)
    assert NEW in await body_of(room)
