"""What importing a pack would change: each fact of it beside the one of the server that it is."""

import json
import math
from collections import defaultdict
from dataclasses import dataclass, field
from hashlib import blake2b

from bot.core.model.article import ArticleRow
from bot.core.model.changes import FactRow, content_json
from bot.core.model.fact import Content
from bot.core.model.folding import normalise
from bot.core.model.grounds import Grounds
from bot.core.model.notices import Notices, notices_within
from bot.core.model.translations import bare
from bot.core.packs.reading import Pack
from bot.features.articles.correcting import plan_correction


@dataclass
class Plan:
    """What an import would do. ``article`` None: the pack comes as a new article.

    The two of ``changed`` are one fact, before and after; ``others`` only move with the text. ``mark`` is the same for
    two plans that do the same to the same.
    """

    pack: Pack
    article: ArticleRow | None
    details: tuple[str, ...] = ()
    body: bool = False
    added: list[Content] = field(default_factory=list)
    changed: list[tuple[FactRow, FactRow]] = field(default_factory=list)
    retired: list[FactRow] = field(default_factory=list)
    restored: list[tuple[FactRow, FactRow]] = field(default_factory=list)
    same: int = 0
    others: list[tuple[FactRow, FactRow]] = field(default_factory=list)
    reordered: bool = False
    order: list[FactRow | Content] = field(default_factory=list)

    @property
    def notices(self) -> list[Notices]:
        """What is worth a look of the facts that come new or changed, beside all that the article has then."""
        coming = {after.id for _, after in (*self.changed, *self.restored)}
        order = self.added if self.article is None else self.order
        contents = [fact.content if isinstance(fact, FactRow) else fact for fact in order]
        new = [i for i, fact in enumerate(order) if not isinstance(fact, FactRow) or fact.id in coming]
        return notices_within(contents, Grounds(self.pack.article), new)

    @property
    def nothing(self) -> bool:
        """Whether the server has all of it already."""
        some = self.details or self.body or self.added or self.changed or self.retired or self.restored
        return self.article is not None and not (some or self.reordered or self.article.archived)

    @property
    def mark(self) -> str:
        """What was shown, in short."""
        article = None if self.article is None else self.article.columns
        facts = [(a.id, a.written, a.state) for a, _ in (*self.changed, *self.restored, *self.others)]
        retired = [(f.id, f.written) for f in self.retired]
        shown = json.dumps([article, facts, retired, len(self.added), self.same, self.reordered], sort_keys=True)
        return blake2b(shown.encode("utf-8", "replace"), digest_size=8).hexdigest()


def plan_import(pack: Pack, article: ArticleRow, facts: list[FactRow]) -> Plan:
    """Find what importing a pack would change of its article and all of that one's facts."""
    plan = Plan(pack, article)
    old, new = article.article, pack.article
    plan.body = old.body != new.body
    names = [name for name in type(old).model_fields if name != "body"]
    plan.details = tuple(name for name in names if getattr(old, name) != getattr(new, name))
    moved = {fact.id: fact for fact in facts}
    lost: set[int] = set()
    if plan.body or "title" in plan.details:
        correction = plan_correction(article, facts, new.body, new.title)
        moved |= {after.id: after for _, after in correction.kept}
        lost = {fact.id for fact in correction.lost}
    _match(plan, facts, moved, lost)
    return plan


def _match(plan: Plan, facts: list[FactRow], moved: dict[int, FactRow], lost: set[int]) -> None:
    """Find for each fact of the pack the one that it is: the same, one with the same quote, or a new one."""
    exact: defaultdict[str, list[FactRow]] = defaultdict(list)
    alike: defaultdict[str, list[FactRow]] = defaultdict(list)
    quoted: defaultdict[tuple[str, str], list[FactRow]] = defaultdict(list)
    # Published before drafts before retired, so that a retired twin is not preferred.
    for fact in sorted(facts, key=lambda fact: ("published", "draft", "retired").index(fact.state)):
        exact[_key(moved[fact.id].content)].append(fact)
        alike[_key(bare(moved[fact.id].content))].append(fact)
        if fact.state != "retired":
            quoted[_quote_key(fact.content)].append(fact)
    used: set[int] = set()

    def take(candidates: list[FactRow]) -> FactRow | None:
        found = next((fact for fact in candidates if fact.id not in used), None)
        if found is not None:
            used.add(found.id)
        return found

    contents = plan.pack.facts
    same = [take(exact[_key(content)]) for content in contents]
    # Before a quote that several facts may share: one that differs in its translations alone.
    twins = [twin or take(alike[_key(bare(content))]) for twin, content in zip(same, contents, strict=True)]
    for content, identical, twin in zip(contents, same, twins, strict=True):
        before = twin or take(quoted[_quote_key(content)])
        if before is None:
            plan.added.append(content)
            plan.order.append(content)
            continue
        after = before.model_copy(update={"content": content, "state": "published"})
        plan.order.append(after)
        if before.state == "retired":
            plan.restored.append((before, after))
        elif identical and before.state == "published":
            plan.same += 1
            plan.others.append((before, after))
        else:
            plan.changed.append((before, after))
    for fact in facts:
        if fact.id in used:
            continue
        if fact.state == "published":
            plan.retired.append(fact)
        elif fact.id not in lost:
            plan.others.append((fact, moved[fact.id]))
    plan.reordered = not _in_order(plan.order)


def _in_order(order: list[FactRow | Content]) -> bool:
    """Tell whether the facts of each kind already stand as they are to stand, new ones at the end."""
    last: dict[str, float] = {}
    for fact in order:
        content, position = (fact.content, fact.position) if isinstance(fact, FactRow) else (fact, math.inf)
        if position < last.get(content.kind, -1):
            return False
        last[content.kind] = position
    return True


def _key(content: Content) -> str:
    return json.dumps(content_json(content), sort_keys=True)


def _quote_key(content: Content) -> tuple[str, str]:
    return content.kind, normalise(content.quote.text)
