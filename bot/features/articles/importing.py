"""Packs in and out: what an import would change, the import itself as one change, and the pack of an article."""

from __future__ import annotations

import json
import math
from dataclasses import dataclass, field
from hashlib import blake2b

from bot.core.model.article import ArticleRow
from bot.core.model.changes import FactRow, content_json
from bot.core.model.errors.changes import EditedMeanwhile, NothingToChange
from bot.core.model.errors.reader import ArticleGone
from bot.core.model.fact import KINDS, Content
from bot.core.model.people import Who
from bot.core.model.quotes import normalise
from bot.core.model.translations import bare
from bot.core.packs.reading import Pack
from bot.core.rules.desk import Desk, role_of
from bot.core.store.change import Change
from bot.features.articles.correcting import plan_correction
from bot.features.articles.rules import Shelved, add_pack, new_published, short_name


@dataclass
class Plan:
    """What an import would do. ``article`` None: the pack comes as a new article.

    ``before`` and ``after`` of ``changed`` are one fact; ``drafts`` are facts that aren't in the pack and lose their
    quote. ``mark`` is the same for two plans that do the same to the same.
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


class Importing:
    """Packs into a server and out of it."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    async def plan(self, server_id: int, who: Who, pack: Pack) -> Plan:
        """What importing a pack would change; nothing is changed. Raises ModeratorsOnly."""
        await self._desk.require(server_id, who)
        async with self._desk.store.reading() as connection:
            return await _plan(Change(connection, server_id, 0), pack)

    async def apply(self, server_id: int, who: Who, pack: Pack, mark: str | None = None) -> Shelved:
        """Imports a pack as one change. ``mark``: of the plan that was shown.

        Raises EditedMeanwhile where it would now do something else, NothingToChange where there is nothing to do.
        """
        async with self._desk.change(server_id, who) as change:
            plan = await _plan(change, pack)
            if plan.nothing:
                raise NothingToChange
            if mark is not None and plan.mark != mark:
                raise EditedMeanwhile(0)
            if plan.article is None:
                return await add_pack(change, who, pack)
            return await _apply(change, who, plan, plan.article)

    async def export(self, server_id: int, who: Who, article_id: int) -> Pack:
        """The pack of an article with its published facts, in the order of the answers.

        Raises ModeratorsOnly, ArticleGone.
        """
        await self._desk.require(server_id, who)
        # It changes nothing; it holds the server, so that the text and its facts are of one moment.
        async with self._desk.store.changing(server_id, self._desk.now()) as change:
            article = await change.article(article_id)
            if article is None:
                raise ArticleGone
            facts = await change.facts(article_id, "published")
        contents = sorted((fact.content for fact in facts), key=lambda content: KINDS.index(content.kind))
        return Pack(article.slug, article.article, tuple(contents))


async def _plan(change: Change, pack: Pack) -> Plan:
    article = await change.article_by_slug(short_name(pack))
    if article is None:
        return Plan(pack, None, added=list(pack.facts))
    plan = Plan(pack, article)
    old, new = article.article, pack.article
    plan.body = old.body != new.body
    names = [name for name in type(old).model_fields if name != "body"]
    plan.details = tuple(name for name in names if getattr(old, name) != getattr(new, name))
    facts = await change.facts(article.id)
    moved = {fact.id: fact for fact in facts}
    lost: set[int] = set()
    if plan.body:
        correction = plan_correction(article, facts, new.body)
        moved |= {after.id: after for _, after in correction.kept}
        lost = {fact.id for fact in correction.lost}
    _match(plan, facts, moved, lost)
    return plan


def _match(plan: Plan, facts: list[FactRow], moved: dict[int, FactRow], lost: set[int]) -> None:
    """Finds for each fact of the pack the one that it is: the same, one with the same quote, or a new one."""
    exact: dict[str, list[FactRow]] = {}
    alike: dict[str, list[FactRow]] = {}
    quoted: dict[tuple[str, str], list[FactRow]] = {}
    # Published before drafts before retired, so that a retired twin is not preferred.
    for fact in sorted(facts, key=lambda fact: ("published", "draft", "retired").index(fact.state)):
        exact.setdefault(_key(moved[fact.id].content), []).append(fact)
        alike.setdefault(_key(bare(moved[fact.id].content)), []).append(fact)
        if fact.state != "retired":
            quoted.setdefault(_quote_key(fact.content), []).append(fact)
    used: set[int] = set()
    chosen: dict[int, FactRow] = {}
    for i, content in enumerate(plan.pack.facts):
        twin = next((f for f in exact.get(_key(content), []) if f.id not in used), None)
        if twin is not None:
            chosen[i] = twin
            used.add(twin.id)
    # Before a quote that several facts may share: one that differs in its translations alone.
    found: dict[int, FactRow] = {}
    for i, content in enumerate(plan.pack.facts):
        same = alike.get(_key(bare(content)), []) if i not in chosen else []
        if (twin := next((f for f in same if f.id not in used), None)) is not None:
            found[i] = twin
            used.add(twin.id)
    for i, content in enumerate(plan.pack.facts):
        before = chosen.get(i) or found.get(i)
        before = before or next((f for f in quoted.get(_quote_key(content), []) if f.id not in used), None)
        if before is None:
            plan.added.append(content)
            plan.order.append(content)
            continue
        used.add(before.id)
        after = before.model_copy(update={"content": content, "state": "published"})
        plan.order.append(after)
        if before.state == "retired":
            plan.restored.append((before, after))
        elif i in chosen and before.state == "published":
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
    """Whether the facts of each kind already stand as they are to stand, new ones at the end."""
    last: dict[str, float] = {}
    for fact in order:
        content, position = (fact.content, fact.position) if isinstance(fact, FactRow) else (fact, math.inf)
        if position < last.get(content.kind, -1):
            return False
        last[content.kind] = position
    return True


async def _apply(change: Change, who: Who, plan: Plan, article: ArticleRow) -> Shelved:
    after = article.model_copy(update={"article": plan.pack.article, "archived": False})
    change.set_article(article, after)
    place = await change.last_position(article.id)
    first = await change.next_fact_ids(len(plan.added)) if plan.added else 0
    before = {b.id: b for b, _ in (*plan.changed, *plan.restored, *plan.others)}
    for wanted in plan.order:
        if isinstance(wanted, FactRow) and not plan.reordered:
            change.set_fact(before[wanted.id], wanted)
            continue
        place += 1
        if isinstance(wanted, FactRow):
            change.set_fact(before[wanted.id], wanted.model_copy(update={"position": place}))
            continue
        change.add_fact(new_published(first, article.id, place, wanted))
        first += 1
    for fact in plan.retired:
        change.set_fact(fact, fact.model_copy(update={"state": "retired"}))
    ordered = {fact.id for fact in plan.order if isinstance(fact, FactRow)}
    for old, new in plan.others:
        if old.id not in ordered:
            change.set_fact(old, new)
    entry = await change.record(
        role_of(who),
        who.id,
        "article imported",
        article_id=article.id,
        detail={
            "title": plan.pack.article.title,
            "added": len(plan.added),
            "changed": len(plan.changed) + len(plan.restored),
            "retired": len(plan.retired),
        },
    )
    return Shelved(entry, after)


def _key(content: Content) -> str:
    return json.dumps(content_json(content), sort_keys=True)


def _quote_key(content: Content) -> tuple[str, str]:
    return content.kind, normalise(content.quote.text)
