"""What can stand in the way of a weekly question."""

from bot.core.model.errors.base import Refusal


class TimeUnclear(Refusal):
    """What was typed is no time of day."""

    wanted: str


class WeeklyQuestionsFull(Refusal):
    """The server has as many weekly questions as it may."""

    most: int


class WeeklyQuestionGone(Refusal):
    """This server has no weekly question of that number."""


class WeeklyQuestionPaused(Refusal):
    """A weekly question is paused already, or would have to go on first."""


class WeeklyQuestionRunning(Refusal):
    """A weekly question that isn't paused can't be resumed."""


class ChannelClosed(Refusal):
    """Whoever adds one may not send messages in the channel themselves."""

    channel: int
