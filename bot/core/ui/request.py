"""One request, of a command, a button or a form: who asks, where, in which language, and the ways to answer."""

from collections.abc import Awaitable, Callable
from contextlib import suppress
from functools import cached_property
from io import BytesIO
from typing import Any, TypeVar

import discord
from discord.ui import LayoutView, Modal

from bot.core.model.errors.reader import BotAbsent, ServerOnly
from bot.core.model.people import Who
from bot.core.rules.allowance import Costly
from bot.core.rules.desk import Desk, Right
from bot.core.rules.long_work import PATIENCE
from bot.core.templates.prompts import Prompts
from bot.core.ui.bot import NOBODY, Bot
from bot.core.ui.outbox import SENDING, insist, why
from bot.core.ui.panels import Panel, panel_view, sentence_view

_ANSWERED = 40_060
_EVERYDAY = (10_062, 50_083)
_MESSAGE = discord.InteractionResponseType.channel_message
_UPDATE = discord.InteractionResponseType.message_update
_WAITS = discord.InteractionResponseType.deferred_channel_message
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


class Unanswered(Exception):
    """An answer could not be given: ``code`` is Discord's own, 0 where it gave none."""

    def __init__(self, why: str, code: int) -> None:
        super().__init__(f"{why}, code {code}" if code else why)
        self.code = code

    @property
    def everyday(self) -> bool:
        """Whether nothing can be said any more: Discord had stopped waiting, or the thread is archived."""
        return self.code in _EVERYDAY


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

    def take(self, what: Costly) -> None:
        """Use up one of what the person may do of something that costs, or refuse."""
        self.desk.allowance.take(what, self.server_id, self.member_id)

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

    async def reply(self, shown: Shown, *files: discord.File, public: bool = False) -> None:
        """Answer privately with a message of its own, or with what a deferred one waited for; files come with that.

        ``public``: everybody sees it. Like all that answers, it raises Unanswered.
        """
        view, response = self.view(shown), self.interaction.response
        if response.is_done():
            await self._edit(view, *files)
        else:
            hidden = not public
            await self._answer(
                lambda: response.send_message(view=view, ephemeral=hidden, allowed_mentions=NOBODY), _MESSAGE
            )

    async def show(self, shown: Shown) -> None:
        """Answer in place of the message that was pressed where nobody else sees that, or else privately."""
        message, response, view = self.interaction.message, self.interaction.response, self.view(shown)
        if message is not None and message.flags.ephemeral and not response.is_done():
            await self._answer(lambda: response.edit_message(view=view, allowed_mentions=NOBODY), _UPDATE)
        else:
            await self.reply(view)

    async def show_then(self, shown: Shown) -> None:
        """Put something else in the place of what was shown."""
        await self._edit(self.view(shown))

    async def open(self, modal: Modal) -> None:
        """Open a form."""
        await self._answer(lambda: self.interaction.response.send_modal(modal), discord.InteractionResponseType.modal)

    async def later(self, *, here: bool = False) -> None:
        """Say that an answer comes: for what may take longer than the three seconds that Discord waits.

        ``here``: in the place of the message that was pressed. Nothing where that was said already.
        """
        response = self.interaction.response
        if response.is_done():
            return
        if here:
            await self._answer(response.defer, discord.InteractionResponseType.deferred_message_update)
        else:
            await self._answer(lambda: response.defer(ephemeral=True, thinking=True), _WAITS)

    async def queued(self) -> None:
        """Say that other work goes first. The answer comes in any case, so a failure to say this is none."""
        view = sentence_view(self.prompts.render("forms", "queued"))
        with suppress(Unanswered):
            if self.interaction.response.type is _WAITS:
                await self._edit(view)
            else:
                await self._sent(
                    lambda: self.interaction.followup.send(view=view, ephemeral=True, allowed_mentions=NOBODY)
                )

    async def refuse(self, sentence: str) -> None:
        """Say privately why something can't be done, whatever was said so far."""
        view, response = sentence_view(sentence), self.interaction.response
        if response.type is _WAITS:
            await self._edit(view)
        elif response.is_done():
            await self._sent(lambda: self.interaction.followup.send(view=view, ephemeral=True, allowed_mentions=NOBODY))
        else:
            await self.reply(view)

    async def _answer(self, send: Callable[[], Awaitable[object]], kind: discord.InteractionResponseType) -> None:
        try:
            await self._sent(lambda: insist(send))
        except Unanswered as error:
            if error.code != _ANSWERED:
                raise
            # It had arrived: what got lost was Discord's word that it did.
            self.interaction.response._response_type = kind

    async def _edit(self, view: LayoutView, *files: discord.File) -> None:
        """Put a message in the place of the answer, which can be done again and again."""
        kept = [(file.fp.read(), file.filename) for file in files]  # discord.py closes what it has sent

        async def send() -> object:
            sent = [discord.File(BytesIO(content), name) for content, name in kept]
            return await self.interaction.edit_original_response(view=view, attachments=sent, allowed_mentions=NOBODY)

        await self._sent(lambda: insist(send))

    async def _sent(self, send: Callable[[], Awaitable[object]]) -> None:
        try:
            await send()
        except SENDING as error:
            raise Unanswered(why(error), getattr(error, "code", 0)) from error


Press = Callable[[Request, Any], Awaitable[None]]
"""What a button does: given the request, and its own action."""
