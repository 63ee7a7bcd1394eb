"""Facts of one article that say much the same: of one kind, with one value or name, or on words that overlap."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence

from bot.core.model.changes import part_of
from bot.core.model.fact import Content, Figure, Person
from bot.core.model.quotes import stands_in
from bot.core.model.search import folded

MOST = 3
"""How many are named of those that one is like."""
_TRIED_MOST = 20
_AROUND_NAME = ".,()[]\"'"


def alike(contents: Sequence[Content], new: Collection[int]) -> list[list[int]]:
    """Find for each of these facts which of those before it are like it, by their numbers: the first few of them.

    Of two that are alike one is among the ``new``. The points of a summary are compared within one length. Two people
    whose words overlap may be two all the same, so people are alike where their names overlap too.
    """
    found: list[set[int]] = [set() for _ in contents]
    groups: defaultdict[tuple[str, str], list[int]] = defaultdict(list)
    for i, content in enumerate(contents):
        groups[content.kind, _group(content)].append(i)
    for numbers in groups.values():
        if not set(numbers).isdisjoint(new):
            for pair in (*_on_the_same_words(contents, numbers, new), *_of_the_same_value(contents, numbers, new)):
                found[max(pair)].add(min(pair))
    return [sorted(numbers)[:MOST] for numbers in found]


def _group(content: Content) -> str:
    """Tell which facts of its kind a fact is compared with: of people, those of one surname."""
    if isinstance(content, Person):
        return folded(content.name).split(" ")[-1].strip(_AROUND_NAME)
    return part_of(content) if content.kind == "summary" else ""


def _on_the_same_words(
    contents: Sequence[Content], numbers: Iterable[int], new: Collection[int]
) -> Iterator[tuple[int, int]]:
    """Give pairs of facts of which a passage overlaps: for each new fact that has any at least one of them.

    In one sweep over the text, in which only the passages that reach farthest are looked back at.
    """
    reaching: dict[bool, list[tuple[int, int]]] = {}
    # A passage in paragraph 0 would be of the title, and count from the start of that.
    spans = sorted((min(p.paragraph, 1), p.start, p.end, i) for i in numbers for p in contents[i].quote.passages)
    within = None
    for text, start, end, i in spans:
        if text != within:
            within, reaching = text, {True: [], False: []}
        is_new = i in new
        for far, other in (*reaching[True], *(reaching[False] if is_new else ())):
            if far > start and other != i and _may_be_one(contents[i], contents[other]):
                yield i, other
        reaching[is_new] = sorted([*reaching[is_new], (end, i)], reverse=True)[: MOST + 1]


def _may_be_one(one: Content, other: Content) -> bool:
    if isinstance(one, Person) and isinstance(other, Person):
        return _within(folded(one.name), folded(other.name))
    return True


def _of_the_same_value(
    contents: Sequence[Content], numbers: Iterable[int], new: Collection[int]
) -> Iterator[tuple[int, int]]:
    """Give pairs of figures of which one's value stands in the other's."""
    by_word: dict[bool, defaultdict[str, dict[str, int]]] = {True: defaultdict(dict), False: defaultdict(dict)}
    for i in numbers:
        content, is_new = contents[i], i in new
        if not isinstance(content, Figure):
            continue
        value = folded(content.value)
        words = set(value.split())
        for word in {word for word in words if any(c.isdigit() for c in word)} or words:
            others = [*by_word[True][word].items(), *(by_word[False][word].items() if is_new else ())]
            yield from ((i, first) for other, first in others[:_TRIED_MOST] if _within(value, other))
            by_word[is_new][word].setdefault(value, i)


def _within(one: str, other: str) -> bool:
    return stands_in(one, other) or stands_in(other, one)
