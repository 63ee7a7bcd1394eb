"""Packs in and out: an import as one change, and the pack of an article."""

from itertools import count

from bot.core.model.article import ArticleRow
from bot.core.model.changes import FactRow
from bot.core.model.errors.changes import EditedMeanwhile, NothingToChange
from bot.core.model.fact import KINDS, Content
from bot.core.model.people import Who
from bot.core.model.translations import bare
from bot.core.packs.reading import Pack
from bot.core.rules.desk import Desk
from bot.core.store.change import Change
from bot.features.articles.import_plan import Plan, plan_import
from bot.features.articles.new_article import ArticleDone, add_pack, finish, new_published
from bot.features.articles.rules import find_row


class ImportRules:
    """Packs into a server and out of it."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    async def plan(self, server_id: int, who: Who, pack: Pack) -> Plan:
        """Find what importing a pack would change; nothing is changed. Raises ModeratorsOnly."""
        await self._desk.require(server_id, who)
        async with self._desk.store.reading() as connection:
            return await plan_import(Change(connection, server_id, 0), pack)

    async def apply(self, server_id: int, who: Who, pack: Pack, mark: str | None = None) -> ArticleDone:
        """Import a pack as one change. ``mark``: of the plan that was shown.

        Raises EditedMeanwhile where it would now do something else, NothingToChange where there is nothing to do.
        """
        async with self._desk.change(server_id, who) as change:
            plan = await plan_import(change, pack)
            if plan.nothing:
                raise NothingToChange
            if mark is not None and plan.mark != mark:
                raise EditedMeanwhile(0)
            if plan.article is None:
                return await add_pack(change, who, pack)
            return await _apply(change, who, plan, plan.article)

    async def export(self, server_id: int, who: Who, article_id: int) -> Pack:
        """Make the pack of an article with its published facts, in the order of the answers.

        Raises ModeratorsOnly, ArticleGone.
        """
        await self._desk.require(server_id, who)
        # It changes nothing; it holds the server, so that the text and its facts are of one moment.
        async with self._desk.store.changing(server_id, self._desk.now()) as change:
            article = await find_row(change, article_id)
            facts = await change.facts(article_id, "published")
        # Once each: an undo may have brought the very same fact back, and a pack has none twice.
        once: dict[Content, Content] = {}
        for fact in facts:
            once.setdefault(bare(fact.content), fact.content)
        contents = sorted(once.values(), key=lambda content: KINDS.index(content.kind))
        return Pack(article.slug, article.article, tuple(contents))


async def _apply(change: Change, who: Who, plan: Plan, article: ArticleRow) -> ArticleDone:
    after = article.model_copy(update={"article": plan.pack.article, "archived": False})
    change.set_article(article, after)
    places = count(await change.last_position(article.id) + 1)
    fact_ids = count(await change.next_fact_ids(len(plan.added)))
    before = {b.id: b for b, _ in (*plan.changed, *plan.restored, *plan.others)}
    for wanted in plan.order:
        if not isinstance(wanted, FactRow):
            change.add_fact(new_published(next(fact_ids), article.id, next(places), wanted))
        elif plan.reordered:
            change.set_fact(before[wanted.id], wanted.model_copy(update={"position": next(places)}))
        else:
            change.set_fact(before[wanted.id], wanted)
    for fact in plan.retired:
        change.set_fact(fact, fact.model_copy(update={"state": "retired"}))
    ordered = {fact.id for fact in plan.order if isinstance(fact, FactRow)}
    for old, new in plan.others:
        if old.id not in ordered:
            change.set_fact(old, new)
    return await finish(
        change,
        who,
        "article imported",
        after,
        added=len(plan.added),
        changed=len(plan.changed) + len(plan.restored),
        retired=len(plan.retired),
    )
