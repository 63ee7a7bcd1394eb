"""One request, of a command, a button or a form: who asks, where, in which language, and the ways to answer."""

from collections.abc import Awaitable, Callable
from contextlib import suppress
from functools import cached_property
from typing import Any, TypeVar

import aiohttp
import discord
from discord.ui import LayoutView, Modal

from bot.core.model.errors.reader import BotAbsent, ServerOnly
from bot.core.model.people import Who
from bot.core.rules.desk import Desk, Right
from bot.core.rules.long_work import PATIENCE
from bot.core.templates.prompts import Prompts
from bot.core.ui.bot import NOBODY, Bot
from bot.core.ui.panels import Panel, panel_view, sentence_view

Interaction = discord.Interaction[Any]
Rules = TypeVar("Rules")
Shown = Panel | LayoutView | str
"""What an answer can be: a panel, a view that is ready, or one sentence."""


INVITED = discord.Permissions(
    view_channel=True,
    send_messages=True,
    read_message_history=True,
    create_public_threads=True,
    send_messages_in_threads=True,
    send_polls=True,
    attach_files=True,
)
"""All permissions that any part of the bot asks for in a channel."""


def invite(application_id: int) -> str:
    """Return the address at which somebody with Manage Server adds the bot to their server."""
    return discord.utils.oauth_url(application_id, permissions=INVITED)


def described(client: discord.Client, server_id: int | None) -> discord.Guild | None:
    """Find a server with its roles and channels in memory; None until Discord has described it, as after a start."""
    guild = client.get_guild(server_id or 0)
    return guild if guild is not None and guild.get_role(guild.id) is not None else None


class Request:
    """All that one request needs."""

    def __init__(self, bot: Bot, interaction: Interaction) -> None:
        self.bot = bot
        self.interaction = interaction

    @property
    def desk(self) -> Desk:
        """The store and what is shared by all rules."""
        return self.bot.desk

    def get(self, rules: Callable[[Desk], Rules]) -> Rules:
        """Return the rules of this kind."""
        return self.bot.desk.get(rules)

    # --- where and who ------------------------------------------------------------------------

    @property
    def client(self) -> discord.Client:
        """Discord's client."""
        return self.bot.client

    @property
    def guild(self) -> discord.Guild | None:
        """The server, with its roles and channels; None until Discord has described it."""
        return described(self.client, self.interaction.guild_id)

    @property
    def server_id(self) -> int:
        """The server that it was asked in. Raises ServerOnly."""
        if self.interaction.guild_id is None:
            raise ServerOnly
        return self.interaction.guild_id

    @property
    def channel_id(self) -> int | None:
        """The channel that it was asked in; of a thread, the channel that it belongs to."""
        return self.thread.parent_id if self.thread else self.interaction.channel_id

    @property
    def thread(self) -> discord.Thread | None:
        """The thread that it was asked in, if it was one."""
        channel = self.interaction.channel
        return channel if isinstance(channel, discord.Thread) else None

    @property
    def member_id(self) -> int:
        """The person's number on Discord."""
        return self.interaction.user.id

    @cached_property
    def who(self) -> Who:
        """The person: their permissions on the server, not what a channel adds or takes away, and their roles.

        Until Discord has described the server, what it said with this request has to do: the channel's are in it.
        """
        member = self.interaction.user
        if not isinstance(member, discord.Member):
            return Who(member.id)
        rights = member.guild_permissions if self.guild else self.interaction.permissions
        return Who(
            member.id,
            manages_messages=rights.manage_messages or rights.administrator,
            manages_server=rights.manage_guild or rights.administrator,
            roles=frozenset(member._roles),  # ``member.roles`` has those only that are in memory
        )

    def require_member(self) -> None:
        """Raise BotAbsent where the bot is no member of the server: only its commands were added there.

        Once the client is ready it knows of every server that the bot is in, also of one that is out for a while.
        """
        server_id, application = self.interaction.guild_id, self.client.application_id
        if server_id and application and self.client.is_ready() and self.client.get_guild(server_id) is None:
            raise BotAbsent(invite(application))

    async def require(self, right: Right = "moderator") -> None:
        """Raise ModeratorsOnly or ManagersOnly where the person lacks a right here."""
        await self.desk.require(self.server_id, self.who, right)

    @property
    def may_send(self) -> bool:
        """Whether the person may send messages where they are; threads have a permission of their own."""
        rights = self.interaction.permissions
        return rights.send_messages_in_threads if self.thread else rights.send_messages

    # --- languages ----------------------------------------------------------------------------

    @property
    def prompts(self) -> Prompts:
        """The templates in the person's language, or else in the server's, or else in English."""
        if found := self.bot.spoken(self.interaction.locale.value):
            return found
        settings = self.desk.remembered_settings(self.interaction.guild_id or 0)
        return self.bot.spoken(settings.language if settings else None) or self.bot.prompts["en"]

    async def prepare(self) -> None:
        """Have long work tell the person; read the class settings where they decide on the language of the answer."""
        PATIENCE.set(self)
        if self.interaction.guild_id is not None and self.bot.spoken(self.interaction.locale.value) is None:
            await self.desk.settings(self.interaction.guild_id)

    async def class_prompts(self) -> Prompts:
        """Return the templates for what is posted for the class."""
        return await self.bot.class_prompts(self.server_id)

    # --- answering ----------------------------------------------------------------------------

    @property
    def pressed(self) -> int | None:
        """The number of the message that was pressed."""
        return self.interaction.message.id if self.interaction.message else None

    def view(self, shown: Shown) -> LayoutView:
        """Lay out what is to be shown, in the person's language."""
        if isinstance(shown, str):
            return sentence_view(shown)
        return panel_view(self.prompts, shown) if isinstance(shown, Panel) else shown

    async def reply(self, shown: Shown, *files: discord.File) -> None:
        """Answer privately with a message of its own, or with what a deferred one waited for; files come with that."""
        view, response = self.view(shown), self.interaction.response
        if response.is_done():
            await self.interaction.edit_original_response(view=view, attachments=files, allowed_mentions=NOBODY)
        else:
            await response.send_message(view=view, ephemeral=True, allowed_mentions=NOBODY)

    async def show(self, shown: Shown) -> None:
        """Answer in place of the message that was pressed where nobody else sees that, or else privately."""
        message = self.interaction.message
        if self.interaction.response.is_done():  # it took long
            await self.reply(shown)
        elif message is not None and message.flags.ephemeral:
            await self.interaction.response.edit_message(view=self.view(shown), allowed_mentions=NOBODY)
        else:
            await self.interaction.response.send_message(view=self.view(shown), ephemeral=True, allowed_mentions=NOBODY)

    async def open(self, modal: Modal) -> None:
        """Open a form."""
        await self.interaction.response.send_modal(modal)

    async def later(self) -> None:
        """Say that an answer comes: for what may take longer than the three seconds that Discord waits."""
        if not self.interaction.response.is_done():
            await self.interaction.response.defer(ephemeral=True, thinking=True)

    async def queued(self) -> None:
        """Say that other work goes first. The answer comes in any case, so a failure to say this is none."""
        view = sentence_view(self.prompts.render("forms", "queued"))
        with suppress(discord.HTTPException, aiohttp.ClientError, OSError):
            if self.interaction.response.type is discord.InteractionResponseType.deferred_channel_message:
                await self.interaction.edit_original_response(view=view, allowed_mentions=NOBODY)
            else:
                await self.interaction.followup.send(view=view, ephemeral=True, allowed_mentions=NOBODY)

    async def refuse(self, sentence: str) -> None:
        """Say privately why something can't be done, whatever was said so far."""
        view, response = sentence_view(sentence), self.interaction.response
        if response.type is discord.InteractionResponseType.deferred_channel_message:
            await self.interaction.edit_original_response(view=view, allowed_mentions=NOBODY)
        elif response.is_done():
            await self.interaction.followup.send(view=view, ephemeral=True, allowed_mentions=NOBODY)
        else:
            await response.send_message(view=view, ephemeral=True, allowed_mentions=NOBODY)


Press = Callable[[Request, Any], Awaitable[None]]
"""What a button does: given the request, and its own action."""
