"""What is worth a look before a fact is published, though nothing forbids it: half a value, and facts like it."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from hashlib import blake2b

from bot.core.model.fact import Content, Figure
from bot.core.model.grounds import Grounds
from bot.core.model.likeness import alike
from bot.core.model.qualifiers import fuller_figure
from bot.core.model.translations import bare


@dataclass(frozen=True)
class Notices:
    """What is noticed of a fact; false where there is nothing.

    ``fuller``: the fact with the qualifier that its value leaves out; ``published`` and ``waiting``: facts like it that
    are in the answers already, or drafts.
    """

    content: Content
    fuller: Figure | None = None
    published: tuple[Content, ...] = ()
    waiting: tuple[Content, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.fuller or self.published or self.waiting)

    @property
    def marks(self) -> frozenset[str]:
        """A short mark of each notice, the same as long as it says the same."""
        said = [*([self.fuller] if self.fuller else []), *self.published, *self.waiting]
        return frozenset(_mark(content) for content in said)

    def besides(self, seen: Collection[str]) -> bool:
        """Tell whether there is a notice that somebody hasn't seen, by its mark."""
        return not self.marks <= set(seen)


def notices_of(
    content: Content, grounds: Grounds, published: Iterable[Content] = (), waiting: Iterable[Content] = ()
) -> Notices:
    """Look a fact over beside the other facts of its article."""
    there, drafts = list(published), list(waiting)
    among = [_like(content, others) for others in (there, drafts)]
    return Notices(content, _fuller(content, grounds), *among)


def notices_within(contents: Sequence[Content], grounds: Grounds, new: Iterable[int]) -> list[Notices]:
    """Look over those of an article's facts that are new, by their numbers; what has no notice is left out.

    Of two that are alike, the later one is named.
    """
    wanted = set(new)
    found: list[Notices] = []
    for i, others in enumerate(alike(contents, wanted)):
        like = tuple(contents[other] for other in others)
        notices = Notices(contents[i], _fuller(contents[i], grounds) if i in wanted else None, like)
        if notices:
            found.append(notices)
    return found


def _like(content: Content, others: Sequence[Content]) -> tuple[Content, ...]:
    return tuple(others[i] for i in alike([*others, content], [len(others)])[-1])


def _fuller(content: Content, grounds: Grounds) -> Figure | None:
    return fuller_figure(content, grounds.body, grounds.article.language)


def _mark(content: Content) -> str:
    return blake2b(bare(content).model_dump_json().encode("utf-8", "replace"), digest_size=6).hexdigest()
