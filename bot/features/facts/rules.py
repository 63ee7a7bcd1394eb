"""Moderators' work on facts: adding, editing, retiring, restoring, moving."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.core.model.changes import Action, Entry, FactRow, part_of
from bot.core.model.errors.base import Refusal
from bot.core.model.errors.changes import EditedMeanwhile, FactThere, NothingToChange, StateWrong
from bot.core.model.fact import Content, Kind
from bot.core.model.fact_fields import build_content, written
from bot.core.model.people import Who
from bot.core.model.quotes import Body, normalise
from bot.core.model.translations import carried
from bot.core.rules.anchors import place_of, stands
from bot.core.rules.desk import Desk, role_of
from bot.core.rules.finding import require_article, require_fact, standing_content
from bot.core.store.change import Change
from bot.core.store.proposals import decide, waits
from bot.features.facts.errors import AtTheEnd


@dataclass(frozen=True)
class Done:
    """What a change did: its line in the history, and the fact as it is now.

    ``untranslated``: the languages of translations that went, because they no longer fit what changed.
    """

    entry: Entry
    fact: FactRow
    untranslated: tuple[str, ...] = ()


class Curating:
    """What moderators do with the facts of their server."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    async def add(self, server_id: int, who: Who, kind: Kind, article_id: int, given: Mapping[str, Any]) -> Done:
        """Adds a fact and publishes it. Raises what ``build_content`` raises, FactThere, ArticleGone."""
        async with self._desk.change(server_id, who) as change:
            fact = await new_fact(change, kind, article_id, given)
            fact = fact.model_copy(update={"state": "published"})
            change.add_fact(fact)
            entry = await change.record(role_of(who), who.id, "fact added", article_id=article_id, fact_id=fact.id)
        return Done(entry, numbered(fact, entry))

    async def edit(self, server_id: int, who: Who, fact_id: int, given: Mapping[str, Any], base: int | None) -> Done:
        """Changes a fact's fields; those that are not given stay. A draft is published by it.

        The translation of a field that changes goes with what it said.

        ``base``: the number of the change that last wrote the fact when it was shown; None overwrites whatever is
        there. Raises EditedMeanwhile, NothingToChange, NoSuchFact and what ``build_content`` raises.
        """
        async with self._desk.change(server_id, who) as change:
            fact = await require_fact(change, fact_id)
            if base is not None and fact.written != base:
                raise EditedMeanwhile(fact_id)
            body = Body((await require_article(change, fact.article_id)).article.body)
            content = build_content(fact.content.kind, _merged(fact, given, body), body)
            content, untranslated = carried(fact.content, content)
            state = "published" if fact.state == "draft" else fact.state
            after = fact.model_copy(update={"content": content, "state": state})
            change.set_fact(fact, after)
            if not change.rows:
                raise NothingToChange
            approves = fact.state == "draft" and await waits(change, fact_id)
            if approves:
                await decide(change, fact_id, "approved")
            action: Action = "proposal approved" if approves else "fact edited"
            entry = await change.record(
                role_of(who),
                who.id,
                action,
                article_id=fact.article_id,
                fact_id=fact_id,
                detail={"decision": "approved"} if approves else {},
            )
        return Done(entry, numbered(after, entry), untranslated)

    async def retire(self, server_id: int, who: Who, fact_id: int) -> Done:
        """Takes a fact out of the answers. It stays in the list and can be restored."""
        async with self._desk.change(server_id, who) as change:
            fact = await require_fact(change, fact_id)
            if fact.state == "retired":
                raise StateWrong(fact.state)
            after = fact.model_copy(update={"state": "retired"})
            change.set_fact(fact, after)
            entry = await change.record(
                role_of(who), who.id, "fact retired", article_id=fact.article_id, fact_id=fact_id
            )
        return Done(entry, numbered(after, entry))

    async def restore(self, server_id: int, who: Who, fact_id: int) -> Done:
        """Publishes a retired fact again, if its quote still stands. Raises QuoteMissing or QuoteTwice if not."""
        async with self._desk.change(server_id, who) as change:
            fact = await require_fact(change, fact_id)
            if fact.state != "retired":
                raise StateWrong(fact.state)
            content = await standing_content(change, fact)
            after = fact.model_copy(update={"state": "published", "content": content})
            change.set_fact(fact, after)
            await decide(change, fact_id, "approved")
            entry = await change.record(
                role_of(who), who.id, "fact restored", article_id=fact.article_id, fact_id=fact_id
            )
        return Done(entry, numbered(after, entry))

    async def move(self, server_id: int, who: Who, fact_id: int, *, up: bool) -> Done:
        """Changes places with the published fact before it (or after it) in the same part of an answer."""
        async with self._desk.change(server_id, who) as change:
            fact = await require_fact(change, fact_id)
            if fact.state != "published":
                raise StateWrong(fact.state)
            group = _group(fact.content)
            row = [f for f in await change.facts(fact.article_id, "published") if _group(f.content) == group]
            at = [f.id for f in row].index(fact_id)
            other = at - 1 if up else at + 1
            if not 0 <= other < len(row):
                raise AtTheEnd(up)
            after = fact.model_copy(update={"position": row[other].position})
            change.set_fact(fact, after)
            change.set_fact(row[other], row[other].model_copy(update={"position": fact.position}))
            entry = await change.record(
                role_of(who),
                who.id,
                "fact moved",
                article_id=fact.article_id,
                fact_id=fact_id,
                detail={"up": up},
            )
        return Done(entry, numbered(after, entry))


async def new_fact(change: Change, kind: Kind, article_id: int, given: Mapping[str, Any]) -> FactRow:
    """A draft with the next number and place. Raises FactThere where the very same fact is there already."""
    article = await require_article(change, article_id)
    content = build_content(kind, given, Body(article.article.body))
    if await change.has_content(article_id, content):
        raise FactThere
    fact_id = await change.next_fact_ids(1)
    position = await change.last_position(article_id) + 1
    return FactRow(
        id=fact_id, article_id=article_id, state="draft", position=position, content=content, changed=0, written=0
    )


def _merged(fact: FactRow, given: Mapping[str, Any], body: Body) -> dict[str, Any]:
    """What was given over what is there. A quote that stays as it is keeps its place too."""
    fields = {**written(fact.content), **given}
    same = normalise(str(fields.get("quote") or "")) == normalise(fact.content.quote.text)
    if "place" not in given and same and stands(fact.content, body):
        try:
            fields["place"] = place_of(body, fact.content.quote)
        except Refusal:
            return fields
    return fields


def _group(content: Content) -> tuple[str, str]:
    return content.kind, part_of(content)


def numbered(fact: FactRow, entry: Entry) -> FactRow:
    """The fact with the numbers that the change gave it."""
    own = next((row for row in entry.rows if row.table == "fact" and row.id == fact.id), None)
    if own is None:
        return fact
    wrote = "content" in (own.after or {})
    return fact.model_copy(update={"changed": entry.id} | ({"written": entry.id} if wrote else {}))
