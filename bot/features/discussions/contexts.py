"""What the templates of discussions are given. A test renders every template with its type."""

from __future__ import annotations

from dataclasses import dataclass

from bot.core.model.article import Article
from bot.core.model.fact import Question
from bot.core.templates.contexts import Context


@dataclass(frozen=True)
class PromptContext(Context):
    """For the parts of a prompt: the article, the question, for which group (None: for all), and its paragraphs.

    ``hidden``: the quote is covered until somebody uncovers it.
    """

    article: Article
    question: Question
    group: int | None
    paragraphs: tuple[int, ...]
    hidden: bool = False


@dataclass(frozen=True)
class WordsContext(Context):
    """For ``words``: one passage of the quote, cut at a word's end or not, and its paragraph."""

    words: str
    cut: bool
    paragraph: int
    hidden: bool = False


@dataclass(frozen=True)
class PostedContext(Context):
    """For ``posted``: the threads; whether questions repeat; how many of the article were not posted yet."""

    threads: tuple[int, ...]
    repeated: bool
    left: int


@dataclass(frozen=True)
class NothingContext(Context):
    """For blocks that are given nothing."""
