"""Moderators' work on facts: adding, editing, retiring, restoring, moving."""

from collections.abc import Collection, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from bot.core.model.changes import Entry, FactRow, part_of
from bot.core.model.errors.base import Refusal
from bot.core.model.errors.changes import EditedMeanwhile, FactThere, NothingToChange, StateWrong
from bot.core.model.fact import Content, Kind, State
from bot.core.model.fact_fields import build_content, written
from bot.core.model.folding import normalise
from bot.core.model.grounds import Grounds
from bot.core.model.notices import notices_of
from bot.core.model.people import Role, Who
from bot.core.model.quotes import Body
from bot.core.model.translations import carried
from bot.core.rules.anchors import place_of, stands
from bot.core.rules.desk import Desk, role_of
from bot.core.rules.finding import require_article, require_fact, standing_content
from bot.core.rules.looking import look, require_seen
from bot.core.store.change import Change
from bot.core.store.suggestions import decide, waits
from bot.features.facts.errors import AtTheEnd


@dataclass(frozen=True)
class Done:
    """What a change did: its line in the history, and the fact as it is now.

    ``untranslated``: the languages of translations that went, because they no longer fit what changed.
    """

    entry: Entry
    fact: FactRow
    untranslated: tuple[str, ...] = ()


class FactRules:
    """What moderators do with the facts of their server."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    async def add(
        self,
        server_id: int,
        who: Who,
        kind: Kind,
        article_id: int,
        given: Mapping[str, Any],
        *,
        seen: Collection[str] | None = None,
    ) -> Done:
        """Add a fact and publish it. Raises what ``build_content`` raises, FactThere, ArticleGone.

        ``seen``: the marks of the notices that somebody was shown, or LookAgain is raised; None: it isn't looked over.
        """
        async with self._desk.change(server_id, who) as change:
            fact = await new_fact(change, kind, article_id, given, "published", seen=seen)
            return await finish(change, who, "fact added", fact)

    async def edit(
        self,
        server_id: int,
        who: Who,
        fact_id: int,
        given: Mapping[str, Any],
        base: int | None,
        *,
        seen: Collection[str] | None = None,
        reviewed: bool = False,
    ) -> Done:
        """Change a fact's fields; those that are not given stay. A draft is published by it.

        The translation of a field that changes goes with what it said.

        ``base``: the number of the change that last wrote the fact when it was shown; None overwrites whatever is
        there. ``seen``: as for ``add``; what was noticed of a fact before isn't pointed out again where it is
        published, or ``reviewed``: a draft that was shown with it.
        Raises EditedMeanwhile, NothingToChange, NoSuchFact, FactThere, LookAgain and what ``build_content`` raises.
        """
        async with self._desk.change(server_id, who) as change:
            fact = await require_fact(change, fact_id)
            if base is not None and fact.written != base:
                raise EditedMeanwhile(fact_id)
            grounds = Grounds((await require_article(change, fact.article_id)).article)
            content = build_content(fact.content.kind, _merged(fact, given, grounds.body), grounds)
            content, untranslated = carried(fact.content, content)
            await require_new(change, fact.article_id, content, besides=fact.id)
            draft = fact.state == "draft"
            after = alter(change, fact, content=content, state="published" if draft else fact.state)
            if not change.rows:
                raise NothingToChange
            if seen is not None:
                looked = partial(look, change, fact.article_id, grounds=grounds, besides=fact.id)
                known = (await looked(fact.content)).marks if reviewed or fact.state == "published" else ()
                require_seen(await looked(content), {*seen, *known}, grounds.body)
            if draft:
                done = await finish_decision(change, who, "approved", after, otherwise="fact edited")
            else:
                done = await finish(change, who, "fact edited", after)
        return replace(done, untranslated=untranslated)

    async def retire(self, server_id: int, who: Who, fact_id: int) -> Done:
        """Take a fact out of the answers. It stays in the list and can be restored."""
        async with self._desk.change(server_id, who) as change:
            fact = await fact_in(change, fact_id, "draft", "published")
            return await finish(change, who, "fact retired", alter(change, fact, state="retired"))

    async def restore(self, server_id: int, who: Who, fact_id: int) -> Done:
        """Publish a retired fact again, if its quote stands. Raises QuoteMissing, QuoteCut, QuoteTwice, FactThere."""
        async with self._desk.change(server_id, who) as change:
            after = await publish(change, await fact_in(change, fact_id, "retired"))
            await decide(change, fact_id, "approved")
            return await finish(change, who, "fact restored", after)

    async def move(self, server_id: int, who: Who, fact_id: int, *, up: bool) -> Done:
        """Have a fact change places with the published fact before it (or after it) in the same part of an answer."""
        async with self._desk.change(server_id, who) as change:
            fact = await fact_in(change, fact_id, "published")
            group = _group(fact.content)
            row = [f for f in await change.facts(fact.article_id, "published") if _group(f.content) == group]
            at = [f.id for f in row].index(fact_id)
            other = at - 1 if up else at + 1
            if not 0 <= other < len(row):
                raise AtTheEnd(up)
            after = alter(change, fact, position=row[other].position)
            alter(change, row[other], position=fact.position)
            return await finish(change, who, "fact moved", after, up=up)


# --- what every change of a fact is made of ---------------------------------------------------


async def new_fact(
    change: Change,
    kind: Kind,
    article_id: int,
    given: Mapping[str, Any],
    state: State,
    *,
    seen: Collection[str] | None = None,
) -> FactRow:
    """Add a fact with the next number and place. Raises FactThere where the very same fact is there already.

    ``seen``: as for ``FactRules.add``. What a draft is like is for who reviews it; its writer is told of half a value
    alone. Raises LookAgain.
    """
    grounds = Grounds((await require_article(change, article_id)).article)
    content = build_content(kind, given, grounds)
    await require_new(change, article_id, content)
    if seen is not None:
        draft = state == "draft"
        notices = notices_of(content, grounds) if draft else await look(change, article_id, content, grounds)
        require_seen(notices, seen, grounds.body)
    fact_id = await change.next_fact_ids(1)
    position = await change.last_position(article_id) + 1
    fact = FactRow(id=fact_id, article_id=article_id, state=state, position=position, content=content)
    change.add_fact(fact)
    return fact


async def require_new(change: Change, article_id: int, content: Content, besides: int | None = None) -> None:
    """Require that no other fact of the article is the very same. Raises FactThere."""
    if await change.has_content(article_id, content, besides):
        raise FactThere


async def fact_in(change: Change, fact_id: int, *states: State) -> FactRow:
    """Find a fact in one of these states. Raises NoSuchFact, StateWrong."""
    fact = await require_fact(change, fact_id)
    if fact.state not in states:
        raise StateWrong(fact.state)
    return fact


def alter(change: Change, fact: FactRow, **values: Any) -> FactRow:
    """Change some of a fact. Returns it as it is then."""
    after = fact.model_copy(update=values)
    change.set_fact(fact, after)
    return after


async def publish(change: Change, fact: FactRow) -> FactRow:
    """Publish a fact as it is, with its quote where it stands now.

    Raises QuoteMissing, QuoteCut, QuoteTwice, FactThere.
    """
    content = await standing_content(change, fact)
    await require_new(change, fact.article_id, content, besides=fact.id)
    return alter(change, fact, state="published", content=content)


async def finish(change: Change, who: Who, action: str, fact: FactRow, role: Role | None = None, **detail: Any) -> Done:
    """Write a change of a fact, with its line in the history; the fact gets the numbers that the change gave it.

    ``role``: that of the person here, where it isn't a moderator's.
    """
    entry = await change.record(
        role or role_of(who), who.id, action, article_id=fact.article_id, fact_id=fact.id, detail=detail
    )
    own = next((row.after or {} for row in entry.rows if row.table == "fact" and row.id == fact.id), None)
    numbers = {} if own is None else {"changed": entry.id}
    if own and "content" in own:
        numbers["written"] = entry.id
    return Done(entry, fact.model_copy(update=numbers))


async def finish_decision(
    change: Change, who: Who, decision: str, fact: FactRow, *, otherwise: str, **detail: Any
) -> Done:
    """Decide on a suggestion that waits, and write that; ``otherwise``: the action where the draft was none."""
    if not await waits(change, fact.id):
        return await finish(change, who, otherwise, fact)
    await decide(change, fact.id, decision, detail.get("reason"))
    return await finish(change, who, f"suggestion {decision}", fact, decision=decision, **detail)


def _merged(fact: FactRow, given: Mapping[str, Any], body: Body) -> dict[str, Any]:
    """Put what was given over what is there. A quote that stays as it is keeps its place too."""
    fields = {**written(fact.content), **given}
    same = normalise(str(fields.get("quote") or "")) == normalise(fact.content.quote.text)
    if "place" not in given and same and stands(fact.content, body):
        with suppress(Refusal):
            fields["place"] = place_of(body, fact.content.quote)
    return fields


def _group(content: Content) -> tuple[str, str]:
    return content.kind, part_of(content)
