"""From what somebody wrote down to an article: the one place where an article's own fields are checked.

Packs, forms and uploads all come through here, so that no way in is laxer than another (as facts through
``facts.build_content``). What comes out can be written as a pack and read back the same.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Mapping, Sequence
from itertools import count
from typing import Any

from bot.core.model.article import BODY_MOST, LINK_MOST, NOTE_MOST, TITLE_MOST, Article
from bot.core.model.errors.articles import BodyEmpty, ParagraphUnknown, RemarksTooMany
from bot.core.model.errors.facts import ControlCharacter, FieldMissing, FieldUnknown, FieldWrong, TooLong
from bot.core.model.fact import SHORT_MOST
from bot.core.model.quotes import paragraph_spans, unify_lines

# The fields that are text, with their most characters, in the order in which a pack has them.
ARTICLE_FIELDS: dict[str, int] = {
    "title": TITLE_MOST,
    "language": 20,
    "source": SHORT_MOST,
    "link": LINK_MOST,
    "byline": SHORT_MOST,
    "date": SHORT_MOST,
    "content_note": NOTE_MOST,
}
REMARKS_MOST = 1_000
SLUG_MOST = 60
_UNFIT = re.compile(r"[\x00-\x1f\ud800-\udfff]")
_UNFIT_IN_LINES = re.compile(r"[\x00-\x08\x0b-\x1f\ud800-\udfff]")


def build_article(fields: Mapping[str, Any], body: str, remarks: Sequence[int] = ()) -> Article:
    """The article that these fields, this text and these paragraphs of remarks make.

    Raises a Refusal: FieldUnknown, FieldMissing, FieldWrong, TooLong, ControlCharacter, BodyEmpty,
    ParagraphUnknown or RemarksTooMany.
    """
    given = {name: text for name, value in fields.items() if (text := check_field(name, value)) is not None}
    if "title" not in given:
        raise FieldMissing("title")
    checked = check_body(body)
    own: dict[str, Any] = {**given, "remarks": check_remarks(remarks, len(paragraph_spans(checked)))}
    return Article(body=checked, **own)


def check_field(name: str, value: object) -> str | None:
    """A text field as an article keeps it: on one line; None where it is empty. Raises a Refusal naming it."""
    if name not in ARTICLE_FIELDS:
        raise FieldUnknown(name, tuple(ARTICLE_FIELDS))
    if value is None:
        return None
    if not isinstance(value, str):
        raise FieldWrong(name, "text")
    lines = unify_lines(value)
    if (at := find_control(lines, lines=True)) is not None:
        raise ControlCharacter(codepoint(lines[at]), name)
    text = " ".join(lines.split())
    if len(text) > ARTICLE_FIELDS[name]:
        raise TooLong(name, len(text), ARTICLE_FIELDS[name])
    if name == "link" and text and not text.startswith(("https://", "http://")):
        raise FieldWrong(name, "address")
    return text or None


def check_body(body: str) -> str:
    """A text as an article keeps it: lines end as LF, no empty line around it. Raises a Refusal naming it."""
    text = unify_lines(body).strip("\n")
    if (at := find_control(text, lines=True)) is not None:
        raise ControlCharacter(codepoint(text[at]), "body")
    if not text.strip():
        raise BodyEmpty
    if len(text) > BODY_MOST:
        raise TooLong("body", len(text), BODY_MOST)
    return text


def check_remarks(remarks: Sequence[int], paragraphs: int) -> tuple[int, ...]:
    """The remarks in order, each once. Raises ParagraphUnknown for the first that isn't there, RemarksTooMany."""
    for number in remarks:
        if not 1 <= number <= paragraphs:
            raise ParagraphUnknown(number, paragraphs)
    kept = tuple(sorted(set(remarks)))
    if len(kept) > REMARKS_MOST:
        raise RemarksTooMany(len(kept), REMARKS_MOST)
    return kept


def find_control(text: str, *, lines: bool = False) -> int | None:
    """Where the first character stands that can't be shown or stored: a control character, half a surrogate pair.

    ``lines``: the text may have line ends and tabs.
    """
    found = (_UNFIT_IN_LINES if lines else _UNFIT).search(text)
    return found.start() if found else None


def codepoint(character: str) -> str:
    """A character's number as people write it, such as U+0007."""
    return f"U+{ord(character):04X}"


def slugify(title: str, taken: Collection[str] = ()) -> str:
    """A short name made of a title: ASCII letters, digits and hyphens, and a number where it is taken."""
    letters = unicodedata.normalize("NFKD", title).casefold()
    bare = "".join(c for c in letters if c not in "'’" and not unicodedata.combining(c))
    base = re.sub(r"[^a-z0-9]+", "-", bare).strip("-")
    if len(base) > SLUG_MOST:  # cut at a word's end where there is one
        base = base[: SLUG_MOST + 1].rpartition("-")[0] or base[:SLUG_MOST]
    base = base or "article"
    if base not in taken:
        return base
    for number in count(2):
        ending = f"-{number}"
        if (slug := base[: SLUG_MOST - len(ending)].rstrip("-") + ending) not in taken:
            return slug
    raise AssertionError  # count never ends
