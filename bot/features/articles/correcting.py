"""What a corrected text or title does to the facts of an article: which still stand in it, and which don't."""

from collections.abc import Iterable
from dataclasses import dataclass

from bot.core.model.article import Article, ArticleRow
from bot.core.model.article_fields import build_article
from bot.core.model.changes import FactRow
from bot.core.model.grounds import Grounds
from bot.core.model.quotes import Body
from bot.core.rules.anchors import missing_word, moved_quote, moved_remarks, with_quote
from bot.core.store.change import Change


@dataclass(frozen=True)
class Correction:
    """A planned correction.

    ``drafted`` has the published facts whose quote, speaker or as-of no longer stands, before and as drafts; ``kept``
    every other fact that changes, before and after; ``remarks_lost`` the paragraphs of the old text that
    were the writer's own and aren't found again.
    """

    article: ArticleRow
    after: ArticleRow
    kept: tuple[tuple[FactRow, FactRow], ...]
    drafted: tuple[tuple[FactRow, FactRow], ...]
    remarks_lost: tuple[int, ...]

    @property
    def lost(self) -> tuple[FactRow, ...]:
        """The facts that become drafts."""
        return tuple(before for before, _ in self.drafted)

    @property
    def same(self) -> bool:
        """Whether the text is what stands there already."""
        return self.article.article.body == self.after.article.body


def details_of(article: Article) -> dict[str, str | None]:
    """Return an article's fields besides its text."""
    return article.model_dump(exclude={"body", "remarks"})


def plan_correction(article: ArticleRow, facts: list[FactRow], text: str, title: str | None = None) -> Correction:
    """Find what the new text would change, and a new title if there is one. Raises what ``build_article`` raises."""
    old = article.article
    after = build_article(details_of(old) | ({} if title is None else {"title": title}), text)
    grounds = Grounds(after)
    before_body, after_body = Body.of(old), grounds.body
    remarks = moved_remarks(old, after_body)
    after = after.model_copy(update={"remarks": remarks})
    kept, drafted = moved_facts(facts, before_body, grounds)
    texts = {after_body.paragraph(n) for n in remarks}
    gone = tuple(n for n in old.remarks if before_body.paragraph(n) not in texts and len(remarks) < len(old.remarks))
    return Correction(article, article.model_copy(update={"article": after}), tuple(kept), tuple(drafted), gone)


Moved = list[tuple[FactRow, FactRow]]
"""Facts as they were and as they are to be."""


def moved_facts(facts: Iterable[FactRow], before: Body, grounds: Grounds) -> tuple[Moved, Moved]:
    """Find the facts whose quote stands elsewhere in a changed article, and those that no longer stand in it."""
    kept: Moved = []
    drafted: Moved = []
    for fact in facts:
        quote = moved_quote(fact.content.quote, before, grounds.body)
        moved = fact if quote is None else fact.model_copy(update={"content": with_quote(fact.content, quote)})
        if fact.state == "published" and (quote is None or missing_word(fact.content, grounds)):
            drafted.append((fact, moved.model_copy(update={"state": "draft"})))
        elif moved != fact:
            kept.append((fact, moved))
    return kept, drafted


def set_moved(change: Change, *moved: tuple[FactRow, FactRow]) -> None:
    """Put facts where their quote stands now, and make drafts of those that no longer stand."""
    for before, after in moved:
        change.set_fact(before, after)
