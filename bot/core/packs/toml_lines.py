"""On which line of a TOML text each fact and each of its keys stands; ``tomllib`` doesn't say."""

import re
from dataclasses import dataclass, field

_TABLE = re.compile(r"\s*\[\[?\s*\"?([\w-]+)\"?\s*\]\]?")
# A table under a fact, as the one that has its texts in another language: [summary.es]
_UNDER = re.compile(r"\s*\[\s*[\w-]+\s*\.\s*\"?([\w-]+)\"?\s*\]")
_KEY = re.compile(r"\s*\"?([\w-]+(?:\.[\w-]+)?)\"?\s*=\s*(.*)")


@dataclass
class FactLines:
    """``top``: the first line that names a kind; ``facts``: by kind, the lines of each fact's keys."""

    top: dict[str, int] = field(default_factory=dict)
    facts: dict[str, list[dict[str, int]]] = field(default_factory=dict)

    def line(self, kind: str, number: int, key: str) -> int | None:
        """Find the line of a key of the nth fact of a kind, or of the table that it is in, or of the fact's heading."""
        facts = self.facts.get(kind, [])
        if number > len(facts):
            return self.top.get(kind)
        keys = facts[number - 1]
        return keys.get(key) or keys.get(key.partition(".")[0]) or keys[""]


def fact_lines(text: str) -> FactLines:
    """Find where the facts of a text that ``tomllib`` accepts stand. Lines count from 1."""
    lines = FactLines()
    keys: dict[str, int] = {}
    under = ""  # what the keys of a table under a fact begin with
    inside: str | None = None  # the mark that ends the multi-line string that we are in
    for number, line in enumerate(text.split("\n"), 1):
        if inside is not None:
            inside = None if inside in line else inside
        elif table := _TABLE.match(line):
            keys, under = {"": number}, ""
            lines.top.setdefault(table[1], number)
            lines.facts.setdefault(table[1], []).append(keys)
        elif table := _UNDER.match(line):
            keys.setdefault(table[1], number)
            under = f"{table[1]}."
        elif entry := _KEY.match(line):
            keys.setdefault(under + entry[1], number)
            if not lines.facts:
                lines.top.setdefault(entry[1], number)
            mark = entry[2][:3]
            if mark in ('"""', "'''") and mark not in entry[2][3:]:
                inside = mark
    return lines
