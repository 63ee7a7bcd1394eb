"""From what somebody wrote down to an article: the one place where an article's own fields are checked.

Packs, forms and uploads all come through here, so that no way in is laxer than another (as facts through
``fact_fields.build_content``). What comes out can be written as a pack and read back the same.
"""

import re
import unicodedata
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from bot.core.model.article import LINK_MOST, NOTE_MOST, TITLE_MOST, Article
from bot.core.model.bounds import BODY_MOST, PARAGRAPHS_MOST
from bot.core.model.errors import facts as errors
from bot.core.model.fact import SHORT_MOST
from bot.core.model.fact_fields import Field, clean_lines, clean_text
from bot.core.model.languages import language_code
from bot.core.model.links import web_address
from bot.core.model.quotes import paragraph_spans
from bot.core.model.unseen import AROUND_LINES, is_blank

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


def build_article(fields: Mapping[str, Any], body: str, remarks: Sequence[int] = ()) -> Article:
    """Build the article that these fields, this text and these paragraphs of remarks make.

    Raises a Refusal: FieldUnknown, FieldMissing, FieldWrong, TooLong, ControlCharacter, LanguageWrong,
    BodyEmpty, ParagraphsTooMany, ParagraphUnknown or RemarksTooMany.
    """
    given = {name: text for name, value in fields.items() if (text := check_field(name, value)) is not None}
    if "title" not in given:
        raise errors.FieldMissing("title")
    checked = check_body(body)
    return Article(body=checked, remarks=check_remarks(remarks, len(paragraph_spans(checked))), **given)


def check_field(name: str, value: object) -> str | None:
    """Check a text field. Returns it on one line; None where it is empty. Raises a Refusal that names it."""
    if name not in ARTICLE_FIELDS:
        raise errors.FieldUnknown(name, tuple(ARTICLE_FIELDS))
    text = clean_text(name, Field(ARTICLE_FIELDS[name]), value)
    if name == "link" and text and web_address(text) is None:
        raise errors.FieldWrong(name, "address")
    if name == "language" and text:
        if (code := language_code(text)) is None:
            raise errors.LanguageWrong(text)
        return code
    return text


def check_body(body: str) -> str:
    """Check a text. Returns it with LF at the ends of lines and nothing empty around it. Raises a Refusal."""
    text = clean_lines(body, "body").strip(AROUND_LINES)
    if is_blank(text):
        raise errors.BodyEmpty
    if len(text) > BODY_MOST:
        raise errors.TooLong("body", len(text), BODY_MOST)
    if (count := len(paragraph_spans(text))) > PARAGRAPHS_MOST:
        raise errors.ParagraphsTooMany(count, PARAGRAPHS_MOST)
    return text


def check_remarks(remarks: Sequence[int], paragraphs: int) -> tuple[int, ...]:
    """Check the remarks. Returns them in order, each once. Raises ParagraphUnknown, RemarksTooMany."""
    for number in remarks:
        if not 1 <= number <= paragraphs:
            raise errors.ParagraphUnknown(number, paragraphs)
    kept = tuple(sorted(set(remarks)))
    if len(kept) > REMARKS_MOST:
        raise errors.RemarksTooMany(len(kept), REMARKS_MOST)
    return kept


def slugify(title: str, taken: Collection[str] = ()) -> str:
    """Return a short name made of a title: ASCII letters, digits and hyphens, and a number where it is taken."""
    letters = unicodedata.normalize("NFKD", title).casefold()
    bare = "".join(c for c in letters if c not in "'’" and not unicodedata.combining(c))
    base = re.sub(r"[^a-z0-9]+", "-", bare).strip("-")
    if len(base) > SLUG_MOST:  # cut at a word's end where there is one
        base = base[: SLUG_MOST + 1].rpartition("-")[0] or base[:SLUG_MOST]
    slug = base = base or "article"
    number = 1
    while slug in taken:
        number += 1
        ending = f"-{number}"
        slug = base[: SLUG_MOST - len(ending)].rstrip("-") + ending
    return slug
