"""What the templates of suggestions are given."""

from bot.core.model.changes import FactRecord
from bot.core.templates.contexts import Context
from bot.features.suggestions.model import Suggestion


class MessageContext(Context):
    """For ``message`` of ``suggestions``: the text of a message that is to become a fact."""

    text: str


class ReviewContext(Context):
    """For the review in ``suggestions``: a draft, how many wait, and the title of its article.

    ``lacks``: the word of its speaker or as-of that the article doesn't have, if there is one.
    """

    record: FactRecord
    total: int
    title: str
    lacks: str | None


class ForgotContext(Context):
    """For ``forgot`` of ``suggestions``: how many were somebody's, and whether a moderator's block stays."""

    suggestions: int
    blocked: bool


class SuggestionContext(Context):
    """For an item of ``suggestions``."""

    suggestion: Suggestion


class StoppedContext(Context):
    """For somebody who may not suggest: a member by number, or else the suggestion for which they were stopped."""

    member_id: int | None
    said: str | None
