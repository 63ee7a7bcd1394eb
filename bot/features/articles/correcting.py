"""What a corrected text does to the facts of an article: which keep their quote, and which lose it."""

from dataclasses import dataclass

from bot.core.model.article import Article, ArticleRow
from bot.core.model.article_fields import build_article
from bot.core.model.changes import FactRow
from bot.core.model.quotes import Body
from bot.core.rules.anchors import moved_quote, moved_remarks, with_quote


@dataclass(frozen=True)
class Correction:
    """A planned correction. ``lost``: published facts whose quote no longer stands; they become drafts.

    ``kept`` has every other fact that changes, before and after, ``remarks_lost`` the paragraphs of the old text that
    were the writer's own and aren't found again.
    """

    article: ArticleRow
    after: ArticleRow
    kept: tuple[tuple[FactRow, FactRow], ...]
    lost: tuple[FactRow, ...]
    remarks_lost: tuple[int, ...]

    @property
    def same(self) -> bool:
        """Whether the text is what stands there already."""
        return self.article.article.body == self.after.article.body


def details_of(article: Article) -> dict[str, str | None]:
    """Return an article's fields besides its text."""
    return article.model_dump(exclude={"body", "remarks"})


def plan_correction(article: ArticleRow, facts: list[FactRow], text: str) -> Correction:
    """Find what the new text would change. Raises what ``build_article`` raises."""
    old = article.article
    after = build_article(details_of(old), text)
    before_body, after_body = Body(old.body), Body(after.body)
    remarks = moved_remarks(old, after_body)
    after = after.model_copy(update={"remarks": remarks})
    kept: list[tuple[FactRow, FactRow]] = []
    lost: list[FactRow] = []
    for fact in facts:
        quote = moved_quote(fact.content.quote, before_body, after_body)
        if quote is None:
            if fact.state == "published":
                lost.append(fact)
        elif quote != fact.content.quote:
            kept.append((fact, fact.model_copy(update={"content": with_quote(fact.content, quote)})))
    texts = {after_body.paragraph(n) for n in remarks}
    gone = tuple(n for n in old.remarks if before_body.paragraph(n) not in texts and len(remarks) < len(old.remarks))
    return Correction(article, article.model_copy(update={"article": after}), tuple(kept), tuple(lost), gone)
