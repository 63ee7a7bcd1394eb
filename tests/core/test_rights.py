"""Rights at any moment: also before Discord has described a server, and where only the bot's commands are."""

from __future__ import annotations

import discord
import pytest
import simcord
from simcord.backend.models import Overwrite
from simcord.enums import OverwriteType

from bot.core.ui.request import invite
from tests.conftest import MakeClassroom
from tests.kit.classroom import Classroom, answer_of, text_of
from tests.kit.curating import form_of, manager, stored
from tests.kit.stores import DAY, Clock

ONLY = "Only moderators can do this here"
UNSEEN = "Discord hasn’t told the bot about this server yet"


def allow(room: Classroom, **permissions: bool) -> None:
    """Gives the student permissions in the channel, and nowhere else."""
    allowed = discord.Permissions(**permissions).value
    overwrite = Overwrite(target_id=room.student.id, type=OverwriteType.MEMBER, allow=allowed, deny=0)
    room.env.backend.set_overwrite(room.channel.id, overwrite)


async def test_what_a_channel_allows_makes_no_moderator(room: Classroom) -> None:
    allow(room, manage_messages=True, manage_guild=True)
    for command in ("facts", "article", "poll", "setup"):
        room.let_see(command, room.student)
    assert ONLY in text_of(await room.told("facts list", by=room.student))
    assert ONLY in text_of(await room.told("poll", by=room.student, question="q"))
    assert "permission Manage Server" in text_of(await room.told("setup", by=room.student))


async def test_who_may_do_what_is_known_before_discord_has_described_the_server(room: Classroom) -> None:
    await room.type("summary")
    helpers, office = room.server.create_role("Helpers"), manager(room)
    helper = room.server.add_member(room.env.create_user("helper"), roles=[helpers])
    owner = room.server.add_member(room.env.create_user("head"), roles=[admin_role(room)])
    await room.fill(
        await room.press(await room.told("setup", by=office), "Change", by=office),
        by=office,
        editor_roles=[helpers],
    )
    room.let_see("facts", helper, office, room.student)
    await room.reconnect()
    for by in (room.teacher, helper, office, owner):
        assert "Facts" in text_of(await room.told("facts list", by=by))
        form_of(await room.ask("facts add", by=by, kind="figure"))
    for by in (office, owner):
        assert "Set-up" in text_of(await room.told("setup", by=by))
    assert ONLY in text_of(await room.told("facts list", by=room.student))


def admin_role(room: Classroom) -> simcord.RoleHandle:
    """A role with Administrator and nothing else."""
    return room.server.create_role("Heads", permissions=discord.Permissions(administrator=True))


async def test_what_needs_the_servers_channels_waits_until_discord_has_described_it(room: Classroom) -> None:
    office = manager(room)
    form = await room.press(await room.told("setup", by=office), "Change", by=office)
    await room.fill(form, by=office, log_channel=[room.channel])
    await room.reconnect()
    assert UNSEEN in text_of(await room.told("discuss"))
    assert UNSEEN in text_of(await room.told("schedule add", day="monday", time="8:30", channel=room.channel))
    assert "no longer there" not in text_of(await room.told("setup", by=office))
    await room.join()
    assert "Posted" in text_of(await room.told("discuss"))


async def test_where_only_its_commands_are_the_bot_asks_to_be_invited(
    room: Classroom, errors_logged: pytest.LogCaptureFixture
) -> None:
    figures, added = await room.type("figures"), await room.ask("facts add", kind="figure")
    await room.lose()
    before = await stored(room)
    link = f"<{invite(room.client.application_id or 0)}>"
    for message in (
        await room.type("summary"),
        await room.told("facts list"),
        await room.told("poll", question="q"),
        await room.told("discuss"),
        answer_of(await room.press(figures, "Source")),
        await room.fill(added, value="100 days", counts="x", quote="results in 100 days"),
    ):
        assert text_of(message).startswith("The bot isn’t a member of this server")
        assert link in text_of(message)
        assert message.ephemeral
    assert await room.teacher.autocomplete(room.channel, "facts edit", "fact", "") == []
    assert errors_logged.text == ""  # least of all a line of discord.py's that says who typed
    assert await stored(room) == before


async def test_the_invitation_is_in_the_readers_language(room: Classroom, monkeypatch: pytest.MonkeyPatch) -> None:
    await room.lose()
    room.speak("es-ES", monkeypatch)
    assert text_of(await room.type("summary")).startswith("El bot no está en este servidor")


async def test_somebody_can_be_forgotten_where_only_the_commands_are(room: Classroom) -> None:
    await room.lose()
    sure = answer_of(await room.press(await room.type("privacy"), "Forget me"))
    assert "### Forgotten" in await room.read(sure, "Yes, forget me")


async def test_a_server_that_is_out_for_a_while_is_not_asked_for_an_invitation(room: Classroom) -> None:
    await room.lose(outage=True)
    assert "more than 2,600" in text_of(await room.type("figures"))
    assert "Facts" in text_of(await room.told("facts list"))


async def test_what_was_kept_for_a_server_that_the_bot_never_joined_is_erased_in_time(
    make_classroom: MakeClassroom, clock: Clock
) -> None:
    room = await make_classroom(now=clock)
    await room.type("summary")
    # As an earlier version wrote it down: without saying which bot serves it.
    assert (await stored(room, "server"))["server"][0]["application_id"] is None
    room.client._connection._remove_guild(room.client.get_guild(room.server.id))  # type: ignore[arg-type]
    await room.client.tidy()
    clock.at += 30 * DAY
    await room.client.tidy()
    assert str(room.server.id) not in repr(await stored(room))
