"""What all requests share, and what is posted without one: rules, templates by locale, features, Discord's client."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeVar

import discord

from bot.core.rules.desk import Desk
from bot.core.templates.prompts import Prompts
from bot.core.ui.lanes import Lanes

if TYPE_CHECKING:
    from bot.core.ui.feature import Features

log = logging.getLogger(__name__)

NOBODY = discord.AllowedMentions.none()
Made = TypeVar("Made")


@dataclass(eq=False, repr=False)
class Bot:
    """One for the process. ``public``: whether answers are for everybody where a server hasn't chosen.

    ``erase_after_days``: how long what a server has is kept after it removed the bot. ``lanes`` do what may wait
    for Discord. ``client`` comes when it is made.
    """

    desk: Desk
    prompts: Mapping[str, Prompts]
    features: Features
    public: bool = False
    erase_after_days: int = 30
    lanes: Lanes = field(init=False, default_factory=Lanes)
    client: discord.Client = field(init=False)
    _parts: dict[Callable[[Bot], Any], Any] = field(init=False, default_factory=dict)

    def get(self, rules: Callable[[Desk], Made]) -> Made:
        """Return the rules of this kind."""
        return self.desk.get(rules)

    def part(self, make: Callable[[Bot], Made]) -> Made:
        """Return the one object of this kind that the process has, made at its first use."""
        if make not in self._parts:
            self._parts[make] = make(self)
        found: Made = self._parts[make]
        return found

    def spoken(self, locale: str | None) -> Prompts | None:
        """Return the templates of a locale, or of its language; None where there are none."""
        return (self.prompts.get(locale) or self.prompts.get(locale[:2])) if locale else None

    async def class_prompts(self, server_id: int) -> Prompts:
        """Return the templates for what is posted for the class: in the server's language, or else in English."""
        return self.spoken((await self.desk.settings(server_id)).language) or self.prompts["en"]

    async def thread_began(self, thread: discord.Thread) -> None:
        """Tell the features that a discussion's thread has its prompt: what they post there stands below that."""
        await self.each([feature.on_thread_begin for feature in self.features.all], thread)

    async def thread_ended(self, server_id: int, thread_id: int) -> None:
        """Tell the features that a thread was locked, is gone, or was ended by the bot.

        What one raises is raised: what it keeps of people may be there still, and whoever ended the thread is told.
        """
        for feature in self.features.all:
            if feature.on_thread_end is not None:
                await feature.on_thread_end(self, server_id, thread_id)

    async def each(self, works: Iterable[Callable[..., Awaitable[Made]] | None], *given: object) -> list[Made]:
        """Have the features do their part in something that happened, each whatever becomes of the others.

        What one raises is logged: nobody waits for an answer. Returns what the others returned.
        """
        done = []
        for work in works:
            if work is None:
                continue
            try:
                done.append(await work(self, *given))
            except Exception:
                log.exception("%s.%s failed", work.__module__, work.__qualname__)
        return done

    async def answers_public(self, server_id: int) -> bool:
        """Tell whether answers are for everybody by default: as the server chose, or else whoever runs the bot."""
        chosen = (await self.desk.settings(server_id)).answers_public
        return self.public if chosen is None else chosen
