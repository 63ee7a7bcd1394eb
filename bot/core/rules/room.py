"""How many articles and facts a server may have, held at the end of every change that adds some."""

from bot.core.model.bounds import ARTICLES_MOST, FACTS_EVER_MOST, FACTS_MOST
from bot.core.model.changes import RowChange
from bot.core.model.errors.changes import ArticlesTooMany
from bot.core.model.errors.facts import FactsTooMany
from bot.core.store.change import Change


async def hold_room(change: Change) -> None:
    """Raise FactsTooMany or ArticlesTooMany where a change would add more than there is room for."""
    more = [row.id for row in change.rows if row.table == "fact" and _comes(row, "state", "retired")]
    for now, ever in (await change.counts(more)).values():
        if now > FACTS_MOST:
            raise FactsTooMany(now, FACTS_MOST)
        if ever > FACTS_EVER_MOST:
            raise FactsTooMany(ever, FACTS_EVER_MOST, ever=True)
    comes = any(row.table == "article" and _comes(row, "archived", True) for row in change.rows)
    if comes and await change.article_count() > ARTICLES_MOST:
        raise ArticlesTooMany(ARTICLES_MOST)


def _comes(row: RowChange, column: str, away: object) -> bool:
    """Tell whether a row is added or comes back, whatever it says of what it was."""
    return row.before is None or (row.before.get(column) == away and (row.after or {}).get(column) != away)
