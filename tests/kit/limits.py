"""What Discord refuses and SimCord takes: held against every message that the bot sent in a test."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from simcord import HttpLogEntry

from tests.kit.classroom import walk

COMPONENTS = 40
CHARACTERS = 4_000
CUSTOM_ID = 100
LABEL = 80
ADDRESS = re.compile(r"https?://([a-z0-9-]+\.)+[a-z0-9-]+(:[0-9]+)?([/?#][!-~]*)?")
ADDRESS_MOST = 512


def check_message(components: list[dict[str, Any]]) -> None:
    """Raises AssertionError where a message is over a limit or has two buttons with one ``custom_id``."""
    every = list(walk(components))
    texts = [part["content"] for part in every if part["type"] == 10]
    ids = [part["custom_id"] for part in every if "custom_id" in part]
    assert len(every) <= COMPONENTS
    assert all(texts), "a text that is empty"
    assert sum(len(text.encode("utf-16-le")) // 2 for text in texts) <= CHARACTERS
    assert len(set(ids)) == len(ids), "two buttons with one custom_id"
    assert all(len(custom_id.encode("utf-16-le")) // 2 <= CUSTOM_ID for custom_id in ids)
    assert all(1 <= len(part["label"]) <= LABEL for part in every if "label" in part)
    addresses = [part["url"] for part in every if part["type"] == 2 and "url" in part]
    assert all(ADDRESS.fullmatch(url) and len(url) <= ADDRESS_MOST for url in addresses), addresses


def check_messages(requests: Iterable[HttpLogEntry]) -> int:
    """Checks every message that was sent or edited; returns how many."""
    count = 0
    for request in requests:
        body: Any = request.json
        message = body.get("data", body) if isinstance(body, Mapping) else None
        if isinstance(message, Mapping) and message.get("components"):
            check_message(list(message["components"]))
            count += 1
    return count
