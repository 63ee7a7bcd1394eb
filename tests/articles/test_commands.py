"""/article add, edit, current and archive, as moderators use them."""

from __future__ import annotations

import io
import zipfile

import discord
import pytest
import simcord

from bot.core.packs.zipping import zip_pack
from tests.conftest import MakeBot
from tests.kit.classroom import Classroom, answer_of, labels, text_of
from tests.kit.curating import AGAIN, every_page, form_of, restart, second_moderator, stored, values_of
from tests.kit.stores import BODY, MILL

MARKDOWN = "---\ntitle: The pond\nsource: Town paper\nremarks: [2]\n---\n\nThe pond is dry.\n\nSo it goes.\n"


def bodies(rows: dict[str, list[dict[str, object]]]) -> dict[str, object]:
    return {str(row["title"]): row["body"] for row in rows["article"]}


async def test_an_article_is_pasted_in_parts(room: Classroom) -> None:
    await room.type("summary")
    shown = await room.ask("article add")
    form_of(shown)
    done = await room.fill(
        shown, title="The pond", body_1="The pond is dry.\n\nIt rained last in May.\n\n", body_2="The fish are gone."
    )
    assert "The pond" in text_of(done)
    assert "3 paragraphs" in text_of(done)
    assert bodies(await stored(room, "article"))["The pond"] == (
        "The pond is dry.\n\nIt rained last in May.\n\nThe fish are gone."
    )
    assert "The fish are gone." in await room.read(done, "Read", by=room.teacher)
    # It waits until it is chosen: the current one stays.
    assert "The pond" not in text_of(await room.type("summary"))
    await room.press(done, "Make it the current article", by=room.teacher)
    assert "The pond" in text_of(await room.type("summary"))
    # Where lines part the paragraphs, they part them between the fields too.
    await room.fill(await room.ask("article add", title="Lines"), body_1="One.\nTwo.", body_2="Three.")
    assert bodies(await stored(room, "article"))["Lines"] == "One.\nTwo.\nThree."


async def test_an_article_without_a_title_or_a_text_opens_again_with_what_was_typed(
    room: Classroom, make_bot: MakeBot
) -> None:
    await room.type("summary")
    before = await stored(room, "article", "history")
    refused = await room.fill(await room.ask("article add"), title=" ", body_1="The pond is dry.", body_3="Indeed.")
    assert await stored(room, "article", "history") == before
    await restart(room, make_bot())
    again = await room.press(refused, AGAIN, by=room.teacher)
    assert values_of(again)["body_1"] == "The pond is dry."
    assert values_of(again)["body_3"] == "Indeed."
    assert "The pond" in text_of(await room.fill(again, title="The pond"))
    assert "The pond" in text_of(await room.type("articles"))


@pytest.mark.parametrize(
    ("name", "data", "title", "facts"),
    [
        ("the-pond.txt", b"The pond is dry.\r\n\r\nSo it goes.\r\n", "the pond", 0),
        ("pond.md", MARKDOWN.encode(), "The pond", 0),
        ("mill.zip", zip_pack(MILL), "The mill", 6),
    ],
)
async def test_a_file_becomes_an_article(room: Classroom, name: str, data: bytes, title: str, facts: int) -> None:
    await room.type("summary")
    done = await room.told("article add", file=(name, data))
    assert done.ephemeral
    assert f"**{title}**" in text_of(done)
    assert f"{facts} facts" in text_of(done)
    [row] = [row for row in (await stored(room, "article"))["article"] if row["title"] == title]
    if facts:
        assert row["body"] == BODY
        assert "The mill closed in March." in text_of(await room.type("summary", article=title, length="brief"))
    else:
        assert row["body"] == "The pond is dry.\n\nSo it goes."
        assert row["source"] == ("Town paper" if name.endswith(".md") else None)
        assert row["remarks"] == ([2] if name.endswith(".md") else [])


async def test_a_title_that_is_given_beside_the_file_is_taken(room: Classroom) -> None:
    await room.type("summary")
    done = await room.told("article add", file=("mill.zip", zip_pack(MILL)), title="Our mill")
    assert "Our mill" in text_of(done)
    assert "Nobody was asked before." in await every_page(room, "summary", article="Our mill")


def broken_zip() -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("pond/article.md", MARKDOWN)
        archive.writestr("pond/facts.toml", '[[summary]]\ntext = "x"\nquote = "not there"\n')
        archive.writestr("pond/notes.txt", "x")
    return buffer.getvalue()


BAD = [
    ("long.txt", b"x" * 1_000_001, "1,000 kB is the most"),
    ("pond.pdf", b"%PDF", ".txt, .md or .zip"),
    ("pond.zip", zip_pack(MILL)[:200], "can’t be opened"),
    ("pond.zip", broken_zip(), "summary 1"),
    ("pond.txt", b"\xff\xfa\x00", "UTF-8"),
    ("pond.txt", b" \n ", "no text"),
]


@pytest.mark.parametrize("command", ["article add", "article import", "article correct"])
async def test_a_bad_file_says_what_is_wrong_and_stores_nothing(room: Classroom, command: str) -> None:
    await room.type("summary")
    before = await stored(room)
    for name, data, said in BAD:
        told = await room.told(command, file=(name, data))
        takes = command != "article import" or name.endswith(".zip")
        assert (said if takes else "An import takes") in text_of(told)
        assert labels(told) == []
        assert await stored(room) == before


async def test_the_details_are_edited_in_a_form_that_shows_them(room: Classroom) -> None:
    await room.type("summary")
    shown = await room.ask("article edit")
    form_of(shown)
    assert values_of(shown)["content_note"] == "It speaks of killings and drug violence."
    done = await room.fill(shown, source="A paper", link="https://example.org/a", content_note="")
    assert "40 facts" in text_of(done)
    answer = text_of(await room.type("summary"))
    assert "It speaks of killings" not in answer
    listed = await room.type("articles")
    assert "A paper" in text_of(listed)
    for unfit in ("javascript:alert(1)", "https://intranet/reader 1"):
        refused = await room.fill(await room.ask("article edit"), link=unfit)
        assert "a web address such as https://" in text_of(refused)
        assert values_of(await room.press(refused, AGAIN, by=room.teacher))["link"] == unfit
    await room.press(done, "Undo", by=room.teacher)
    assert "It speaks of killings" in text_of(await room.type("summary"))


async def test_details_that_somebody_edited_meanwhile_are_not_overwritten_silently(room: Classroom) -> None:
    await room.type("summary")
    second = second_moderator(room)
    mine = await room.ask("article edit", by=second)
    await room.fill(await room.ask("article edit"), source="The first's paper")
    conflict = await room.fill(mine, by=second, source="The second's paper")
    assert "changed this meanwhile" in text_of(conflict)
    assert "The first's paper" in text_of(await room.type("articles"))
    await room.press(conflict, "Save mine instead", by=second)
    assert "The second's paper" in text_of(await room.type("articles"))


async def asked_in(room: Classroom, channel: simcord.ChannelHandle) -> str:
    """What the student reads in a channel or a thread."""
    return text_of(answer_of(await room.student.slash(channel, "summary")))


async def thread_in(room: Classroom, channel: simcord.ChannelHandle) -> simcord.ChannelHandle:
    """A thread of a channel, with the student in it."""
    found = room.client.get_channel(channel.id)
    assert isinstance(found, discord.TextChannel)
    made = await found.create_thread(name="aside", type=discord.ChannelType.public_thread)
    await room.env.settle()
    [thread] = [thread for thread in channel.threads if thread.id == made.id]
    return thread


async def test_the_current_article_is_the_servers_or_a_channels(room: Classroom) -> None:
    await room.type("summary")
    await room.told("article add", file=("mill.zip", zip_pack(MILL)))
    other = room.server.create_text_channel("group-b")
    done = await room.told("article current", article="mill", channel=other)
    assert f"<#{other.id}>" in text_of(done)
    assert "The mill" in await asked_in(room, other)
    assert "The mill" not in await asked_in(room, room.channel)
    thread = await thread_in(room, other)
    assert "The mill" in await asked_in(room, thread)
    assert "The mill" not in await asked_in(room, await thread_in(room, room.channel))
    # What is suggested or added there is about that article too.
    shown = await room.teacher.slash(other, "facts add", kind="question")
    saved = await room.fill(shown, text="Who asked?", quote="Nobody was asked.")
    assert "Who asked?" in text_of(saved)
    assert "nothing was changed" in text_of(await room.told("article current", article="mill", channel=other))
    await room.press(done, "Use the server’s article", by=room.teacher)
    assert "The mill" not in await asked_in(room, other)
    assert "The mill" not in await asked_in(room, thread)
    await room.told("article current", article="mill")
    assert "The mill" in await asked_in(room, room.channel)
    assert "no article called" in text_of(await room.told("article current", article="nope"))


async def test_an_article_is_put_away_and_brought_back(room: Classroom) -> None:
    await room.type("summary")
    await room.told("article add", file=("mill.zip", zip_pack(MILL)))
    await room.told("article current", article="mill", channel=room.channel)
    assert "The mill" in text_of(await room.type("summary"))
    away = await room.told("article archive", article="mill")
    assert "The mill" in text_of(away)
    assert "The mill" not in text_of(await room.type("summary"))
    assert "The mill" not in text_of(await room.type("articles"))
    assert "no article called" in text_of(await room.type("summary", article="mill"))
    told = await room.told("article archive", article="mill")
    await room.press(told, "Bring it back", by=room.teacher)
    assert "The mill" in text_of(await room.type("articles"))
    assert "The mill" in text_of(await room.type("summary", article="mill"))
    assert "how it is already" in await room.read(told, "Bring it back", by=room.teacher)


async def test_undo_brings_an_article_back_with_the_channels_that_had_it(room: Classroom, make_bot: MakeBot) -> None:
    await room.type("summary")
    await room.told("article add", file=("mill.zip", zip_pack(MILL)))
    other = room.server.create_text_channel("group-b")
    await room.told("article current", article="mill", channel=other)
    thread = await thread_in(room, other)
    away = await room.told("article archive", article="mill")
    assert "The mill" not in await asked_in(room, other)
    await restart(room, make_bot())
    await room.press(away, "Undo", by=room.teacher)
    assert "The mill" in await asked_in(room, other)
    assert "The mill" in await asked_in(room, thread)


async def test_without_a_current_article_it_is_told_how_to_choose_one(room: Classroom) -> None:
    await room.type("summary")
    away = await room.told("article archive", article="juarez")
    assert "/article current" in text_of(away)
    for command in ("summary", "figures", "questions"):
        assert "No article is chosen" in text_of(await room.type(command))
    assert "No article is chosen" in text_of(await room.told("facts add", kind="figure"))
    await room.press(away, "Undo", by=room.teacher)
    assert "Calderón" in await every_page(room, "summary")


async def test_a_file_that_is_too_big_is_not_fetched(room: Classroom, monkeypatch: pytest.MonkeyPatch) -> None:
    await room.type("summary")
    monkeypatch.setattr(room.env.backend.cdn, "get", lambda _url: None)  # whoever asks for it finds nothing
    for command in ("article add", "article import", "article correct"):
        told = await room.told(command, file=("pond.zip", b"x" * 1_000_001))
        assert "1,000 kB is the most" in text_of(told)
