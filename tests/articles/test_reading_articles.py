"""/articles and reading, /help and /privacy, joining, and the commands as Discord has them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import pytest
from discord import app_commands

from bot.core.packs.reading import Pack
from tests.conftest import MakeBot, MakeClassroom
from tests.kit.classroom import Classroom, answer_of, buttons, labels, text_of


async def test_read_shows_the_text_with_numbered_paragraphs(room: Classroom, juarez: Pack) -> None:
    listed = await room.type("articles")
    assert labels(listed) == ["Read"]
    read = (await room.press(listed, "Read")).response
    assert read is not None
    assert read.ephemeral
    text = text_of(read)
    while "Next ›" in labels(read):
        await room.press(read, "Next ›")
        text += text_of(read)
    for number, line in enumerate(juarez.article.body.split("\n"), 1):
        assert f"**¶ {number}** {line}" in text
    assert f"{juarez.article.body.splitlines()[0]}\n-# the writer’s own remark" in text
    assert "**Content note:**" in text


async def test_reading_does_not_take_the_lists_place(room: Classroom) -> None:
    listed = await room.type("articles")
    read = (await room.press(listed, "Read")).response
    assert read is not None
    assert text_of(listed).startswith("## Articles")
    assert read.id != listed.id


async def test_a_server_without_an_article_says_what_to_do(make_classroom: MakeClassroom) -> None:
    room = await make_classroom(default=None)
    for command in ("summary", "figures", "questions", "articles"):
        assert "No article is chosen here; a moderator can" in text_of(await room.type(command))
    assert "0 articles with 0 facts" in text_of(await room.type("privacy"))
    assert await room.student.autocomplete(room.channel, "summary", "article", "") == []


async def test_help_speaks_to_the_role_of_the_reader(room: Classroom) -> None:
    student = text_of(await room.type("help"))
    assert "For moderators" not in student
    result = await room.teacher.slash(room.channel, "help")
    assert result.response is not None
    assert "For moderators" in text_of(result.response)


async def test_help_names_every_command(room: Classroom) -> None:
    students = text_of(await room.type("help"))
    moderators = text_of(await room.told("help"))
    for command in room.client.tree.get_commands():
        text = students if getattr(command, "default_permissions", None) is None else moderators
        if isinstance(command, app_commands.Group):
            assert command.default_permissions is not None
            for name in (each.name for each in command.commands):
                assert f"`/{command.name} {name}`" in text or f"`{name}`" in text
        elif isinstance(command, app_commands.ContextMenu):
            assert f"**{command.name}**" in text
        elif command.name != "help":
            assert f"`/{command.name}`" in text


async def test_a_new_server_gets_its_copy_when_the_bot_joins(room: Classroom) -> None:
    store = room.desk.store
    other = Classroom(room.env, "Other")
    await other.join()
    assert len(await store.cards(other.server.id)) == 1
    await other.join()
    assert len(await store.cards(other.server.id)) == 1
    assert await store.cards(room.server.id) == ()  # there at start: its copy comes with its first answer
    await room.type("figures")
    assert len(await store.cards(room.server.id)) == 1


async def test_what_a_server_took_away_does_not_come_back(room: Classroom, make_bot: MakeBot) -> None:
    from bot.core.store.tables import article

    store = room.desk.store
    await room.type("figures")
    async with store.writing() as connection:
        await connection.execute(article.delete())
    await room.env.restart_bot(make_bot())
    await store.close()
    assert "No article is chosen" in text_of(await room.type("figures"))


async def test_what_a_server_changed_is_not_overwritten(room: Classroom, make_bot: MakeBot) -> None:
    from bot.core.store.tables import article

    store = room.desk.store
    await room.type("figures")
    async with store.writing() as connection:
        await connection.execute(article.update().values(title="Ours"))
    await room.env.restart_bot(make_bot())
    await store.close()
    assert "-# Ours" in text_of(await room.type("figures"))


async def test_commands_are_registered_only_when_they_changed(room: Classroom, make_bot: MakeBot) -> None:
    def registered() -> int:
        return sum(r.method == "PUT" and r.path.endswith("/commands") for r in room.env.http_requests)

    assert registered() == 1
    store = room.desk.store
    await room.env.restart_bot(make_bot())
    await store.close()
    assert registered() == 1
    store = room.desk.store
    await store.set_note("commands", "an older version's")
    await room.env.restart_bot(make_bot())
    await store.close()
    assert registered() == 2


async def test_every_command_is_for_servers_only_and_within_discords_limits(room: Classroom) -> None:
    open_to_all = {
        "articles",
        "figures",
        "handout",
        "help",
        "privacy",
        "questions",
        "suggest",
        "summary",
        "wonder",
        "Use as a fact",
    }
    for command in room.client.tree.get_commands():
        payload = command.to_dict(room.client.tree)
        assert payload["contexts"] == [0]
        assert payload["integration_types"] == [0]
        needed = payload["default_member_permissions"]
        assert (needed is None) == (command.name in open_to_all)
        if isinstance(command, app_commands.ContextMenu):
            assert 1 <= len(payload["name"]) <= 32
            continue
        for part in parts(payload):
            assert part["name"] == part["name"].lower()
            assert 1 <= len(part["name"]) <= 32
            assert 1 <= len(part["description"]) <= 100
            assert part["description"] != "…"
            assert len(part.get("options", [])) <= 25


def parts(payload: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """A command with its subcommands and all of their options."""
    yield payload
    for option in payload.get("options", ()):
        yield from parts(option)


async def test_the_bot_asks_for_no_privileged_intent_and_pings_nobody(room: Classroom) -> None:
    await room.type("figures", share=True)
    intents = room.client.intents
    assert not any((intents.members, intents.presences, intents.message_content))
    bodies = [r.json for r in room.env.http_requests if isinstance(r.json, dict)]
    messages = [b.get("data", b) for b in bodies if "components" in b.get("data", b)]
    assert messages
    assert all(m["allowed_mentions"]["parse"] == [] for m in messages)


@pytest.mark.parametrize(
    ("locale", "heading"),
    [("en-US", "## Key figures"), ("en-GB", "## Key figures"), ("fr", "## Key figures"), ("es-419", "## Cifras y ")],
)
async def test_a_person_of_any_language_is_answered(
    room: Classroom, locale: str, heading: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    room.speak(locale, monkeypatch)
    assert text_of(await room.type("figures")).startswith(heading)


async def test_a_source_leads_to_the_original_where_the_article_names_it(
    make_classroom: MakeClassroom, juarez: Pack
) -> None:
    told = {"source": "The paper", "link": "https://example.org/a", "byline": "By the desk", "date": "May 3"}
    room = await make_classroom(default=Pack("told", juarez.article.model_copy(update=told), juarez.facts))
    source = (await room.press(await room.type("figures"), "Source")).response
    assert source is not None
    assert text_of(source).endswith(" · The paper · By the desk · May 3")
    [button] = buttons(source)
    assert (button["label"], button["url"]) == ("Open the original", "https://example.org/a")
    listed = await room.type("articles")
    assert "-# The paper · By the desk · May 3" in text_of(listed)


@pytest.mark.parametrize("link", ["https://intranet/reader 1", "https://e.org/" + "ñ" * 90])
async def test_a_source_is_shown_without_a_link_that_discord_would_refuse(
    make_classroom: MakeClassroom, juarez: Pack, link: str
) -> None:
    article = juarez.article.model_copy(update={"link": link})  # as an earlier version took it
    room = await make_classroom(default=Pack("told", article, juarez.facts))
    source = answer_of(await room.press(await room.type("figures"), "Source"))
    assert text_of(source).startswith("### Source")
    assert buttons(source) == []


async def test_a_link_is_encoded_where_it_leads(make_classroom: MakeClassroom, juarez: Pack) -> None:
    article = juarez.article.model_copy(update={"link": "https://es.wikipedia.org/wiki/Ciudad Juárez"})
    room = await make_classroom(default=Pack("told", article, juarez.facts))
    [button] = buttons(answer_of(await room.press(await room.type("figures"), "Source")))
    assert button["url"] == "https://es.wikipedia.org/wiki/Ciudad%20Ju%C3%A1rez"


async def test_500_facts_of_1000_characters_are_answered_page_by_page(
    make_classroom: MakeClassroom, juarez: Pack
) -> None:
    [first, *_] = [fact for fact in juarez.facts if fact.kind == "summary" and fact.length == "full"]
    many = tuple(first.model_copy(update={"text": f"{i:03} " + "*" * 996}) for i in range(500))
    room = await make_classroom(default=Pack("long", juarez.article, many))
    answer = await room.type("summary")
    assert "000 " in text_of(answer)
    count = int(text_of(answer).split("Page 1 of ")[1].split(" ")[0])
    assert count >= 250
    for page in range(2, 5):
        await room.press(answer, "Next ›")
        assert f"Page {page} of {count}" in text_of(answer)
