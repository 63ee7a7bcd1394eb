"""What an operator can run into: one line, and an exit status of its own."""

from bot.core.model.errors.base import Refusal


class OperatorError(Refusal):
    """Why the bot doesn't run; each has an exit status of its own."""

    status = 1


class TokenMissing(OperatorError):
    """No ``DISCORD_TOKEN``."""

    status = 2


class TokenRefused(OperatorError):
    """Discord doesn't know the token."""

    status = 3


class StoreUnreachable(OperatorError):
    """The database can't be opened. ``url`` has no password in it."""

    status = 4
    url: str
    reason: str


class StoreOfAnotherVersion(OperatorError):
    """The database was written by a newer version, or by one from before the first release."""

    status = 5
    url: str
    revision: str
    older: bool


class SettingWrong(OperatorError):
    """A setting that makes no sense."""

    status = 6
    name: str
    reason: str


class DiscordUnreachable(OperatorError):
    """Discord doesn't answer."""

    status = 7
    reason: str


class ExtraMissing(OperatorError):
    """A part that is installed on its own is not installed."""

    status = 8
    extra: str


class CommandsRefused(OperatorError):
    """Discord doesn't take the commands as they are."""

    status = 9
    reason: str


class WouldReplace(Refusal):
    """A file that would be written is there already, and says something else."""

    path: str
