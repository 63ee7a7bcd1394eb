"""An article made ready for holding facts to it."""

from functools import cached_property

from bot.core.model.article import Article
from bot.core.model.article_words import ArticleWords
from bot.core.model.quotes import Body


class Grounds:
    """What the facts of an article stand on: its text for their quotes, its words for what else is to be its own.

    Build it once and ask it often.
    """

    def __init__(self, article: Article) -> None:
        self.article = article
        self.body = Body.of(article)

    @cached_property
    def words(self) -> ArticleWords:
        """The words of its title, its byline, its date and its text."""
        article = self.article
        given = (article.title, article.byline, article.date, article.body)
        return ArticleWords("\n".join(text for text in given if text), article.language)
