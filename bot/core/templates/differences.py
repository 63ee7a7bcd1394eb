"""A change of the history in a person's terms: which fields differ, before and after."""

from typing import Any

from bot.core.model.changes import Entry, RowChange
from bot.core.model.fact import CONTENT, Content, Figure, Person
from bot.core.model.fact_fields import written
from bot.core.model.translations import flat
from bot.core.templates.contexts import FieldChange
from bot.core.templates.text_changes import differing_words

_HIDDEN = ("kind", "article_id", "position", "slug")


def said(content: Content) -> str:
    """Return a fact in one line, without formatting."""
    match content:
        case Figure():
            return f"{content.value} {content.counts}"
        case Person():
            return f"{content.name}{f', {content.role},' if content.role else ''} {content.text}"
        case _:
            return content.text


def fact_changes(before: Content | None, after: Content | None) -> list[FieldChange]:
    """Return the fields of a fact that differ."""
    old = {} if before is None else written(before) | flat(before)
    new = {} if after is None else written(after) | flat(after)
    names = dict.fromkeys((*new, *old))
    return [FieldChange(n, old.get(n), new.get(n)) for n in names if old.get(n) != new.get(n)]


def entry_changes(entry: Entry) -> list[FieldChange]:
    """Tell what a change of one fact, an article's details or the class settings did; nothing for many facts."""
    facts = [row for row in entry.rows if row.table == "fact"]
    articles = [row for row in entry.rows if row.table == "article" and row.before and row.after]
    if len(facts) == 1 and not articles:
        return _row_changes(facts[0])
    return [change for row in entry.rows if row.table != "fact" for change in _row_changes(row)]


def _row_changes(row: RowChange) -> list[FieldChange]:
    before, after = row.before or {}, row.after or {}
    changes: list[FieldChange] = []
    for name in dict.fromkeys((*after, *before)):
        if name in _HIDDEN or (name == "state" and row.before is None):
            continue
        old, new = before.get(name), after.get(name)
        if name == "content":
            changes += fact_changes(_content(old), _content(new))
        elif name == "body":
            changes += text_changes(old, new)
        elif row.table != "article" or row.before is not None:
            changes.append(FieldChange(name, _plain(old), _plain(new)))
    return changes


def text_changes(before: str | None, after: str | None) -> list[FieldChange]:
    """List what differs in a text: the words of each difference and a few around, or its length where it is new."""
    if before is None or after is None:
        return [FieldChange("body_length", _length(before), _length(after))]
    return [FieldChange("body", old, new) for old, new in differing_words(before, after)]


def _content(image: Any) -> Content | None:
    return None if image is None else CONTENT.validate_python(image)


def _length(text: str | None) -> str | None:
    return None if text is None else str(len(text))


def _plain(value: Any) -> str | bool | None:
    if value is None or value == []:
        return None
    if isinstance(value, list):
        return ", ".join(str(item) for item in value)
    return value if isinstance(value, bool) else str(value)
