"""Facts that stand on the headline, from the form to the sheet for class, and what becomes of them when it changes."""

from __future__ import annotations

import json
from typing import Any

import pytest

from bot.app.settings import built_in
from bot.core.model.fact import TITLE
from bot.core.packs.zipping import read_upload
from bot.core.templates.prompts import Prompts
from bot.features.handout.model import handout_markdown, make_handout
from bot.features.handout.paper import handout_pdf
from tests.handout.kit import shelf_of_pack
from tests.kit.classroom import Classroom, ResponseMessage, answer_of, labels, text_of
from tests.kit.curating import AGAIN, every_page, source_of, stored, values_of
from tests.kit.pdf_text import pages_of, squeezed

TITLE_TYPED = "Twelve spies join the police of a border town"
HEADLINE = "spies join the police"
TYPED: dict[str, Any] = {"value": "spies", "counts": "people of the headline", "quote": HEADLINE}


async def entitle(room: Classroom, title: str = TITLE_TYPED) -> ResponseMessage:
    """Give the article another title."""
    await room.type("summary")
    return await room.fill(await room.ask("article edit", article="juarez"), title=title)


async def add(room: Classroom, **fields: Any) -> str:
    """Add a figure that stands on the headline."""
    return text_of(await room.fill(await room.ask("facts add", kind="figure"), **TYPED | fields))


async def passages(room: Classroom) -> list[tuple[str, int, str]]:
    """The state of each fact on the headline, and where its quote is said to stand."""
    found = []
    for row in (await stored(room, "fact"))["fact"]:
        content = json.loads(row["content"]) if isinstance(row["content"], str) else row["content"]
        found += [
            (row["state"], passage["start"], passage["text"])
            for passage in content["quote"]["passages"]
            if passage["paragraph"] == TITLE
        ]
    return found


async def test_a_fact_on_the_headline_is_shown_as_one_everywhere(room: Classroom) -> None:
    await entitle(room)
    assert "people of the headline" in await add(room)
    answer = await room.type("figures", about="headline")
    source = await source_of(room, answer, "people of the headline")
    assert f"Twelve **{HEADLINE}** of a border town" in source
    assert "-# the headline\n" in f"{source}\n"
    assert "¶" not in source
    assert "reported text" not in source
    listed = await room.told("facts list", kind="figure")
    await room.press(listed, "Next ›", by=room.teacher)
    assert "figure · published · the headline" in text_of(listed)
    file = await room.told("article export", article="juarez")
    [attachment] = file.attachments
    other = Classroom(room.env, "Other")
    await other.type("summary")
    shown = await other.told("article import", file=(attachment.filename, await attachment.read()))
    assert "1 added" in text_of(shown)
    await other.press(shown, "Import", by=other.teacher)
    assert await every_page(other, "figures") == await every_page(room, "figures")
    nothing = await other.told("article import", file=(attachment.filename, await attachment.read()))
    assert "Nothing to import" in text_of(nothing)


async def test_a_question_on_the_headline_says_so_where_it_is_discussed(room: Classroom) -> None:
    await entitle(room)
    form = await room.ask("facts add", kind="question")
    await room.fill(form, text="Why would they?", stage=["closing"], quote=HEADLINE)
    shown = await room.type("questions", stage="closing")
    assert "-# the headline" in await source_of(room, shown, "Why would they?")


async def test_words_that_the_headline_has_twice_get_their_place(room: Classroom) -> None:
    await entitle(room, "Echo and Echo")
    refused = await room.fill(await room.ask("facts add", kind="summary"), text="Twice.", quote="Echo")
    assert "2 times in the article, in the headline" in text_of(refused)
    places = [label for label in labels(refused) if "headline" in label]
    assert places == ["Use no. 1 (the headline)", "Use no. 2 (the headline)"]
    saved = answer_of(await room.press(refused, places[1], by=room.teacher))
    assert "Echo and **Echo**" in await room.read(saved, "Source", by=room.teacher)


async def test_another_headline_makes_drafts_of_what_stood_on_it_and_moves_the_rest(room: Classroom) -> None:
    await entitle(room)
    await add(room)
    await add(room, counts="places of the headline", value="a border town", quote="of a border town")
    assert [state for state, *_ in await passages(room)] == ["published", "published"]
    edited = await entitle(room, "The worries of a border town")
    assert "1 fact has lost words that it stands on and is a draft" in text_of(edited)
    assert sorted(await passages(room)) == [
        ("draft", 7, HEADLINE),
        ("published", 12, "of a border town"),
    ]
    figures = await every_page(room, "figures")
    assert "people of the headline" not in figures
    assert "places of the headline" in figures
    assert "1 fact has lost the quote" in text_of(await room.told("facts history"))
    await room.press(edited, "Undo", by=room.teacher)
    assert [state for state, *_ in await passages(room)] == ["published", "published"]
    assert "people of the headline" in await every_page(room, "figures")


async def test_a_pack_whose_headline_somebody_replaces_keeps_that_fact_as_a_draft(room: Classroom) -> None:
    await entitle(room)
    await add(room)
    [attachment] = (await room.told("article export", article="juarez")).attachments
    done = await room.told("article add", file=("copy.zip", await attachment.read()), title="My own title")
    assert "My own title" in text_of(done)
    assert sorted(state for state, *_ in await passages(room)) == ["draft", "published"]


async def test_a_quote_that_cuts_a_number_is_shown_the_whole_of_it_to_copy(room: Classroom) -> None:
    await room.type("summary")
    typed: dict[str, Any] = {"text": "Many died.", "quote": "600 people dead last year"}
    refused = await room.fill(await room.ask("facts add", kind="summary"), **typed)
    assert "cuts a number in two: the article says “2,600”" in text_of(refused)
    assert "It stands there in ¶ 6" in text_of(refused)
    assert "**2,600 people dead last year**" in text_of(refused)
    assert "Many died." not in await every_page(room, "summary")
    again = await room.press(refused, AGAIN, by=room.teacher)
    assert values_of(again)["quote"] == typed["quote"]
    assert "Many died." in text_of(await room.fill(again, quote="2,600 people dead last year"))


async def test_a_value_that_cuts_a_number_is_told_so(room: Classroom) -> None:
    await room.type("summary")
    quote = "left more than 2,600 people dead"
    refused = await room.fill(await room.ask("facts add", kind="figure"), value="600", counts="dead", quote=quote)
    assert "“600” cuts a number in two: the article says “2,600”" in text_of(refused)


@pytest.mark.parametrize(("locale", "words"), [("en", "the headline"), ("es", "el titular")])
async def test_the_sheet_for_class_names_the_headline(room: Classroom, locale: str, words: str) -> None:
    await entitle(room)
    await add(room)
    [attachment] = (await room.told("article export", article="juarez")).attachments
    pack, problems = read_upload("juarez.zip", await attachment.read())
    assert problems == []
    assert pack is not None
    handout = make_handout(shelf_of_pack(pack))
    prompts = Prompts([built_in("prompts")], locale)
    markdown = handout_markdown(prompts, handout)
    assert f"({words})" in markdown
    assert f"**{words}**" in markdown
    assert "¶ 0" not in markdown
    assert markdown.index(f"**{words}**") < markdown.index("**¶ 1")  # it is read first
    pytest.importorskip("typst")
    paper = "".join(pages_of(handout_pdf(prompts, handout)))
    assert squeezed(words) in paper
    assert "¶0" not in paper
