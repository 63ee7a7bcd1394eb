"""/setup, who may curate by it, and what happens to a server that removes the bot."""

from __future__ import annotations

from typing import Any

import discord
import simcord
from simcord.backend.models import Overwrite
from simcord.enums import OverwriteType

from bot.core.model.people import OPERATOR
from bot.core.rules.servers import ServerRules
from bot.features.settings.rules import SettingRules
from tests.conftest import MakeBot, MakeClassroom
from tests.kit.classroom import Classroom, ResponseMessage, answer_of, labels, text_of
from tests.kit.curating import another_process, form_of, manager, restart, stored, values_of
from tests.kit.stores import DAY, Clock


async def set_up(room: Classroom, by: simcord.MemberActor, **chosen: Any) -> ResponseMessage:
    """What is read after the form was sent with these choices, all others as they are."""
    shown = await room.press(await room.told("setup", by=by), "Change", by=by)
    form_of(shown)
    now = values_of(shown)
    roles = [role for role in room.server.roles.values() if role.id in now["editor_roles"]]
    channels = [channel for channel in room.server.channels.values() if channel.id in now["log_channel"]]
    fields: dict[str, Any] = {"editor_roles": roles, "log_channel": channels, "answers": now["answers"]}
    return await room.fill(shown, by=by, **(fields | chosen))


def deny(room: Classroom, channel: simcord.ChannelHandle, **permissions: bool) -> None:
    """Takes permissions away from the bot in a channel."""
    bits = discord.Permissions(**permissions).value
    bot = room.env.backend.bot_user.id
    room.env.backend.set_overwrite(channel.id, Overwrite(target_id=bot, type=OverwriteType.MEMBER, allow=0, deny=bits))


async def test_setup_shows_what_is_chosen_and_the_form_opens_with_it(room: Classroom, make_bot: MakeBot) -> None:
    await room.type("summary")
    office = manager(room)
    editors = room.server.create_role("Editors", permissions=discord.Permissions(manage_messages=True))
    log = room.server.create_text_channel("changes")
    shown = await room.told("setup", by=office)
    assert shown.ephemeral
    assert "none" in text_of(shown)
    assert "All in order" in text_of(shown)
    saved = await set_up(room, office, editor_roles=[editors], answers=["public"], log_channel=[log])
    for text in (text_of(saved), text_of(await room.told("setup", by=office))):
        assert f"<@&{editors.id}>" in text
        assert f"<#{log.id}>" in text
        assert "everybody in the channel" in text
        assert "All in order" in text
    await restart(room, make_bot())
    form = await room.press(saved, "Change", by=office)
    assert values_of(form) == {"editor_roles": [editors.id], "answers": ["public"], "log_channel": [log.id]}
    # Sent as it is, it changes nothing; with everything taken out, all of it goes.
    before = await stored(room)
    await set_up(room, office)
    assert await stored(room) == before
    emptied = await set_up(room, office, editor_roles=[], answers=["operator"], log_channel=[])
    assert "none" in text_of(emptied)
    assert f"<@&{editors.id}>" not in text_of(emptied)


async def test_who_may_not_manage_the_server_sets_nothing_up(room: Classroom) -> None:
    office = manager(room)
    panel = await room.told("setup", by=office)
    before = await stored(room)
    room.let_see("setup", room.teacher, room.student)
    custom_id = next(c["custom_id"] for c in panel.components[0]["components"][-1]["components"])
    for by in (room.teacher, room.student):
        assert "Manage Server" in text_of(await room.told("setup", by=by))
        pressed = await by.click(await room.post_button(custom_id), custom_id=custom_id)
        assert "Manage Server" in text_of(answer_of(pressed))
    assert await stored(room) == before


async def test_a_role_gives_the_right_to_curate_at_once_and_losing_it_takes_it_away(room: Classroom) -> None:
    await room.type("summary")
    office = manager(room)
    helpers = room.server.create_role("Helpers")
    room.let_see("facts", room.student)
    room.let_see("article", room.student)
    assert "Only moderators" in text_of(await room.told("facts list", by=room.student))
    saved = await set_up(room, office, editor_roles=[helpers])
    # The role doesn't have Manage Messages, so its members don't see the commands until somebody lets them.
    assert "Integrations" in text_of(saved)
    assert f"<@&{helpers.id}>" in text_of(saved)
    backend = room.env.backend
    backend.add_member_role(room.server.id, room.student.id, helpers.id)
    await room.env.settle()
    assert "40 facts" in text_of(await room.told("facts list", by=room.student))
    shown = await room.ask("facts edit", by=room.student, fact="fact:1")
    assert "Saved" in text_of(await room.fill(shown, by=room.student, text="By a helper."))
    open_form = await room.ask("facts edit", by=room.student, fact="fact:1")
    backend.remove_member_role(room.server.id, room.student.id, helpers.id)
    await room.env.settle()
    before = await stored(room)
    assert "Only moderators" in text_of(await room.fill(open_form, by=room.student, text="Too late."))
    assert "Only moderators" in text_of(await room.told("facts list", by=room.student))
    assert await stored(room) == before
    backend.add_member_role(room.server.id, room.student.id, helpers.id)
    await room.env.settle()
    await room.told("facts list", by=room.student)
    await set_up(room, office, editor_roles=[])
    assert "Only moderators" in text_of(await room.told("facts list", by=room.student))


async def test_a_role_that_another_process_took_the_right_from_changes_nothing_any_more(room: Classroom) -> None:
    await room.type("summary")
    helpers = room.server.create_role("Helpers")
    room.let_see("facts", room.student)
    await set_up(room, manager(room), editor_roles=[helpers])
    room.env.backend.add_member_role(room.server.id, room.student.id, helpers.id)
    await room.env.settle()
    shown = await room.ask("facts edit", by=room.student, fact="fact:1")
    other = another_process(room)
    await other.store.open()
    await other.get(SettingRules).set_up(
        room.server.id, OPERATOR, editor_roles=[], answers_public=None, log_channel_id=None
    )
    await other.store.close()
    before = await stored(room)
    # No second has passed, so the bot may not have noticed it yet.
    assert "Only moderators" in text_of(await room.fill(shown, by=room.student, text="Too late."))
    assert await stored(room) == before


async def test_the_role_that_everybody_has_is_refused(room: Classroom) -> None:
    office = manager(room)
    await room.type("summary")
    before = await stored(room, "server", "history")
    refused = await set_up(room, office, editor_roles=[room.server.default_role])
    assert "Everybody has this role" in text_of(refused)
    after = await stored(room, "server", "history")
    assert after["history"] == before["history"]
    assert [row["editor_roles"] for row in after["server"]] == [[]]


async def test_a_permission_that_the_bot_lacks_in_the_log_channel_is_named(room: Classroom) -> None:
    office = manager(room)
    log = room.server.create_text_channel("changes")
    deny(room, log, send_messages=True)
    await room.env.settle()
    saved = await set_up(room, office, log_channel=[log])
    assert "Send Messages" in text_of(saved)
    assert "View Channel" not in text_of(saved)
    deny(room, log)
    await room.env.settle()
    assert "All in order" in text_of(await room.told("setup", by=office))
    deny(room, log, view_channel=True)
    await room.env.settle()
    assert "View Channel" in text_of(await room.told("setup", by=office))


async def test_a_log_channel_that_was_deleted_is_told_of(room: Classroom) -> None:
    await room.type("summary")
    office = manager(room)
    log = room.server.create_text_channel("changes")
    await set_up(room, office, log_channel=[log])
    found = room.client.get_channel(log.id)
    assert isinstance(found, discord.TextChannel)
    await found.delete()
    await room.env.settle()
    assert "no longer there" in text_of(await room.told("setup", by=office))
    # Neither does that keep anybody from working, nor the form from opening.
    assert "Saved" in text_of(await room.fill(await room.ask("facts edit", fact="fact:1"), text="All the same."))
    await room.env.advance_time(1)
    other = room.server.create_text_channel("changes-again")
    assert "All in order" in text_of(await set_up(room, office, log_channel=[other]))


async def test_answers_are_as_the_server_chose_and_else_as_the_operator_did(make_classroom: MakeClassroom) -> None:
    room = await make_classroom(public=True)
    office = manager(room)
    assert not (await room.type("figures")).ephemeral
    await set_up(room, office, answers=["private"])
    assert (await room.type("figures")).ephemeral
    assert "for you alone" in text_of(await room.type("help"))
    await set_up(room, office, answers=["public"])
    assert not (await room.type("figures")).ephemeral
    assert "for everybody in the channel" in text_of(await room.type("help"))
    assert (await room.type("figures", share=False)).ephemeral
    other = Classroom(room.env, "Other")
    await set_up(room, office, answers=["private"])
    assert not (await other.type("figures")).ephemeral


async def test_undoing_a_set_up_takes_manage_server_too(room: Classroom) -> None:
    office = manager(room)
    await room.type("summary")
    await set_up(room, office, answers=["public"])
    assert "Undo" not in labels(await room.told("facts history"))
    room.let_see("facts", office)
    assert "Undo" in labels(await room.told("facts history", by=office))
    assert not (await room.type("figures")).ephemeral


async def test_help_names_the_moderators_commands_to_moderators(room: Classroom) -> None:
    mine, theirs = text_of(await room.told("help")), text_of(await room.type("help"))
    for command in ("/facts add", "/facts review", "/facts history", "/article add", "/setup"):
        assert command in mine
        assert command not in theirs
    assert "/suggest" in theirs
    assert "40 facts" in text_of(await room.told("privacy"))
    assert "As a moderator" in text_of(await room.told("privacy"))
    assert "As a moderator" not in text_of(await room.type("privacy"))


async def test_a_server_that_removed_the_bot_is_erased_after_thirty_days(
    make_classroom: MakeClassroom, clock: Clock
) -> None:
    room = await make_classroom(now=clock)
    assert "30 days" in text_of(await room.type("privacy"))
    other = Classroom(room.env, "Other")
    await other.type("summary")
    await room.fill(await room.ask("facts edit", fact="fact:1"), text="Changed.")
    room.env.backend.remove_guild(room.server.id)
    await room.env.settle()
    clock.at += 30 * DAY - 1
    await room.client.tidy()
    assert {row["id"] for row in (await stored(room))["server"]} == {room.server.id, other.server.id}
    clock.at += 1
    await room.client.tidy()
    after = await stored(room)
    assert str(room.server.id) not in repr(after)
    assert len(after["fact"]) == 40
    assert "2,600" in text_of(await other.type("figures"))


async def test_a_server_that_comes_back_in_time_keeps_what_it_has(make_classroom: MakeClassroom, clock: Clock) -> None:
    room = await make_classroom(now=clock)
    await room.type("summary")
    before = await stored(room, "fact", "article", "history")
    application = room.client.application_id or 0
    await room.desk.get(ServerRules).left(application, room.server.id)
    assert (await stored(room))["server"][0]["removed_at"] is not None
    clock.at += 29 * DAY
    await room.join()
    assert (await stored(room))["server"][0]["removed_at"] is None
    clock.at += 60 * DAY
    await room.client.tidy()
    assert await stored(room, "fact", "article", "history") == before
