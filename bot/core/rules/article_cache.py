"""What servers were answered from last, kept in memory: bounded, and shared by servers whose facts tell the same.

Most servers have the built-in article as it came. What their shelves tell is equal, so that ten thousand of them take
the room of one, and each only has its own numbers; a server that changes a fact has a shelf of its own from then on.
"""

from collections.abc import Sequence

from cachetools import LRUCache

from bot.core.model.fact import Shelf, Told

SERVERS = 20_000
FACTS = 5_000
"""How many facts are kept in all, one in two languages counted twice: about 2 kB each, so 10 MB at the very most."""

_Place = tuple[str, int, int | Sequence[int]]
"""The digest of a shelf, its article's number, and its facts': the first one where the others follow it."""


def _weight(told: Told) -> int:
    translated = sum(len(content.translations) for content in told.contents if content.translations)
    return len(told.contents) + translated + 1


def _shelf(told: Told, place: _Place) -> Shelf:
    _, article_id, ids = place
    return Shelf(told, article_id, range(ids, ids + len(told.contents)) if isinstance(ids, int) else ids)


class Shelves:
    """The shelves that were used last, by server and article."""

    def __init__(self, servers: int = SERVERS, facts: int = FACTS) -> None:
        self._places: LRUCache[int, dict[int | None, _Place]] = LRUCache(servers)
        self._told: LRUCache[str, Told] = LRUCache(facts, getsizeof=_weight)

    @property
    def servers(self) -> list[int]:
        """The servers of which anything is in memory."""
        return list(self._places)

    def get(self, server_id: int, article_id: int | None) -> Shelf | None:
        """Return the shelf of an article of a server (None: of its current one), if it is in memory."""
        place = self._places.get(server_id, {}).get(article_id)
        told = None if place is None else self._told.get(place[0])
        return None if place is None or told is None else _shelf(told, place)

    def put(self, server_id: int, article_id: int | None, shelf: Shelf) -> Shelf:
        """Keep a shelf. Returns it with what was told the same before, if anything was."""
        told, ids = shelf.told, shelf.fact_ids
        if _weight(told) <= self._told.maxsize:
            told = self._told.setdefault(told.digest, told)
        first = ids[0] if ids else 0
        following = list(ids) == list(range(first, first + len(ids)))
        place = (told.digest, shelf.article_id, first if following else tuple(ids))
        self._places.setdefault(server_id, {})[article_id] = place
        return _shelf(told, place)

    def forget(self, server_id: int) -> None:
        """Leave what the server was answered from: something in it has changed."""
        self._places.pop(server_id, None)
