"""/handout as people use it: who gets which files, about what, and what is said beside them."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from bot.app.settings import built_in
from bot.core.packs.reading import Pack
from bot.core.packs.zipping import zip_pack
from bot.core.templates.prompts import Prompts
from tests.conftest import MakeClassroom
from tests.handout.kit import many_facts
from tests.kit.classroom import Classroom, ResponseMessage, labels, text_of, walk
from tests.kit.curating import TYPED
from tests.kit.pdf_text import pages_of, squeezed
from tests.kit.stores import MILL

GOLDEN = Path(__file__).parent / "golden"


async def files_of(message: ResponseMessage) -> dict[str, bytes]:
    """The files that came with a message; each is shown by a component of its own."""
    files = {attachment.filename: await attachment.read() for attachment in message.attachments}
    shown = [part["file"]["url"] for part in walk(message.components) if part["type"] == 13]
    assert len(shown) == len(files)
    assert all(any(url.split("?")[0].endswith(name) for url in shown) for name in files)
    return files


async def markdown(room: Classroom, **options: str) -> str:
    """The sheet as the student gets it in Markdown."""
    [content] = (await files_of(await room.type("handout", format="markdown", **options))).values()
    return content.decode()


async def test_a_student_gets_the_sheet_in_both_formats_and_alone(
    room: Classroom, request: pytest.FixtureRequest
) -> None:
    message = await room.type("handout")
    assert message.ephemeral
    files = await files_of(message)
    assert list(files) == ["juarez-handout.pdf", "juarez-handout.md"]
    pages = pages_of(files["juarez-handout.pdf"])
    assert len(pages) == 2
    assert squeezed("1,200 troops who will continue to patrol") in pages[0]
    assert files["juarez-handout.md"].decode() == (GOLDEN / "handout.md").read_text(encoding="utf-8")
    assert labels(message) == []
    path = GOLDEN / "handout-reply.md"
    if request.config.getoption("--golden"):
        path.write_text(text_of(message) + "\n", encoding="utf-8", newline="\n")
    assert text_of(message) + "\n" == path.read_text(encoding="utf-8")


@pytest.mark.parametrize(("form", "name"), [("pdf", "juarez-handout.pdf"), ("markdown", "juarez-handout.md")])
async def test_format_narrows_it(room: Classroom, form: str, name: str) -> None:
    message = await room.type("handout", format=form)
    assert list(await files_of(message)) == [name]
    assert ("US Letter" in text_of(message)) == (form == "pdf")


async def test_without_the_extra_the_markdown_comes_and_says_what_to_install(
    room: Classroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "typst", None)
    for options in ({}, {"format": "pdf"}):
        message = await room.type("handout", **options)
        assert list(await files_of(message)) == ["juarez-handout.md"]
        assert "whoever runs the bot can add it with `pip install typst`" in text_of(message)
    assert "pip install" not in text_of(await room.type("handout", format="markdown"))


async def test_where_the_page_cannot_be_typeset_the_markdown_comes_with_a_reference(
    room: Classroom, tmp_path: Path, errors_logged: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "en").mkdir()
    (tmp_path / "en" / "handout.typ").write_text("#nothing")
    room.bot.prompts = {"en": Prompts([tmp_path, built_in("prompts")])}
    message = await room.type("handout")
    assert list(await files_of(message)) == ["juarez-handout.md"]
    reference = text_of(message).split("`")[1]
    assert f"reference {reference}" in errors_logged.text
    assert str(room.student.id) not in errors_logged.text


@pytest.mark.parametrize(
    ("language", "said"), [("en-US", "There is no PDF, because its fonts"), ("es-ES", "No hay PDF, porque")]
)
async def test_where_the_fonts_lack_the_script_the_markdown_comes_and_says_why(
    make_classroom: MakeClassroom, monkeypatch: pytest.MonkeyPatch, language: str, said: str
) -> None:
    article = MILL.article.model_copy(update={"title": "工厂三月关闭", "language": "zh"})
    room = await make_classroom(default=Pack("mill", article, MILL.facts))
    room.speak(language, monkeypatch)
    for options in ({}, {"format": "pdf"}):
        message = await room.type("handout", **options)
        files = await files_of(message)
        assert list(files) == ["mill-handout.md"]
        assert files["mill-handout.md"].decode().startswith("# 工厂三月关闭\n")
        assert said in text_of(message)
        assert " 工 厂 三." in text_of(message)
    assert said not in text_of(await room.type("handout", format="markdown"))


async def test_only_published_facts_stand_on_it(room: Classroom) -> None:
    assert "100 days" in await markdown(room)
    shown = await room.ask("suggest", by=room.student, kind="figure")
    await room.fill(shown, by=room.student, **TYPED["figure"])
    assert "until results are due" not in await markdown(room)
    review = await room.told("facts review")
    await room.press(review, "Approve", by=room.teacher)
    assert "until results are due" in await markdown(room)
    listed = await room.told("facts list", kind="figure")
    await room.press(listed, "Retire", by=room.teacher)
    assert "more than 2,600" not in (await markdown(room)).split("## Sources")[0]
    [pdf] = (await files_of(await room.type("handout", format="pdf"))).values()
    assert "untilresultsaredue" in "".join(pages_of(pdf))
    assert "morethan2,600peopledeadinCiudad" not in "".join(pages_of(pdf))


async def test_it_is_about_the_article_that_is_chosen_or_current_here(room: Classroom) -> None:
    await room.type("summary")  # which gave the server its copy
    await room.told("article add", file=("mill.zip", zip_pack(MILL)))
    assert (await markdown(room)).startswith("# U.S. to embed")
    assert (await markdown(room, article="mill")).startswith("# The mill\n")
    offered = await room.student.autocomplete(room.channel, "handout", "article", "mill")
    assert [choice["name"] for choice in offered] == ["The mill"]
    assert (await markdown(room, article=str(offered[0]["value"]))).startswith("# The mill\n")
    await room.told("article current", article="mill", channel=room.channel)
    assert (await markdown(room)).startswith("# The mill\n")
    refused = await room.type("handout", article="nope")
    assert "There is no article called “nope”" in text_of(refused)
    assert refused.attachments == []


async def test_an_article_that_was_put_away_is_handed_out_to_nobody(room: Classroom) -> None:
    await room.type("summary")
    await room.told("article add", file=("mill.zip", zip_pack(MILL)))
    await room.told("article archive", article="mill")
    for by in (room.student, room.teacher):
        for wanted in ("mill", "The mill", "2"):
            refused = await room.told("handout", by=by, article=wanted)
            assert "There is no article called" in text_of(refused)
            assert refused.attachments == []
        assert await by.autocomplete(room.channel, "handout", "article", "mill") == []


async def test_an_article_without_facts_says_so(room: Classroom) -> None:
    await room.told("article add", file=("bare.txt", b"One paragraph.\n\nAnother."), title="Bare")
    refused = await room.type("handout", article="bare")
    assert text_of(refused).startswith("There is nothing to hand out yet about **Bare**")
    assert refused.attachments == []


async def test_a_server_without_an_article_says_so(make_classroom: MakeClassroom) -> None:
    room = await make_classroom(default=None)
    refused = await room.type("handout")
    assert text_of(refused).startswith("No article is chosen here; a moderator can choose one")


async def test_each_server_hands_out_its_own(room: Classroom) -> None:
    other = Classroom(room.env, "Other")
    await room.type("summary")
    await room.told("article add", file=("mill.zip", zip_pack(MILL)))
    assert "no article called" in text_of(await other.type("handout", article="mill"))
    await room.fill(await room.ask("facts edit", fact="fact:1"), text="Written otherwise.")
    await room.fill(await room.ask("facts add", kind="figure"), **TYPED["figure"])
    assert "until results are due" in await markdown(room)
    assert "until results are due" not in await markdown(other)


async def test_a_thousand_facts_are_handed_out_as_a_paper_that_says_that_there_are_more(
    make_classroom: MakeClassroom, juarez: Pack
) -> None:
    room = await make_classroom(default=Pack("juarez", juarez.article, tuple(many_facts(1_000))))
    message = await room.type("handout")
    files = await files_of(message)
    assert all(len(content) < 1_000_000 for content in files.values())
    assert "952 facts have no room on it" in text_of(message)
    assert "155 more in Discord: /summary" in files["juarez-handout.md"].decode()


async def test_what_was_typed_pings_nobody_and_formats_nothing_in_the_reply(room: Classroom) -> None:
    await room.type("summary")
    await room.told("article add", file=("a.txt", b"One paragraph."), title="@everyone *x* [a](https://e.org)")
    shown = await room.ask("facts add", kind="figure", article="2")
    await room.fill(shown, value="One", counts="x", quote="One paragraph.")
    message = await room.type("handout", article="2")
    assert "\\@everyone \\*x\\* \\[a\\](https\\://e.org)" in text_of(message)
    names = list(await files_of(message))
    assert names == ["everyone-x-a-https-e-org-handout.pdf", "everyone-x-a-https-e-org-handout.md"]
