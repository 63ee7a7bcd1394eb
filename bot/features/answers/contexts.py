"""What the templates of answers are given."""

from collections.abc import Mapping

from bot.core.model.article import ArticleCard
from bot.core.model.fact import Fact
from bot.core.templates.contexts import Context


class AnswerContext(Context):
    """For the parts of ``summary``, ``figures`` and ``questions`` around the facts.

    ``part``: the length, what to show, or the stage; ``about``: the word to narrow by, or None; ``counts``: by
    kind, how many facts there are before that narrowing.
    """

    article: ArticleCard
    part: str
    about: str | None
    counts: Mapping[str, int]


class GroupContext(Context):
    """For ``group``: the heading over a group of items, such as a stage."""

    group: str


class ItemContext(Context):
    """For ``item``: one fact; ``fact.content`` has the fields of its kind.

    ``undated``: its as-of is relative, and the article gives no date.
    """

    fact: Fact
    undated: bool
