"""What options offer and take: Discord's limits, choices that are read back, articles, channels."""

from typing import TypeVar

import discord
from discord import app_commands
from discord.app_commands import AppCommandChannel, Choice, Transform

from bot.core.model.errors.reader import ValueUnknown
from bot.core.model.fact import KINDS, Kind, State
from bot.core.model.search import folded
from bot.core.rules.library import Library
from bot.core.ui.request import Interaction, Request

MOST_CHOICES = 25
CHOICE_CHARACTERS = 100
STATES: tuple[State, ...] = ("draft", "published", "retired")
Word = TypeVar("Word", bound=str)


def short(text: str, most: int = CHOICE_CHARACTERS) -> str:
    """Put a text on one line, cut to the length of a choice."""
    line = " ".join(text.split())
    return line if len(line) <= most else line[: most - 1].rstrip() + "…"


def choice(text: str, value: object, end: str = "") -> Choice[str]:
    """Make a choice; its text is cut so that its end is seen."""
    return Choice(name=short(text, CHOICE_CHARACTERS - len(end)) + end, value=str(value))


def chosen_number(text: str) -> int | None:
    """Read the number that a choice stands for; None for what somebody typed themselves."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None


def checked(option: str, value: str, choices: tuple[Word, ...]) -> Word:
    """Read a choice that Discord sent, if it is one. Raises ValueUnknown."""
    for known in choices:
        if known == value:
            return known
    raise ValueUnknown(option, value, choices)


def as_kind(text: str) -> Kind:
    """Read a kind of fact. Raises ValueUnknown."""
    return checked("kind", text, KINDS)


# --- article ----------------------------------------------------------------------------------


async def offer_articles(request: Request, typed: str, *, archived: bool = False) -> list[Choice[str]]:
    """Offer the articles whose title or short name has what was typed so far, ids as values."""
    cards = await request.get(Library).cards(request.server_id, archived=archived)
    word = folded(typed)
    found = [choice(c.title, c.id) for c in cards if word in folded(c.title) or word in folded(c.slug)]
    return found[:MOST_CHOICES]


async def offer_all_articles(request: Request, typed: str) -> list[Choice[str]]:
    """Offer archived articles too; those are for moderators, whoever Discord shows the command to."""
    archived = await request.desk.may(request.server_id, request.who, "moderator")
    return await offer_articles(request, typed, archived=archived)


async def named_article(request: Request, wanted: str | None) -> int | None:
    """Find the article that was chosen or typed; None for the server's current one. Raises ArticleUnknown.

    With nothing chosen, a channel with an article of its own is answered from that.
    """
    if wanted is None or not wanted.strip():
        settings = await request.desk.settings(request.server_id)
        return settings.channels.get(request.channel_id or 0)
    return await request.get(Library).find_article(request.server_id, wanted)


async def chosen_article(request: Request, wanted: str | None) -> int:
    """Find the article that was chosen, or else the one that is current here. Raises NoArticle, ArticleUnknown."""
    found = await named_article(request, wanted)
    return found if found is not None else await current_article(request)


async def current_article(request: Request) -> int:
    """Find the article that is current here. Raises NoArticle."""
    return await request.get(Library).current(request.server_id, request.channel_id)


# --- channel ----------------------------------------------------------------------------------


class _ClassChannel(app_commands.Transformer):
    """Takes the channel as Discord describes it. The library's own type for forums names media channels too."""

    @property
    def type(self) -> discord.AppCommandOptionType:
        """What Discord is told the option is."""
        return discord.AppCommandOptionType.channel

    @property
    def channel_types(self) -> list[discord.ChannelType]:
        """The kinds of channel that Discord offers."""
        return [discord.ChannelType.text, discord.ChannelType.forum]

    async def transform(self, _interaction: Interaction, value: AppCommandChannel, /) -> AppCommandChannel:
        """Return the channel as it is."""
        return value


ChannelOption = Transform[AppCommandChannel, _ClassChannel]
"""Where a class talks: a text channel or a forum."""
