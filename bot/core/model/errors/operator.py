"""What an operator can run into: one line, and an exit status of its own."""

from __future__ import annotations

from dataclasses import dataclass

from bot.core.model.errors.base import Refusal


class OperatorError(Refusal):
    """Why the bot doesn't run; each has an exit status of its own."""

    status = 1


@dataclass(eq=False)
class TokenMissing(OperatorError):
    """No ``DISCORD_TOKEN``."""

    status = 2


@dataclass(eq=False)
class TokenRefused(OperatorError):
    """Discord doesn't know the token."""

    status = 3


@dataclass(eq=False)
class StoreUnreachable(OperatorError):
    """The database can't be opened. ``url`` has no password in it."""

    status = 4
    url: str
    reason: str


@dataclass(eq=False)
class StoreNewer(OperatorError):
    """The database was written by a newer version."""

    status = 5
    url: str
    revision: str


@dataclass(eq=False)
class SettingWrong(OperatorError):
    """A setting that makes no sense."""

    status = 6
    name: str
    reason: str


@dataclass(eq=False)
class DiscordUnreachable(OperatorError):
    """Discord doesn't answer."""

    status = 7
    reason: str


@dataclass(eq=False)
class ExtraMissing(OperatorError):
    """A part that is installed on its own is not installed."""

    status = 8
    extra: str
