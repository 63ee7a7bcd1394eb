"""An article's text in the fields of a form, and back."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from bot.core.model.article import Article
from bot.core.model.errors.changes import BodyForFile
from bot.core.model.quotes import Body, unify_lines
from bot.core.ui.forms import BODY_FIELDS, FIELD_MOST


def parts_of(text: str) -> dict[str, str]:
    """A text in the fields of a form. Raises BodyForFile."""
    return dict(zip(BODY_FIELDS, body_parts(Article(title="", body=text)), strict=False))


def body_parts(article: Article) -> list[str]:
    """An article's text in parts that fit a form's fields, cut between paragraphs. Raises BodyForFile."""
    body = Body(article.body)
    parts: list[str] = []
    start, end = 0, 0
    for first, last in body.paragraphs:
        if last - start > FIELD_MOST and end > start:
            parts.append(article.body[start:end])
            start = first
        end = last
    parts.append(article.body[start:])
    if len(parts) > len(BODY_FIELDS) or any(len(part) > FIELD_MOST for part in parts):
        raise BodyForFile(FIELD_MOST * len(BODY_FIELDS))
    return parts


_BLANK_LINE = re.compile(r"\n[^\S\n]*\n")


def joined_body(given: Mapping[str, Any], before: str = "") -> str:
    """The text of the parts of a form: with a blank line between them where the text has blank lines itself.

    ``before``: the text that the parts were cut from, if they were.
    """
    parts = [unify_lines(str(given.get(name) or "")).strip("\n") for name in BODY_FIELDS]
    parts = [part for part in parts if part.strip()]
    blank = any(_BLANK_LINE.search(text) for text in (before, *parts))
    return ("\n\n" if blank else "\n").join(parts)
