"""Looking a fact over before it is published: what is worth a look is pointed out, and forbids nothing."""

from collections.abc import Collection
from contextlib import suppress
from typing import Any

from bot.core.model.errors.facts import PlaceUnknown
from bot.core.model.errors.notices import LookAgain
from bot.core.model.fact import Content
from bot.core.model.grounds import Grounds
from bot.core.model.notices import Notices, notices_of
from bot.core.model.quotes import Body
from bot.core.rules.anchors import place_of
from bot.core.store.change import Change


async def look(
    change: Change,
    article_id: int,
    content: Content,
    grounds: Grounds,
    *,
    besides: int | None = None,
) -> Notices:
    """Look a fact of an article over, beside the others that are published or drafts. ``besides``: its own number."""
    there = await change.facts(article_id, "published", "draft", kind=content.kind)
    others = [fact for fact in there if fact.id != besides]
    published = [fact.content for fact in others if fact.state == "published"]
    return notices_of(content, grounds, published, [fact.content for fact in others if fact.state == "draft"])


def require_seen(notices: Notices, seen: Collection[str], body: Body) -> None:
    """Require that somebody has seen all that is noticed of a fact, by its marks. Raises LookAgain."""
    if notices.besides(seen):
        raise LookAgain(notices, fuller_fields(notices, body))


def fuller_fields(notices: Notices, body: Body) -> dict[str, Any]:
    """Write down the fields of a fact that differ once its value has its qualifier; none where it leaves none out."""
    fuller = notices.fuller
    if fuller is None:
        return {}
    fields: dict[str, Any] = {"value": fuller.value}
    if fuller.quote != notices.content.quote:
        fields["quote"] = fuller.quote.text
        with suppress(PlaceUnknown):  # then the form asks which place is meant
            fields["place"] = place_of(body, fuller.quote)
    return fields
