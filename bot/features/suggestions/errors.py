"""What somebody who suggests a fact, or looks at what was suggested, can run into."""

from bot.core.model.errors.base import Refusal


class SuggestionsWait(Refusal):
    """A member has as many open suggestions as they may."""

    most: int


class ServerSuggestionsWait(Refusal):
    """A server has as many open suggestions as it may."""


class NobodySuggested(Refusal):
    """Nobody knows who suggested this fact: it was no suggestion, or they asked to be forgotten."""


class MessageEmpty(Refusal):
    """A message without text can't become a fact."""


class MessageOfAnother(Refusal):
    """A student may turn only their own message into a suggestion."""
