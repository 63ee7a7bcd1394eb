"""An article: a text that a class reads."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.core.model.base import Frozen

# Lengths in code points. They add up so that one item, every character of it escaped, fits the 4,000 characters
# of one Discord message together with its heading (see bot/features/answers/pages.py); a test holds that.
TITLE_MOST = 200
NOTE_MOST = 150
LINK_MOST = 500


class Article(Frozen):
    """A text that a class reads. What the text doesn't give is None, never guessed.

    ``remarks`` are the paragraphs (from 1) that are the writer's own words around a text that they pass on.
    """

    title: str
    language: str = "en"
    body: str
    source: str | None = None
    link: str | None = None
    byline: str | None = None
    date: str | None = None
    content_note: str | None = None
    remarks: tuple[int, ...] = ()


class ArticleRow(Frozen):
    """An article as a server has it. ``slug`` is its short name there; ``archived``: not answered from."""

    id: int
    slug: str
    archived: bool = False
    article: Article

    @staticmethod
    def names() -> tuple[str, ...]:
        """Return the columns that a change may touch."""
        return ("slug", "archived", *Article.model_fields)

    @property
    def columns(self) -> dict[str, Any]:
        """Its columns as a change keeps them."""
        return {"slug": self.slug, "archived": self.archived, **self.article.model_dump(mode="json")}

    @classmethod
    def from_columns(cls, article_id: int, columns: Mapping[str, Any]) -> ArticleRow:
        """Return the article that these columns make."""
        article = Article.model_validate({name: columns[name] for name in Article.model_fields})
        return cls(id=article_id, slug=columns["slug"], archived=columns["archived"], article=article)


class ArticleCard(Frozen):
    """An article as a list shows it, without its body."""

    id: int
    slug: str
    title: str
    language: str
    source: str | None
    link: str | None
    byline: str | None
    date: str | None
    content_note: str | None
    current: bool
    archived: bool = False


class Listed(Frozen):
    """An article in a list, with how many published facts it has of each kind."""

    card: ArticleCard
    counts: dict[str, int]
