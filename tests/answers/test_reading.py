"""/summary, /figures and /questions and their buttons, as students use them."""

from __future__ import annotations

import gc
import re
from collections.abc import Mapping
from pathlib import Path

import discord
import pytest

from bot.core.packs.reading import Pack
from bot.core.ui.actions import ShowSource
from bot.core.ui.buttons import custom_id
from tests.conftest import MakeBot, MakeClassroom
from tests.kit.classroom import Classroom, buttons, labels, text_of
from tests.kit.curating import every_page
from tests.kit.faults import ANY, FaultyDiscord

GOLDEN = Path(__file__).parent / "golden"


@pytest.mark.parametrize(
    ("name", "command", "options"),
    [
        ("summary", "summary", {}),
        ("summary-brief", "summary", {"length": "brief"}),
        ("summary-plain", "summary", {"length": "plain"}),
        ("figures", "figures", {}),
        ("figures-people", "figures", {"show": "people"}),
        ("figures-about", "figures", {"about": "calderon"}),
        ("questions", "questions", {}),
        ("questions-closing", "questions", {"stage": "closing"}),
        ("articles", "articles", {}),
        ("help", "help", {}),
        ("privacy", "privacy", {}),
        ("es-summary", "summary", {}),
        ("es-figures", "figures", {}),
        ("es-figures-about", "figures", {"about": "calderon"}),
        ("es-questions", "questions", {}),
        ("es-articles", "articles", {}),
        ("es-help", "help", {}),
        ("es-privacy", "privacy", {}),
    ],
)
async def test_an_answer_reads_as_its_golden_file_says(
    room: Classroom,
    name: str,
    command: str,
    options: Mapping[str, str],
    request: pytest.FixtureRequest,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """To write the files anew: pytest --golden. Then read the difference."""
    if name.startswith("es-"):
        room.speak("es-ES", monkeypatch)
    answer = await room.type(command, **options)
    text = f"{text_of(answer)}\n\n[{'] ['.join(labels(answer))}]\n"
    path = GOLDEN / f"{name}.md"
    if request.config.getoption("--golden"):
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")
    assert answer.ephemeral
    assert text == path.read_text(encoding="utf-8")


async def test_every_source_shows_a_quote_of_the_article(room: Classroom, juarez: Pack) -> None:
    facts = {"summary": 9, "figures": 9, "questions": 7}
    for command, count in facts.items():
        answer = await room.type(command)
        assert labels(answer).count("Source") == count
        for nth in range(count):
            source = (await room.press(answer, "Source", nth=nth)).response
            assert source is not None
            assert source.ephemeral
            text = text_of(source)
            passages = text.split("**")[1::2]
            assert passages
            assert all(passage in juarez.article.body for passage in passages)
            assert "¶" in text


async def test_a_source_says_who_speaks_and_whether_it_is_a_remark(room: Classroom) -> None:
    answer = await room.type("figures")
    torres = await room.read(answer, "Source", nth=1)
    assert "-# According to Enrique Torres, spokesman for the operation" in torres
    assert "-# ¶ 12, reported text" in torres
    two = await room.read(answer, "Source", nth=4)
    assert "-# ¶ 5, the writer’s own remark" in two
    assert two.count("> ") == 2
    assert "-# ¶ 6, reported text" in two


async def test_pages_turn_in_place(room: Classroom) -> None:
    first = await room.type("figures")
    assert "Page 1 of 2" in text_of(first)
    assert "‹ Back" not in labels(first)
    result = await room.press(first, "Next ›")
    second = result.response
    assert second is not None
    assert second.id == first.id
    assert "Page 2 of 2" in text_of(second)
    assert "### People and organisations" in text_of(second)
    assert "Next ›" not in labels(second)
    await room.press(second, "‹ Back")
    assert "Page 1 of 2" in text_of(first)


async def test_a_public_answer_is_turned_in_private(room: Classroom) -> None:
    public = await room.type("figures", share=True)
    assert not public.ephemeral
    assert "Share with the class" not in labels(public)
    turned = (await room.press(public, "Next ›", by=room.other)).response
    assert turned is not None
    assert turned.id != public.id
    assert turned.ephemeral
    assert "Page 2 of 2" in text_of(turned)
    assert "Page 1 of 2" in text_of(public)
    assert labels(turned)[-1] == "‹ Back"
    back = (await room.press(turned, "‹ Back", by=room.other)).response
    assert back is not None
    assert back.id == turned.id


async def test_sharing_posts_the_whole_answer_once(room: Classroom) -> None:
    answer = await room.type("figures")
    await room.press(answer, "Next ›")
    shared = await room.share(answer)
    assert not shared.ephemeral
    assert "Page 1 of 2" in text_of(shared)
    assert "Next ›" in labels(shared)
    button = next(b for b in buttons(answer) if b["label"] == "Shared with the class")
    assert button["disabled"]
    assert "Share with the class" not in labels(answer)
    await room.press(answer, "Next ›")
    assert "Share with the class" not in labels(answer)
    assert "Shared with the class" in labels(answer)


async def test_two_presses_at_once_share_once(room: Classroom) -> None:
    answer = await room.type("figures")
    share = next(b["custom_id"] for b in buttons(answer) if b["label"] == "Share with the class")
    before = len(room.channel.history())
    # As if the second press had left before the button was gone: the message still has it.
    shown = room.env.backend.get_message(answer.channel_id, answer.id)
    kept = shown.components
    await room.student.click(answer, custom_id=share)
    shown.components = kept
    second = await room.student.click(answer, custom_id=share)
    assert second.response is not None
    assert "shared this answer already" in text_of(second.response)
    assert len([m for m in room.channel.history() if not m.flags.ephemeral]) == before + 1


async def test_a_share_that_discord_refuses_can_be_tried_again(
    room: Classroom, errors_logged: pytest.LogCaptureFixture
) -> None:
    answer = await room.type("figures")
    room.env.inject_error("POST", "/channels/*/messages", status=400)
    failed = await room.press(answer, "Share with the class")
    assert "Something went wrong and nothing was changed" in text_of(failed.followups[-1])
    assert "Share with the class" in labels(answer)
    assert "2,600" in text_of(await room.share(answer))
    assert errors_logged.text == ""  # Discord's no is no defect


async def test_a_share_comes_where_the_bot_itself_may_not_post(room: Classroom) -> None:
    answer = await room.type("figures")
    room.env.inject_error("POST", "/channels/*/messages", status=403)
    result = await room.press(answer, "Share with the class")
    assert "2,600" in text_of(result.followups[-1])
    assert not result.followups[-1].ephemeral


async def test_a_shared_answer_that_was_taken_and_lost_comes_once(room: Classroom, wire: FaultyDiscord) -> None:
    for how in ({"status": 502}, {}):
        answer = await room.type("figures")
        before = len(room.channel.history())
        wire.fail("POST", "/channels/*/messages", taken=True, **how)
        result = await room.press(answer, "Share with the class")
        assert len(room.channel.history()) == before + 1
        assert result.followups == []  # it is there, so nothing is said
        assert "Shared with the class" in labels(answer)


async def test_a_shared_answer_comes_once_where_the_bot_itself_may_not_post(
    room: Classroom, wire: FaultyDiscord
) -> None:
    answer = await room.type("figures")
    wire.fail("POST", "/channels/*/messages", status=403, code=50013, times=ANY)
    wire.fail("POST", "/webhooks/*", taken=True, status=502)  # a follow-up can have no nonce
    result = await room.press(answer, "Share with the class")
    assert sum("2,600" in text_of(followup) for followup in result.followups) == 1


async def test_whoever_shared_an_answer_that_may_be_there_is_told_to_look(room: Classroom, wire: FaultyDiscord) -> None:
    answer = await room.type("figures")
    wire.fail("POST", "/channels/*/messages", taken=True, times=ANY)
    result = await room.press(answer, "Share with the class")
    assert "Discord didn’t say whether it was posted" in text_of(result.followups[-1])
    assert "Share with the class" not in labels(answer)


async def test_who_may_not_send_messages_may_not_share(make_classroom: MakeClassroom) -> None:
    room = await make_classroom(public=True)
    quiet = room.server.create_text_channel(
        "announcements",
        overwrites={room.server.default_role: discord.PermissionOverwrite(send_messages=False)},
    )
    refused = (await room.student.slash(quiet, "figures", share=True)).response
    assert refused is not None
    assert refused.ephemeral
    assert "may not send messages in this channel" in text_of(refused)
    # Answers are public here by default, and still this one is not.
    private = (await room.student.slash(quiet, "figures")).response
    assert private is not None
    assert private.ephemeral
    pressed = (await room.press(private, "Share with the class")).response
    assert pressed is not None
    assert "may not send messages in this channel" in text_of(pressed)


async def test_answers_can_be_public_by_default(make_classroom: MakeClassroom) -> None:
    room = await make_classroom(public=True)
    assert not (await room.type("figures")).ephemeral
    assert (await room.type("figures", share=False)).ephemeral
    assert "for everybody in the channel" in text_of(await room.type("help"))


async def test_buttons_work_after_a_restart(room: Classroom, make_bot: MakeBot) -> None:
    answer = await room.type("figures")
    shared = await room.share(answer)
    store = room.desk.store
    await room.env.restart_bot(make_bot())
    await store.close()
    assert "2,600 people dead last year**" in await room.read(answer, "Source")
    await room.press(answer, "Next ›")
    assert "Page 2 of 2" in text_of(answer)
    assert "Page 2 of 2" in await room.read(shared, "Next ›", by=room.other)


async def test_a_button_whose_fact_has_gone_says_so(room: Classroom) -> None:
    answer = await room.type("figures")
    store = room.desk.store
    from bot.core.store.tables import article, fact

    async with store.writing() as connection:
        await connection.execute(fact.update().where(fact.c.kind == "figure").values(state="retired"))
    assert "no longer among the answers" in await room.read(answer, "Source")
    async with store.writing() as connection:
        await connection.execute(article.delete())
    assert "no longer among the answers" in await room.read(answer, "Source")
    listed = await room.type("articles")
    assert "No article is chosen" in text_of(listed)
    room.desk.forget(room.server.id)
    assert "no longer here" in await room.read(answer, "Next ›")


async def test_a_button_of_another_version_says_so(room: Classroom) -> None:
    for text in ("tp:nonsense:1", "tp:page:p:0:figures::all:", "tp:source:99999999999999", "tp:source:x"):
        message = await room.post_button(text)
        result = await room.student.click(message, custom_id=text)
        assert result.response is not None
        assert "earlier version" in text_of(result.response)


async def test_a_guessed_id_shows_nothing_of_another_server(make_classroom: MakeClassroom, juarez: Pack) -> None:
    room = await make_classroom(default=None)
    elsewhere = Classroom(room.env, "Elsewhere")
    desk = room.desk
    await desk.store.add_article(elsewhere.server.id, "x", juarez.article, juarez.facts, at=1, action="article added")
    assert "No article is chosen" in text_of(await room.type("figures"))
    button = custom_id(ShowSource(1))
    message = await room.post_button(button)
    result = await room.student.click(message, custom_id=button)
    assert result.response is not None
    assert "no longer among the answers" in text_of(result.response)
    assert "2,600" in text_of(await elsewhere.type("figures"))


async def test_an_unexpected_error_is_told_with_the_reference_in_the_log(
    room: Classroom, errors_logged: pytest.LogCaptureFixture
) -> None:
    await room.type("figures")  # which gave the server its copy
    answer = await room.type("figures")
    await room.desk.store.close()  # as if the database went away
    assert "## Summary" in text_of(await room.type("summary"))  # from memory
    room.desk.forget(room.server.id)
    for text in (text_of(await room.type("summary")), await room.read(answer, "Source")):
        assert text.startswith("Something went wrong and nothing was changed")
        reference = text.split("`")[1]
        assert f"reference {reference}" in errors_logged.text
    assert "Traceback" in errors_logged.text
    assert await room.student.autocomplete(room.channel, "summary", "article", "") == []
    assert "could not be offered" in errors_logged.text
    assert str(room.student.id) not in errors_logged.text
    assert room.student.name not in errors_logged.text
    room.acknowledge_errors()
    await room.desk.store.open()
    assert "2,600" in text_of(await room.type("figures"))


async def test_nothing_that_was_sent_stays_in_discord_pys_memory(room: Classroom) -> None:
    answer = await room.type("figures")
    await room.press(answer, "Next ›")
    await room.press(answer, "Source")
    await room.press(answer, "Share with the class")
    for command in ("articles", "help", "privacy"):
        await room.type(command)
    gc.collect()
    views = [thing for thing in gc.get_objects() if isinstance(thing, discord.ui.LayoutView)]
    assert views == []


async def test_questions_come_by_stage_whatever_their_order_in_the_pack(
    make_classroom: MakeClassroom, juarez: Pack
) -> None:
    room = await make_classroom(default=Pack("turned", juarez.article, tuple(reversed(juarez.facts))))
    text = await every_page(room, "questions")
    stages = re.findall(r"^### (.+)$", text, re.MULTILINE)
    assert stages == sorted(stages, key=["To start", "To go deeper", "To finish"].index)
