"""/article export and import: an article with its facts as a file, shown before it changes anything."""

from __future__ import annotations

from dataclasses import replace

import simcord

from bot.core.packs.zipping import zip_pack
from tests.conftest import MakeBot
from tests.kit.classroom import Classroom, ResponseMessage, answer_of, buttons, labels, text_of
from tests.kit.curating import TYPED, every_page, restart, second_moderator, stored
from tests.kit.stores import BODY, GIVEN, MILL, TWICE, fact_of


async def exported(room: Classroom, article: str, by: simcord.MemberActor | None = None) -> tuple[str, bytes]:
    """The name and the bytes of the file that a moderator is sent."""
    message = await room.told("article export", by=by, article=article)
    assert message.ephemeral
    [attachment] = message.attachments
    return attachment.filename, await attachment.read()


async def confirm(room: Classroom, shown: ResponseMessage, label: str) -> str:
    """What is said after the import was confirmed."""
    return text_of(answer_of(await room.press(shown, label, by=room.teacher)))


async def test_exported_imported_and_exported_again_it_is_the_same_bytes(room: Classroom) -> None:
    await room.fill(await room.ask("facts add", kind="figure"), **TYPED["figure"])
    await room.fill(await room.ask("facts edit", fact="fact:1"), text="Written *otherwise* by `us`, “quoted”.")
    listed = await room.told("facts list", kind="figure")
    await room.press(listed, "Down", by=room.teacher)
    await room.press(listed, "Retire", nth=2, by=room.teacher)
    file = await exported(room, "juarez")
    assert file[0] == "juarez.zip"
    other = Classroom(room.env, "Other")
    other_figures = await every_page(other, "figures")
    shown = await other.told("article import", file=file)
    assert "1 added" in text_of(shown)
    assert "1 changed" in text_of(shown)
    assert "1 retired" in text_of(shown)
    assert "another order" in text_of(shown)
    assert "until results are due" in text_of(shown)
    assert await every_page(other, "figures") == other_figures
    assert "Imported" in await confirm(other, shown, "Import")
    assert await exported(other, "juarez") == file
    assert await every_page(other, "figures") == await every_page(room, "figures")
    assert await every_page(other, "summary", length="brief") == await every_page(room, "summary", length="brief")
    again = await other.told("article import", file=file)
    assert "Nothing to import" in text_of(again)
    assert labels(again) == []


async def test_what_is_worth_a_look_is_shown_before_an_import(room: Classroom) -> None:
    await room.type("summary")
    body = BODY.replace("in 90", "in about 90")
    like = fact_of("figure", {"value": "300 jobs", "counts": "gone", "quote": TWICE, "place": 1}, body)
    half = fact_of("figure", {"value": "90", "counts": "days", "quote": "90 days"}, body)
    article = MILL.article.model_copy(update={"body": body})
    pack = replace(MILL, article=article, facts=(*(fact_of(*each, body) for each in GIVEN), like, half))
    before = await stored(room, "article", "fact", "history")
    shown = await room.told("article import", file=("mill.zip", zip_pack(pack)))
    assert "“300 jobs gone” is much like “300 jobs lost”" in text_of(shown)
    assert "90 days: the article says “about 90”" in text_of(shown)
    assert await stored(room, "article", "fact", "history") == before
    assert "8 facts" in await confirm(room, shown, "Add")


async def test_into_a_server_without_the_article_it_comes_as_a_new_one(room: Classroom, make_bot: MakeBot) -> None:
    await room.type("summary")
    before = await stored(room, "article", "fact", "history")
    shown = await room.told("article import", file=("mill.zip", zip_pack(MILL)))
    assert "6 facts" in text_of(shown)
    assert await stored(room, "article", "fact", "history") == before
    await restart(room, make_bot())
    add = next(button["custom_id"] for button in buttons(shown) if button["label"] == "Add")
    assert "6 facts" in await confirm(room, shown, "Add")
    assert "The mill closed in March." in text_of(await room.type("summary", article="mill", length="brief"))
    assert await exported(room, "mill") == ("mill.zip", zip_pack(MILL))
    old = await room.post_button(add)
    assert "no longer kept" in text_of(answer_of(await room.teacher.click(old, custom_id=add)))


async def test_cancel_imports_nothing(room: Classroom) -> None:
    await room.type("summary")
    before = await stored(room, "article", "fact", "history", "form")
    shown = await room.told("article import", file=("mill.zip", zip_pack(MILL)))
    assert "Nothing was changed" in await confirm(room, shown, "Cancel")
    assert await stored(room, "article", "fact", "history", "form") == before


async def test_undo_takes_a_whole_import_back(room: Classroom) -> None:
    await room.told("article add", file=("mill.zip", zip_pack(MILL)))
    first = await exported(room, "mill")
    smaller = zip_pack(replace(MILL, facts=MILL.facts[:2]))
    shown = await room.told("article import", file=("mill.zip", smaller))
    assert "4 retired" in text_of(shown)
    done = answer_of(await room.press(shown, "Import", by=room.teacher))
    assert (await exported(room, "mill"))[1] == smaller
    await room.press(done, "Undo", by=room.teacher)
    assert await exported(room, "mill") == first


async def test_what_changed_between_the_preview_and_the_yes_is_shown_anew(room: Classroom) -> None:
    await room.told("article add", file=("mill.zip", zip_pack(MILL)))
    shown = await room.told("article import", file=("mill.zip", zip_pack(replace(MILL, facts=MILL.facts[:5]))))
    assert "1 retired" in text_of(shown)
    second = second_moderator(room)
    listed = await room.told("facts list", by=second, article="mill", kind="figure")
    edit = await room.press(listed, "Edit", by=second)
    await room.fill(edit, by=second, counts="jobs that are gone")
    assert "1 changed" in await confirm(room, shown, "Import")
    assert "jobs that are gone" in await every_page(room, "figures", article="mill")
    assert "Whose plan?" in await every_page(room, "questions", article="mill")
    result = await room.told("article import", file=("mill.zip", zip_pack(replace(MILL, facts=MILL.facts[:5]))))
    assert "Imported" in await confirm(room, result, "Import")
    assert "jobs that are gone" not in await every_page(room, "figures", article="mill")
    assert "Whose plan?" not in await every_page(room, "questions", article="mill")


async def test_drafts_and_retired_facts_are_not_in_an_export(room: Classroom) -> None:
    await room.told("article add", file=("mill.zip", zip_pack(MILL)))
    shown = await room.ask("suggest", by=room.student, kind="question", article="mill")
    await room.fill(shown, by=room.student, text="Proposed?", quote="Nobody was asked.")
    listed = await room.told("facts list", article="mill", kind="figure")
    await room.press(listed, "Retire", by=room.teacher)
    expected = tuple(fact for fact in MILL.facts if fact.kind != "figure")
    assert (await exported(room, "mill"))[1] == zip_pack(replace(MILL, facts=expected))
