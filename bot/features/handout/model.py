"""A page for class: what stands on a handout, chosen from an article's published facts and bounded.

Every line has marks such as ``¶ 6a``: the paragraph that its quote stands in, and which of the passages that are
printed from there. Quotes that overlap are printed once, as the one passage that they make together.

Poems keep their line breaks. Prose whose lines were broken at some width, as in a file of plain text, is broken anew.
"""

from collections.abc import Mapping, Sequence

from bot.core.model.article import ArticleCard
from bot.core.model.fact import TITLE, Content, Fact, Figure, Passage, Person, Question, Shelf, SummaryPoint
from bot.core.model.relative_dates import is_undated
from bot.core.templates.prompts import Prompts
from bot.features.handout.contexts import Handout, HandoutLine, HandoutSection, HandoutSource
from bot.features.handout.errors import HandoutEmpty

_WRAPPED = 60  # characters: longer lines are those of prose
FORMATS = ("pdf", "markdown")
# The share of each section, so that an article with thousands of facts still makes a paper that can be handed out.
# What a section leaves of its share goes to those that have more.
SECTION_MOST = {"summary": 12, "numbers": 10, "people": 12, "opening": 4, "core": 6, "closing": 4}


def make_handout(shelf: Shelf) -> Handout:
    """Make the handout of an article. Raises HandoutEmpty where nothing about it is published."""
    chosen: dict[str, list[Fact]] = {name: [] for name in SECTION_MOST}
    lengths = {fact.content.length for fact in shelf.facts if isinstance(fact.content, SummaryPoint)}
    length = "full" if "full" in lengths else "brief"
    for fact in shelf.facts:
        if not isinstance(fact.content, SummaryPoint) or fact.content.length == length:
            chosen[_section(fact.content)].append(fact)
    shown = _with_room(chosen)
    spans = _merged([p for facts in shown.values() for fact in facts for p in fact.content.quote.passages])
    marks = _marks(spans)
    words_of = _flat if _is_wrapped(spans) else _lines
    lines = {name: tuple(_line(shelf.card, f.content, spans, marks) for f in facts) for name, facts in shown.items()}
    sections = tuple(
        HandoutSection(name, lines[name], len(chosen[name]) - len(facts)) for name, facts in shown.items() if facts
    )
    if not sections:
        raise HandoutEmpty(shelf.card.title)
    return Handout(shelf.card, sections, tuple(HandoutSource(marks[_place(p)], words_of(p.text)) for p in spans))


def _with_room(chosen: Mapping[str, Sequence[Fact]]) -> dict[str, Sequence[Fact]]:
    """Choose the facts that have room: the share of each section, and of the others' what they leave."""
    free = sum(max(0, most - len(chosen[name])) for name, most in SECTION_MOST.items())
    shown: dict[str, Sequence[Fact]] = {}
    for name, most in SECTION_MOST.items():
        shown[name] = chosen[name][: most + free]
        free -= max(0, len(shown[name]) - most)
    return shown


def _section(content: Content) -> str:
    match content:
        case Figure():
            return "numbers"
        case Person():
            return "people"
        case Question():
            return content.stage
        case SummaryPoint():
            return "summary"


def _is_wrapped(spans: Sequence[Passage]) -> bool:
    """Tell whether the lines of an article were broken at some width, rather than by a poet."""
    lines = [line for span in spans if "\n" in span.text for line in span.text.split("\n")]
    return any(len(line) > _WRAPPED for line in lines)


def _flat(text: str) -> str:
    """Put a text on one line: on paper, lines are broken anew."""
    return " ".join(text.split())


def _lines(text: str) -> str:
    """Keep the line breaks of a text, each once."""
    return "\n".join(_flat(line) for line in text.split("\n") if line.strip())


def _line(
    card: ArticleCard, content: Content, spans: Sequence[Passage], marks: Mapping[tuple[int, int], str]
) -> HandoutLine:
    given: dict[str, str | None] = {"speaker": content.speaker}
    match content:
        case Figure():
            given |= {"lead": content.value, "text": content.counts, "as_of": content.as_of}
        case Person():
            given |= {"lead": content.name, "text": content.text, "role": content.role}
        case Question():
            given |= {"text": content.text, "stem": content.stem}
        case SummaryPoint():
            given |= {"text": content.text}
    text = _lines(given.pop("text") or "")
    flat = {name: _flat(text) if text else None for name, text in given.items()}
    found = (
        next(s for s in spans if _in_title(s) == _in_title(p) and s.start <= p.start and p.end <= s.end)
        for p in content.quote.passages
    )
    stands = tuple(dict.fromkeys(marks[_place(span)] for span in found))
    return HandoutLine(text, stands, **flat, undated=is_undated(content, card.language, card.date))


def _in_title(passage: Passage) -> bool:
    return passage.paragraph == TITLE


def _place(passage: Passage) -> tuple[int, int]:
    """Return what orders passages as they are read: those of the title, then the body's."""
    return not _in_title(passage), passage.start


def _merged(passages: Sequence[Passage]) -> list[Passage]:
    """Order the passages as the article does, those that overlap as one."""
    merged: list[Passage] = []
    for passage in sorted(passages, key=lambda p: (*_place(p), -p.end)):
        last = merged[-1] if merged else None
        if last is None or _in_title(last) != _in_title(passage) or passage.start >= last.end:
            merged.append(passage)
        elif passage.end > last.end:
            text = last.text + passage.text[last.end - passage.start :]
            merged[-1] = last.model_copy(update={"text": text, "end": passage.end})
    return merged


def _marks(spans: Sequence[Passage]) -> dict[tuple[int, int], str]:
    """Make a mark for each passage, by its place: the paragraph, with a letter where more are printed from there.

    The paragraph of the title is 0.
    """
    marks: dict[tuple[int, int], str] = {}
    for paragraph in dict.fromkeys(span.paragraph for span in spans):
        places = [_place(span) for span in spans if span.paragraph == paragraph]
        for i, place in enumerate(places):
            marks[place] = f"{paragraph}{_letter(i)}" if len(places) > 1 else str(paragraph)
    return marks


def _letter(index: int) -> str:
    """Count in letters: a to z, then aa, ab and so on."""
    before, last = divmod(index, 26)
    return (_letter(before - 1) if before else "") + chr(ord("a") + last)


def handout_markdown(prompts: Prompts, handout: Handout) -> str:
    """Write the handout as CommonMark, in the language of the templates."""
    return prompts.render("handout", "page", handout) + "\n"
