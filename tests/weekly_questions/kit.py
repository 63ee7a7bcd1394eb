"""A class with weekly questions: the time is moved, and what is posted then is read."""

from __future__ import annotations

from typing import Any

import simcord

from bot.core.model.people import Who
from bot.features.settings.rules import SettingRules
from tests.kit.classroom import Classroom, text_of, walk
from tests.kit.stores import DAY, START, Clock

MONDAY = START + 4 * DAY + 510 * 60
"""Monday, 5 January 2026, at 8:30 UTC."""
WEEK = 7 * DAY
HOUR = 3_600


class Week:
    """A classroom whose clock a test moves. ``log``: the log channel."""

    def __init__(self, room: Classroom, clock: Clock, log: simcord.ChannelHandle) -> None:
        self.room, self.clock, self.log = room, clock, log
        self._seen: set[int] = set()

    async def at(self, when: int, *channels: simcord.ChannelHandle) -> list[str]:
        """What is posted at a moment, in the class's channel or these."""
        self.clock.at = when
        await self.room.client.tick()
        return self.new(*channels)

    def new(self, *channels: simcord.ChannelHandle) -> list[str]:
        """What was posted since the last look."""
        return [text_of(message) for message in self.messages(*channels)]

    def messages(self, *channels: simcord.ChannelHandle) -> list[Any]:
        """The messages since the last look, oldest first."""
        found = []
        for channel in channels or (self.room.channel,):
            for message in sorted(channel.history(), key=lambda message: message.id):
                if message.id not in self._seen:
                    self._seen.add(message.id)
                    found.append(self.room.env.backend.get_message(channel.id, message.id))
        return found

    async def logged(self) -> list[str]:
        """What came into the log channel since the last look."""
        await self.room.client.tick()
        return self.new(self.log)

    async def add(self, time: str = "8:30", day: str = "monday", **options: Any) -> str:
        """What a moderator reads who schedules a question."""
        return text_of(await self.room.told("schedule add", day=day, time=time, **options))


def stamps(*moments: int) -> list[str]:
    """Moments as Discord shows them."""
    return [f"<t:{at}:f>" for at in moments]


def ids(message: Any) -> list[str]:
    """The ``custom_id`` of each button of a message."""
    return [part["custom_id"] for part in walk(message.components) if part["type"] == 2]


async def logged_week(room: Classroom, clock: Clock) -> Week:
    """A class that has the built-in article and a log channel."""
    log = room.server.create_text_channel("log")
    await room.type("summary")
    await room.desk.get(SettingRules).set_up(
        room.server.id, Who(1, manages_server=True), editor_roles=[], answers_public=None, log_channel_id=log.id
    )
    return Week(room, clock, log)
