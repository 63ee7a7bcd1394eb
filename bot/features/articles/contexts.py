"""What the templates of articles are given."""

from collections.abc import Mapping, Sequence

from bot.core.model.article import Article, ArticleCard
from bot.core.model.fact import Content
from bot.core.templates.contexts import Context, FieldChange


class ManagedContext(Context):
    """For a text about one article: its title, how many paragraphs, facts, whether it is the current one."""

    action: str
    article: Article
    paragraphs: int
    facts: int
    current: bool
    channel_id: int | None


class CorrectionContext(Context):
    """For ``correction`` of ``articles``: how many facts lose their quote, which remarks are lost, and what differs."""

    title: str
    lost: int
    remarks: Sequence[int]
    changes: Sequence[FieldChange]


class ImportContext(Context):
    """For ``import`` of ``articles``: what an import would do."""

    title: str
    new: bool
    details: Sequence[str]
    body: bool
    added: int
    changed: int
    retired: int
    restored: int
    same: int
    reordered: bool


class SaidLineContext(Context):
    """For a line that shows a fact in short. ``mark``: what happens to it."""

    content: Content
    mark: str


class ProblemsContext(Context):
    """For ``problems`` of ``articles``: what is wrong with a pack, in words, and how much more there is."""

    problems: Sequence[str]
    more: int


class ArticleContext(Context):
    """For an item of ``articles``: an article and its published facts by kind."""

    article: ArticleCard
    counts: Mapping[str, int]
