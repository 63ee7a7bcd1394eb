"""What the templates of facts are given."""

from collections.abc import Sequence

from bot.core.model.article import ArticleCard
from bot.core.model.changes import FactRecord
from bot.core.model.fact import Content
from bot.core.templates.contexts import Context


class FactsContext(Context):
    """For the parts of ``facts`` around the list: the article, what is shown of it, how many there are, which page."""

    article: ArticleCard
    kind: str | None
    state: str | None
    total: int
    page: int
    pages: int


class FactContext(Context):
    """For one fact of ``facts``, in any state."""

    record: FactRecord


class SavedContext(Context):
    """For ``saved`` of ``facts``: what was done with a fact (an action of the history), and the fact."""

    action: str
    state: str
    content: Content


class UntranslatedContext(Context):
    """For ``untranslated`` of ``facts``: the languages whose translation of a fact no longer fitted and went."""

    languages: Sequence[str]
