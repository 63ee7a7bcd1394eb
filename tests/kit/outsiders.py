"""People who have no right to curate in a server, or lose it, and what they try."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

import discord
import simcord

from bot.core.model.errors.base import Refusal
from bot.core.model.people import Who
from bot.core.ui.buttons import custom_id
from bot.core.ui.codec import Action
from bot.features.settings.rules import SettingRules
from tests.kit.classroom import Classroom
from tests.kit.samples import refusal_of
from tests.kit.stock import Stock
from tests.kit.stores import every_row

MOD = discord.Permissions(manage_messages=True)


class Scene:
    """A stocked server, somebody in it, and the buttons that they were shown while they had the right, if they had."""

    def __init__(self, held: Stock, actor: simcord.MemberActor, lose: Callable[[], Awaitable[None]] | None) -> None:
        self.held, self.room, self.actor, self.lose = held, held.room, actor, lose

    @property
    def manages(self) -> bool:
        """Whether they have Manage Server."""
        bits = self.room.env.backend.compute_permissions(self.room.server.id, self.actor.id)
        return discord.Permissions(bits).manage_guild

    async def rows(self) -> dict[str, list[dict[str, Any]]]:
        return await every_row(self.room.desk.store)

    def sentence(self, refusal: Refusal) -> str:
        return self.room.bot.prompts["en"].sentence(refusal, in_form=True)

    def refusal(self, kind: type | str) -> str:
        """What somebody without any right is told."""
        return self.sentence(refusal_of(kind))

    async def show(self, action: Action) -> discord.Message:
        return await self.room.post_button(custom_id(action))

    async def press(self, message: discord.Message, action: Action) -> simcord.InteractionResult:
        return await self.actor.click(message, custom_id=custom_id(action))


async def _student(room: Classroom) -> tuple[simcord.MemberActor, None]:
    return room.student, None


async def _visitor(room: Classroom) -> tuple[simcord.MemberActor, None]:
    """A moderator of another server, who is a plain member here."""
    user, other = room.env.create_user("visitor"), Classroom(room.env, "Other")
    other.server.add_member(user, roles=[other.server.create_role("Mods", permissions=MOD)])
    return room.server.add_member(user), None


async def _former(room: Classroom) -> tuple[simcord.MemberActor, Callable[[], Awaitable[None]]]:
    """A moderator whose role is taken from them."""
    role = room.server.create_role("Mods", permissions=discord.Permissions(manage_messages=True, manage_guild=True))
    actor = room.server.add_member(room.env.create_user("former"), roles=[role])

    async def lose() -> None:
        room.env.backend.remove_member_role(room.server.id, actor.id, role.id)
        await room.env.settle()

    return actor, lose


async def _editor(room: Classroom) -> tuple[simcord.MemberActor, Callable[[], Awaitable[None]]]:
    """An editor by a role of the class settings, which is taken out of them."""
    role = room.server.create_role("Editors")
    actor = room.server.add_member(room.env.create_user("editor"), roles=[role])
    rules, manager = room.desk.get(SettingRules), Who(room.teacher.id, manages_server=True)

    async def set_up(*roles: int) -> None:
        await rules.set_up(room.server.id, manager, editor_roles=roles, answers_public=None, log_channel_id=None)

    await set_up(role.id)
    return actor, set_up


PEOPLE: dict[str, Callable[[Classroom], Awaitable[Any]]] = {
    "student": _student,
    "visitor": _visitor,
    "former": _former,
    "editor": _editor,
}
