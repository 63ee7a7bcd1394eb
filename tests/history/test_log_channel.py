"""The log channel: every change is posted once, whoever made it and wherever."""

from __future__ import annotations

from typing import Any

import pytest
import simcord
from simcord import Env

from bot.core.model.people import OPERATOR, Who
from bot.core.packs.zipping import zip_pack
from bot.core.rules.servers import ServerRules
from bot.features.facts.rules import FactRules
from bot.features.settings.rules import SettingRules
from tests.conftest import MakeBot
from tests.kit.classroom import Classroom, text_of
from tests.kit.curating import TYPED, another_process, every_page, restart, second_moderator, suggest
from tests.kit.stores import MILL
from tests.settings.test_commands import deny

MANAGER = Who(1, manages_server=True)


async def logged(room: Classroom) -> simcord.ChannelHandle:
    """A log channel, with the server set up to use it and what that posted behind it."""
    channel = room.server.create_text_channel("changes")
    await room.type("summary")
    await room.desk.get(SettingRules).set_up(
        room.server.id, MANAGER, editor_roles=[], answers_public=None, log_channel_id=channel.id
    )
    await room.env.advance_time(1)
    return channel


class Log:
    """What is posted to a channel, in the order in which it comes."""

    def __init__(self, env: Env, channel: simcord.ChannelHandle) -> None:
        self._env = env
        self._channel = channel
        self._seen = len(channel.history())

    async def next(self) -> list[str]:
        """The posts since the last look, a second later."""
        await self._env.advance_time(1)
        posts = [self._env.backend.get_message(self._channel.id, message.id) for message in self._channel.history()]
        new = sorted(posts, key=lambda message: message.id)[self._seen :]
        self._seen = len(posts)
        return [text_of(post) for post in new]  # type: ignore[arg-type]

    async def only(self, *words: str) -> str:
        """The one new post, which has these words; there is no other."""
        [text] = await self.next()
        assert all(word in text for word in words), text
        assert await self.next() == []
        return text


async def test_every_kind_of_change_is_posted_once_with_who_before_and_after(room: Classroom) -> None:
    log = Log(room.env, await logged(room))
    teacher = room.teacher.mention
    saved = await room.fill(await room.ask("facts add", kind="figure"), **TYPED["figure"])
    await log.only("Fact added", teacher, "until results are due", "results in 100 days")
    await room.fill(await room.press(saved, "Edit", by=room.teacher), counts="for results")
    await log.only("Fact edited", teacher, "until results are due” → “for results")
    listed = await room.told("facts list", kind="figure")
    await room.press(listed, "Down", by=room.teacher)
    await log.only("Fact moved", teacher, "2,600")
    await room.press(listed, "Retire", by=room.teacher)
    await log.only("Fact retired", teacher, "published → retired", "1,200")
    await room.press(listed, "Restore", by=room.teacher)
    await log.only("Fact restored", teacher, "retired → published")
    await room.press(saved, "Undo", by=room.teacher)
    await log.only("Undone: fact added", teacher, "for results")
    assert "undone already" in await room.read(saved, "Undo", by=room.teacher)
    assert await log.next() == []
    await room.fill(await room.ask("article edit"), source="A paper")
    await log.only("Article edited", teacher, "A paper")
    await room.told("article add", file=("mill.zip", zip_pack(MILL)))
    await log.only("Article added", teacher, "The mill", "6 facts")
    await room.told("article current", article="mill", channel=room.channel)
    await log.only("Current article", teacher, "The mill", f"<#{room.channel.id}>")
    shown = await room.told("article correct", article="mill", file=("m.txt", MILL.article.body[4:].encode()))
    assert await log.next() == []  # nothing was changed yet
    await room.press(shown, "Correct the text", by=room.teacher)
    await log.only("Text corrected", teacher, "The mill")
    await room.told("article archive", article="mill")
    away = await log.only("Article put away", teacher, "The mill")
    assert "1 lost" not in away


async def test_proposals_and_blocks_are_posted_without_the_student(room: Classroom) -> None:
    log = Log(room.env, await logged(room))
    await suggest(room, "question")
    posts = [await log.only("Fact proposed", "a student", "Who would notice a success?")]
    review = await room.told("facts review")
    await room.press(review, "Block whoever proposed it", by=room.teacher)
    posts.append(await log.only("blocked", room.teacher.mention))
    shown = await room.press(review, "Reject", by=room.teacher)
    await room.fill(shown, reason="Asked before.")
    posts.append(await log.only("Proposal rejected", room.teacher.mention, "Asked before."))
    blocked = await room.told("facts block")
    await room.press(blocked, "Let them propose again", by=room.teacher)
    posts.append(await log.only("may propose again", room.teacher.mention))
    assert not any(str(room.student.id) in post or room.student.name in post for post in posts)


async def test_nothing_that_was_typed_pings_or_formats_in_the_log(room: Classroom) -> None:
    channel = await logged(room)
    log = Log(room.env, channel)
    text = f"@everyone {room.other.mention} **bold** [x](https://example.org) {{{{ 1 }}}}\n# Heading"
    await room.fill(await room.ask("facts add", kind="summary"), **TYPED["summary"] | {"text": text})
    post = await log.only("Fact added", "{{ 1 }}")
    assert "**bold**" not in post
    assert "\n# Heading" not in post
    assert "\n> # Heading" not in post
    assert "](https://" not in post
    assert room.other.mention not in post
    assert channel.last_message is not None
    sent = room.env.backend.get_message(channel.id, channel.last_message.id)
    assert (sent.ping_user_ids, sent.ping_role_ids, sent.mention_everyone) == ([], [], False)


async def test_what_another_process_changed_is_answered_and_posted_after_a_second(room: Classroom) -> None:
    log = Log(room.env, await logged(room))
    figures = await room.type("figures")
    assert "for results" not in text_of(figures)
    other = another_process(room)
    await other.store.open()
    given: dict[str, Any] = TYPED["figure"] | {"counts": "for results"}
    await other.get(FactRules).add(room.server.id, OPERATOR, "figure", 1, given)
    await log.only("Fact added", "whoever runs the bot", "for results")
    assert "for results" in await every_page(room, "figures")
    await room.press(figures, "Next ›")
    await room.press(figures, "‹ Back")
    assert "for results" in text_of(figures)
    await other.get(SettingRules).set_up(
        room.server.id, OPERATOR, editor_roles=[], answers_public=True, log_channel_id=None
    )
    assert await log.next() == []  # it logs no more
    assert not (await room.type("figures")).ephemeral
    await other.get(ServerRules).erase(room.server.id)
    await other.store.close()
    await room.env.advance_time(1)
    assert "for results" not in await every_page(room, "figures")
    assert (await room.type("figures")).ephemeral


async def test_nothing_is_posted_twice_and_nothing_is_missed_over_a_restart(room: Classroom, make_bot: MakeBot) -> None:
    log = Log(room.env, await logged(room))
    await room.fill(await room.ask("facts edit", fact="fact:1"), text="Before the restart.")
    await log.only("Before the restart.")
    await restart(room, make_bot())
    assert await log.next() == []
    store = room.desk.store
    room.client.watch.cancel()
    await room.fill(await room.ask("facts edit", fact="fact:1"), text="Just before the end.")
    await room.env.restart_bot(make_bot())
    await store.close()
    await log.only("Just before the end.")
    assert await log.next() == []


async def test_a_channel_that_refuses_the_bot_stops_nobody(room: Classroom, caplog: pytest.LogCaptureFixture) -> None:
    channel = await logged(room)
    log = Log(room.env, channel)
    deny(room, channel, send_messages=True)
    await room.env.settle()
    saved = await room.fill(await room.ask("facts edit", fact="fact:1"), text="Not to be posted.")
    assert "Saved" in text_of(saved)
    assert await log.next() == []
    assert "could not be posted" in caplog.text
    assert "Not to be posted." not in caplog.text
    deny(room, channel)
    await room.env.settle()
    await room.fill(await room.ask("facts edit", fact="fact:1"), text="To be posted.")
    await log.only("To be posted.")  # and what was refused is not tried again


async def test_the_log_goes_to_its_own_server_only(room: Classroom) -> None:
    log = Log(room.env, await logged(room))
    other = Classroom(room.env, "Other")
    await other.type("summary")
    fact = f"fact:{await other.first_fact()}"
    await other.fill(await other.ask("facts edit", fact=fact), text="In another server.")
    assert await log.next() == []
    # A channel of another server that somebody forged into the settings gets nothing.
    await room.desk.get(SettingRules).set_up(
        other.server.id, MANAGER, editor_roles=[], answers_public=None, log_channel_id=log._channel.id
    )
    await other.fill(await other.ask("facts edit", fact=fact), text="In another server again.")
    assert await log.next() == []
    second = second_moderator(room)
    await room.fill(await room.ask("facts edit", by=second, fact="fact:1"), by=second, text="Here.")
    await log.only("Here.", second.mention)


async def test_what_was_done_while_there_was_no_log_channel_is_not_posted_later(
    room: Classroom, make_bot: MakeBot
) -> None:
    await room.type("summary")
    await room.env.advance_time(1)
    await room.desk.get(FactRules).retire(room.server.id, OPERATOR, 1)
    await room.env.advance_time(1)
    channel, elsewhere = room.server.create_text_channel("changes"), another_process(room)
    await elsewhere.store.open()
    await elsewhere.get(SettingRules).set_up(
        room.server.id, MANAGER, editor_roles=[], answers_public=None, log_channel_id=channel.id
    )
    await elsewhere.store.close()
    log = Log(room.env, channel)
    await restart(room, make_bot())
    await log.only("Log channel")
