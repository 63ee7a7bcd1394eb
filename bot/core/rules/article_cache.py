"""What servers were answered from last, kept in memory: bounded, and shared by servers whose facts are the same.

Most servers have the built-in article as it came. Their shelves are equal, ids and all, so that ten thousand of them
take the room of one; a server that changes a fact has a shelf of its own from then on.
"""

from cachetools import LRUCache

from bot.core.model.fact import Shelf

SERVERS = 20_000
FACTS = 5_000
"""How many facts are kept in all, one in two languages counted twice: about 2 kB each, so 10 MB at the very most."""


def _weight(shelf: Shelf) -> int:
    translated = sum(len(fact.content.translations) for fact in shelf.facts if fact.content.translations)
    return len(shelf.facts) + translated + 1


class Shelves:
    """The shelves that were used last, by server and article."""

    def __init__(self, servers: int = SERVERS, facts: int = FACTS) -> None:
        self._digests: LRUCache[int, dict[int | None, str]] = LRUCache(servers)
        self._shelves: LRUCache[str, Shelf] = LRUCache(facts, getsizeof=_weight)

    @property
    def servers(self) -> list[int]:
        """The servers of which anything is in memory."""
        return list(self._digests)

    def get(self, server_id: int, article_id: int | None) -> Shelf | None:
        """Return the shelf of an article of a server (None: of its current one), if it is in memory."""
        digests = self._digests.get(server_id)
        if digests is None or article_id not in digests:
            return None
        return self._shelves.get(digests[article_id])

    def put(self, server_id: int, article_id: int | None, shelf: Shelf) -> Shelf:
        """Keep a shelf. Returns the equal one that was there before, if there is one."""
        self._digests.setdefault(server_id, {})[article_id] = shelf.digest
        if _weight(shelf) <= self._shelves.maxsize:
            return self._shelves.setdefault(shelf.digest, shelf)
        return shelf

    def forget(self, server_id: int) -> None:
        """Leave what the server was answered from: something in it has changed."""
        self._digests.pop(server_id, None)
