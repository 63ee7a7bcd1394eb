"""What somebody who schedules warm-ups can run into."""

from __future__ import annotations

from dataclasses import dataclass

from bot.core.model.errors.base import Refusal


@dataclass(eq=False)
class TimeUnclear(Refusal):
    """What was typed is no time of day."""

    wanted: str


@dataclass(eq=False)
class SchedulesFull(Refusal):
    """The server has as many warm-ups as it may."""

    most: int


@dataclass(eq=False)
class ScheduleGone(Refusal):
    """This server has no warm-up of that number."""


@dataclass(eq=False)
class SchedulePaused(Refusal):
    """A warm-up is paused already, or would have to go on first."""


@dataclass(eq=False)
class ScheduleRunning(Refusal):
    """A warm-up that isn't paused can't be resumed."""


@dataclass(eq=False)
class ChannelClosed(Refusal):
    """Whoever schedules may not send messages in the channel themselves."""

    channel: int


@dataclass(eq=False)
class WarmUpForbidden(Refusal):
    """The bot lacks permissions in a channel; ``missing`` has their names as the labels do."""

    channel: int
    missing: tuple[str, ...]
