"""Finding what a change is about, or refusing."""

from collections.abc import Sequence

from bot.core.model.article import ArticleRow
from bot.core.model.changes import FactRow
from bot.core.model.errors.changes import EditedMeanwhile, NoSuchFact
from bot.core.model.errors.reader import ArticleGone
from bot.core.model.fact import Content
from bot.core.model.quotes import Body
from bot.core.rules.anchors import stands, with_quote
from bot.core.store.change import Change


async def require_fact(change: Change, fact_id: int) -> FactRow:
    """Find a fact of the server. Raises NoSuchFact."""
    fact = await change.fact(fact_id)
    if fact is None:
        raise NoSuchFact
    return fact


async def require_article(change: Change, article_id: int) -> ArticleRow:
    """Find an article of the server that isn't archived. Raises ArticleGone."""
    article = await change.article(article_id)
    if article is None or article.archived:
        raise ArticleGone
    return article


async def standing_content(change: Change, fact: FactRow) -> Content:
    """Return a fact's content with its quote where it stands now. Raises QuoteMissing, QuoteCut or QuoteTwice."""
    body = Body.of((await require_article(change, fact.article_id)).article)
    if stands(fact.content, body):
        return fact.content
    return with_quote(fact.content, body.find(fact.content.quote.text))


async def require_unchanged(change: Change, article: ArticleRow, facts: Sequence[FactRow]) -> None:
    """Require that an article and all its facts are as they were when something was planned with them.

    Raises EditedMeanwhile.
    """
    marks = {fact.id: fact.changed for fact in facts}
    if await change.article(article.id) != article or await change.fact_marks(article.id) != marks:
        raise EditedMeanwhile(0)
