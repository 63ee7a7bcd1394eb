"""Packs in and out: an import as one change, and the pack of an article."""

import asyncio
from collections.abc import Mapping
from itertools import count

from bot.core.model.article import ArticleRow
from bot.core.model.changes import FactRow
from bot.core.model.errors.changes import EditedMeanwhile, NothingToChange
from bot.core.model.fact import KINDS, Content
from bot.core.model.people import Who
from bot.core.model.translations import bare
from bot.core.packs.reading import ARTICLE_FILE, FACTS_FILE, Pack, Problem, parse_pack
from bot.core.packs.writing import write_pack
from bot.core.packs.zipping import read_upload, reading_size, zip_pack
from bot.core.rules.desk import Desk
from bot.core.rules.finding import require_unchanged
from bot.core.rules.long_work import looked_at
from bot.core.store.change import Change
from bot.features.articles.import_plan import Plan, plan_import
from bot.features.articles.new_article import ArticleDone, add_pack, finish, new_published, short_name
from bot.features.articles.rules import find_row

_PAUSE = 50


class ImportRules:
    """Packs into a server and out of it."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    async def plan(self, server_id: int, who: Who, pack: Pack) -> Plan:
        """Find what importing a pack would change; nothing is changed. Raises ModeratorsOnly."""
        await self._desk.require(server_id, who)
        return (await self._planned(server_id, pack))[0]

    async def apply(self, server_id: int, who: Who, pack: Pack, mark: str | None = None) -> ArticleDone:
        """Import a pack as one change. ``mark``: of the plan that was shown.

        Raises EditedMeanwhile where it would now do something else, NothingToChange where there is nothing to do.
        """
        await self._desk.require(server_id, who)
        plan, facts = await self._planned(server_id, pack)
        if plan.nothing:
            raise NothingToChange
        if mark is not None and plan.mark != mark:
            raise EditedMeanwhile(0)
        async with self._desk.change(server_id, who) as change:
            if plan.article is not None:
                await require_unchanged(change, plan.article, facts)
                return await _apply(change, who, plan, plan.article)
            if await change.article_by_slug(short_name(pack)) is not None:
                raise EditedMeanwhile(0)
            return await add_pack(change, who, pack)

    async def _planned(self, server_id: int, pack: Pack) -> tuple[Plan, list[FactRow]]:
        """Find what importing a pack would change; returns also the facts as they were.

        That may take long, so that it is done before the change, which holds up other writers.
        """
        async with self._desk.store.reading() as connection:
            change = Change(connection, server_id, 0)
            article = await change.article_by_slug(short_name(pack))
            facts = [] if article is None else await change.facts(article.id)
        if article is None:
            return Plan(pack, None, added=list(pack.facts)), facts
        old, new = article.article.body, pack.article.body
        size = looked_at(len(facts) + len(pack.facts), *((old, new) if old != new else ()))
        return await self._desk.long_work.run(server_id, plan_import, pack, article, facts, size=size), facts

    async def read(self, server_id: int, who: Who, name: str, data: bytes) -> tuple[Pack | None, list[Problem]]:
        """Read the pack that an attachment holds, as ``read_upload`` does. Raises ModeratorsOnly."""
        await self._desk.require(server_id, who)
        size = reading_size(name, data)
        return await self._desk.long_work.run(server_id, read_upload, name, data, size=size)

    async def read_again(self, server_id: int, slug: str, files: Mapping[str, str]) -> Pack | None:
        """Read a pack from the files that ``write`` made; None where it isn't one any more."""
        size = 4 * sum(map(len, files.values()))
        texts = (slug, files[ARTICLE_FILE], files[FACTS_FILE])
        pack, problems = await self._desk.long_work.run(server_id, parse_pack, *texts, size=size)
        return None if problems else pack

    async def write(self, server_id: int, pack: Pack) -> dict[str, str]:
        """Write a pack's files, by name."""
        size = looked_at(len(pack.facts), pack.article.body)
        files = await self._desk.long_work.run(server_id, write_pack, pack, size=size)
        return {name: content.decode() for name, content in files.items()}

    async def zip(self, server_id: int, pack: Pack) -> bytes:
        """Make the zip of a pack."""
        size = looked_at(len(pack.facts), pack.article.body)
        return await self._desk.long_work.run(server_id, zip_pack, pack, size=size)

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
    for number, wanted in enumerate(plan.order):
        if number % _PAUSE == 0:
            await asyncio.sleep(0)  # other servers are answered between
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
