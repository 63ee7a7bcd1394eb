"""What the bot itself may do in a channel, and the one refusal where it lacks something."""

from collections.abc import Sequence

import discord

from bot.core.model.errors.reader import BotLacks
from bot.core.ui.request import Request


def lacking(
    rights: discord.Permissions, needs: Sequence[str], *, forum: bool = False, thread: bool = False
) -> list[str]:
    """List the permissions that are lacking, as keys of the labels under ``permissions``.

    Without View Channel all the others are off, whatever they are set to. Threads have a permission of their own for
    messages, and in a forum Discord calls Send Messages by another name.
    """
    if rights.administrator:
        return []
    if not rights.view_channel and "view_channel" in needs:
        return ["view_channel"]
    own = ["send_messages_in_threads" if thread and name == "send_messages" else name for name in needs]
    missing = [name for name in own if not getattr(rights, name)]
    return ["create_posts" if forum and name == "send_messages" else name for name in missing]


def require_in(channel: discord.abc.GuildChannel, needs: Sequence[str]) -> None:
    """Raise BotLacks where the bot lacks a permission in a channel, as far as Discord's client knows."""
    rights = channel.permissions_for(channel.guild.me)
    if missing := lacking(rights, needs, forum=isinstance(channel, discord.ForumChannel)):
        raise BotLacks(channel.id, tuple(missing))


def require_here(request: Request, needs: Sequence[str]) -> None:
    """Raise BotLacks where the bot lacks a permission in the channel of a request, by what Discord sent with it.

    In a thread the channel that it belongs to is named: a thread has no permissions of its own to edit.
    """
    rights = request.interaction.app_permissions
    if missing := lacking(rights, needs, thread=request.thread is not None):
        raise BotLacks(request.channel_id or 0, tuple(missing))
