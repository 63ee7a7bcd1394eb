"""An article's text in the fields of a form, and back."""

import re
from collections.abc import Mapping
from typing import Any

from bot.core.model.quotes import Body, unify_lines
from bot.core.ui.forms import FIELD_MOST
from bot.features.articles.errors import BodyForFile

BODY_FIELDS = ("body_1", "body_2", "body_3", "body_4")
_BLANK_LINE = re.compile(r"\n[^\S\n]*\n")


def parts_of(text: str) -> dict[str, str]:
    """Cut a text between paragraphs into parts that fit the fields of a form, by field. Raises BodyForFile."""
    parts: list[str] = []
    start, end = 0, 0
    for first, last in Body(text).paragraphs:
        if last - start > FIELD_MOST and end > start:
            parts.append(text[start:end])
            start = first
        end = last
    parts.append(text[start:])
    if len(parts) > len(BODY_FIELDS) or any(len(part) > FIELD_MOST for part in parts):
        raise BodyForFile(FIELD_MOST * len(BODY_FIELDS))
    return dict(zip(BODY_FIELDS, parts, strict=False))


def fits_form(text: str) -> bool:
    """Tell whether a text fits into a form."""
    try:
        parts_of(text)
    except BodyForFile:
        return False
    return True


def joined_body(given: Mapping[str, Any], before: str = "") -> str:
    """Join the parts of a form: with a blank line between them where the text has blank lines itself.

    ``before``: the text that the parts were cut from, if they were.
    """
    parts = [unify_lines(str(given.get(name) or "")).strip("\n") for name in BODY_FIELDS]
    parts = [part for part in parts if part.strip()]
    blank = any(_BLANK_LINE.search(text) for text in (before, *parts))
    return ("\n\n" if blank else "\n").join(parts)
