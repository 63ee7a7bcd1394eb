"""A simulated server as its people see it: what they type and press, and what they read then."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

import discord
import pytest
import simcord
from discord import app_commands

from bot.app.client import TalkingPoints
from bot.core.model.errors.base import Refusal
from bot.core.rules.desk import Desk
from bot.core.rules.library import Library
from bot.core.store.metadata import metadata
from bot.core.store.rows import row_is
from bot.core.ui.bot import Bot

ResponseMessage = simcord.ResponseMessage


class Classroom:
    """One server with a channel, a teacher (Manage Messages) and two students."""

    def __init__(self, env: simcord.Env, name: str, **options: Any) -> None:
        self.env = env
        self.forgiven = 0
        self.server = env.create_guild(name, **options)
        teachers = self.server.create_role("Teachers", permissions=discord.Permissions(manage_messages=True))
        self.channel = self.server.create_text_channel("class-discussion")
        self.teacher = self.server.add_member(env.create_user(f"teacher-{name}".lower()), roles=[teachers])
        self.student = self.server.add_member(env.create_user(f"student-{name}".lower()))
        self.other = self.server.add_member(env.create_user(f"other-{name}".lower()))

    @property
    def client(self) -> TalkingPoints:
        """The client that runs now."""
        assert isinstance(self.env.bot, TalkingPoints)
        return self.env.bot

    @property
    def bot(self) -> Bot:
        """What its requests share."""
        return self.client.bot

    @property
    def desk(self) -> Desk:
        """What its rules share."""
        return self.bot.desk

    async def type(self, command: str, **options: Any) -> ResponseMessage:
        """What the student reads after a command."""
        result = await self.student.slash(self.channel, command, **options)
        assert result.response is not None, f"/{command} was not answered"
        return result.response

    async def first_fact(self) -> int:
        """The number of the first fact of this server's current article."""
        return (await self.desk.get(Library).shelf(self.server.id, None)).fact_ids[0]

    async def press(
        self, message: ResponseMessage, label: str, *, nth: int = 0, by: simcord.MemberActor | None = None
    ) -> simcord.InteractionResult:
        """Presses the nth button with that label."""
        ids = [button["custom_id"] for button in buttons(message) if button.get("label") == label]
        assert len(ids) > nth, f"no button {label!r} in:\n{text_of(message)}"
        return await (by or self.student).click(message, custom_id=ids[nth])

    async def ask(
        self, command: str, *, by: simcord.MemberActor | None = None, **options: Any
    ) -> simcord.InteractionResult:
        """What a moderator (or somebody else) gets after a command: an answer, or a form."""
        return await (by or self.teacher).slash(self.channel, command, **options)

    async def told(self, command: str, *, by: simcord.MemberActor | None = None, **options: Any) -> ResponseMessage:
        """What a moderator reads after a command."""
        result = await self.ask(command, by=by, **options)
        return answer_of(result)

    async def send(
        self, shown: simcord.InteractionResult, *, by: simcord.MemberActor | None = None, **fields: Any
    ) -> ResponseMessage:
        """Sends a form: what it showed, with these fields in place. Returns what is read then."""
        assert shown.modal is not None, "no form was opened"
        values = shown_values(shown.modal) | fields
        return answer_of(await (by or self.teacher).submit_modal(shown, values))

    async def fill(
        self, shown: simcord.InteractionResult, *, by: simcord.MemberActor | None = None, **fields: Any
    ) -> ResponseMessage:
        """Sends a form, and goes on with one press where something is only worth a look. Returns what is read then."""
        answer = await self.send(shown, by=by, **fields)
        ids = [str(button.get("custom_id")) for button in buttons(answer)]
        going_on = [custom_id for custom_id in ids if custom_id.startswith("tp:asis:")]
        return answer_of(await (by or self.teacher).click(answer, custom_id=going_on[0])) if going_on else answer

    def let_see(self, command: str, *who: simcord.MemberActor, kind: int = 1) -> None:
        """Lets people see a command that Discord hides from them, as a server's admin may."""
        found = self.env.backend.find_command(command, self.server.id, type=kind)
        assert found is not None
        self.server.set_command_permissions(int(found["id"]), dict.fromkeys(who, True))

    async def join(self) -> None:
        """The bot joins this server. SimCord says of every server that it was there before; Discord doesn't."""
        from simcord.backend import serializers

        backend = self.env.backend
        payload = dict(serializers.guild_create_payload(backend, backend.get_guild(self.server.id)))
        del payload["unavailable"]
        backend.emit("GUILD_CREATE", payload)
        await self.env.settle()

    async def reconnect(self) -> None:
        """Discord begins the connection anew, and has yet to describe the server: its roles and channels."""
        backend = self.env.backend
        user = {"id": str(backend.bot_user.id), "username": "bot", "discriminator": "0", "avatar": None, "bot": True}
        guilds = [{"id": str(self.server.id), "unavailable": True}]
        backend.emit("READY", {"user": user, "guilds": guilds, "shard": [0, 1], "session_id": "x", "v": 10})
        await self.env.settle()

    async def lose(self, *, outage: bool = False) -> None:
        """Discord says that the server is gone from the bot, or is only out for a while."""
        self.env.backend.emit("GUILD_DELETE", {"id": str(self.server.id)} | ({"unavailable": True} if outage else {}))
        await self.env.settle()

    async def post_button(self, custom_id: str) -> discord.Message:
        """A message of the bot's with one button: a forged ``custom_id`` to press.

        The poll or the discussion of this server that it speaks of, if there is one, stands there from now on.
        """
        view = discord.ui.LayoutView(timeout=None)
        view.add_item(discord.ui.ActionRow(discord.ui.Button(label="x", custom_id=custom_id)))
        view.stop()
        channel = self.client.get_channel(self.channel.id)
        assert isinstance(channel, discord.TextChannel)
        message = await channel.send(view=view)
        for name, codes in (("poll", "vote|pollclose|pollagain"), ("discussion", "starter|ask_next|close")):
            if found := re.fullmatch(rf"tp:(?:{codes}):(\d+)(?::\d+)?", custom_id):
                table = metadata.tables[name]
                its = row_is(table, server_id=self.server.id, id=int(found[1]))
                posted = table.update().where(its, table.c.message_id.is_not(None))
                await self.desk.store.write(posted.values(message_id=message.id))
        return message

    def newest(self) -> ResponseMessage:
        """What the bot posted last in the channel, for everybody."""
        [message, *_] = sorted(self.channel.history(), key=lambda each: each.id, reverse=True)
        return ResponseMessage(self.env, self.env.backend.get_message(self.channel.id, message.id))

    async def share(self, answer: ResponseMessage, label: str = "Share with the class") -> ResponseMessage:
        """What stands in the channel after an answer was shared."""
        await self.press(answer, label)
        return self.newest()

    def acknowledge_errors(self) -> None:
        """Lets the errors so far pass, where a test meant them."""
        self.forgiven = len(self.env.errors)

    def speak(self, locale: str, monkeypatch: pytest.MonkeyPatch) -> None:
        """Everybody's Discord is in this language from now on; SimCord's is always en-US."""
        from simcord import interactions

        base = interactions.base_payload

        def localised(*args: Any, **kwargs: Any) -> Any:
            record, payload = base(*args, **kwargs)
            payload["locale"] = locale
            return record, payload

        monkeypatch.setattr(interactions, "base_payload", localised)

    async def read(
        self, message: ResponseMessage, label: str, *, nth: int = 0, by: simcord.MemberActor | None = None
    ) -> str:
        """What is read after pressing a button."""
        result = await self.press(message, label, nth=nth, by=by)
        assert result.response is not None, f"{label!r} was not answered"
        return text_of(result.response)


def answer_of(result: simcord.InteractionResult) -> ResponseMessage:
    """What is read after something was done."""
    message = result.response or (result.followups[-1] if result.followups else None)
    assert message is not None, "nothing was answered"
    return message


def shown_values(modal: Any) -> dict[str, Any]:
    """What a form shows when it opens; Discord sends that back where nobody changes it."""
    values: dict[str, Any] = {}
    for row in modal["components"]:
        field = row.get("component", {})
        if field.get("type") == 4:
            values[field["custom_id"]] = field.get("value") or ""
        elif field.get("type") == 3:
            values[field["custom_id"]] = [o["value"] for o in field["options"] if o.get("default")]
    return values


def walk(components: Sequence[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Every component of a message, nested ones too, in the order in which they are seen."""
    for component in components:
        yield component
        yield from walk(component.get("components", ()))
        if "accessory" in component:
            yield from walk([component["accessory"]])


def text_of(message: ResponseMessage) -> str:
    """All text of a message, as the bot wrote it."""
    return "\n\n".join(c["content"] for c in walk(message.components) if c["type"] == 10)


def buttons(message: ResponseMessage) -> list[dict[str, Any]]:
    """The buttons of a message."""
    return [c for c in walk(message.components) if c["type"] == 2]


def labels(message: ResponseMessage) -> list[str]:
    """The labels of a message's buttons, in order."""
    return [button["label"] for button in buttons(message)]


def unexpected(errors: Sequence[BaseException]) -> list[BaseException]:
    """The errors that are not refusals: SimCord reports those too, though they were answered."""
    bare = [e.original if isinstance(e, app_commands.CommandInvokeError) else e for e in errors]
    return [e for e in bare if not isinstance(e, Refusal)]
