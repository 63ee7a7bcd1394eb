"""From what somebody wrote down to a fact that may be published: the one place where rules 1 and 2 are checked.

Packs, forms and the command line all come through here, so that no way in is laxer than another.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from .errors import ControlCharacter, FieldMissing, FieldUnknown, FieldWrong, NotInQuote, QuoteEmpty, TooLong
from .model import (
    LENGTHS,
    PROMPT_MOST,
    QUOTE_MOST,
    SHORT_MOST,
    STAGES,
    TEXT_MOST,
    Content,
    Figure,
    Kind,
    Person,
    Question,
    SummaryPoint,
)
from .quotes import Body, stands_in, unify_lines


@dataclass(frozen=True)
class Form:
    """A field of a fact as it is written down: how long at most, whether it must be there, what it may be."""

    most: int
    needed: bool = False
    choices: tuple[str, ...] = ()
    in_quote: bool = False


_SHARED = {"speaker": Form(SHORT_MOST), "quote": Form(QUOTE_MOST, needed=True)}
FIELDS: dict[Kind, dict[str, Form]] = {
    "summary": {"text": Form(TEXT_MOST, needed=True), "length": Form(20, choices=LENGTHS), **_SHARED},
    "figure": {
        "value": Form(SHORT_MOST, needed=True, in_quote=True),
        "counts": Form(TEXT_MOST, needed=True),
        "as_of": Form(SHORT_MOST),
        **_SHARED,
    },
    "person": {
        "name": Form(SHORT_MOST, needed=True),
        "role": Form(SHORT_MOST, in_quote=True),
        "text": Form(TEXT_MOST, needed=True),
        **_SHARED,
    },
    "question": {
        "stage": Form(20, choices=STAGES),
        "text": Form(TEXT_MOST, needed=True),
        "stem": Form(PROMPT_MOST),
        "follow_up": Form(PROMPT_MOST),
        **_SHARED,
    },
}
_CLASSES: dict[Kind, type[SummaryPoint | Figure | Person | Question]] = {
    "summary": SummaryPoint,
    "figure": Figure,
    "person": Person,
    "question": Question,
}


def build_content(kind: Kind, entry: Mapping[str, Any], body: Body) -> Content:
    """The fact that an entry describes, with its quote found in the body.

    Raises a Refusal that names the field: FieldUnknown, FieldMissing, FieldWrong, TooLong, ControlCharacter,
    NotInQuote, or what ``Body.find`` raises.
    """
    forms = FIELDS[kind]
    for name in entry:
        if name not in forms and name != "place":
            raise FieldUnknown(name, (*forms, "place"))
    texts = {name: _text(name, form, entry.get(name)) for name, form in forms.items()}
    place = entry.get("place")
    if place is not None and (not isinstance(place, int) or isinstance(place, bool)):
        raise FieldWrong("place", "number")
    written = texts.pop("quote")
    if written is None:
        raise QuoteEmpty
    quote = body.find(written, place)
    for name, form in forms.items():
        words = texts.get(name)
        if form.in_quote and words and not any(stands_in(words, p.text) for p in quote.passages):
            raise NotInQuote(name, words)
    given = {name: text for name, text in texts.items() if text is not None}
    return _CLASSES[kind](quote=quote, **given)  # type: ignore[arg-type]


def written(content: Content) -> dict[str, str]:
    """A fact's fields as somebody would write them down; those that it doesn't have are left out."""
    fields = {name: str(getattr(content, name)) for name in FIELDS[content.kind] if name != "quote"}
    given = {name: text for name, text in fields.items() if getattr(content, name) is not None}
    return given | {"quote": content.quote.text}


REASON_MOST = 300


def clean_reason(text: str) -> str | None:
    """Why a moderator rejects something, on one line; None where they give no reason. Raises TooLong."""
    return _text("reason", Form(REASON_MOST), text)


def _text(name: str, form: Form, value: object) -> str | None:
    if value is None or value == "":
        if form.needed and name != "quote":
            raise FieldMissing(name)
        return None
    if not isinstance(value, str):
        raise FieldWrong(name, "text")
    written_down = unify_lines(value)
    # Looked for before white space is run together, which would take some of them along.
    for character in written_down:
        if (character < " " and character not in "\n\t") or "\ud800" <= character <= "\udfff":
            raise ControlCharacter(f"U+{ord(character):04X}", name)
    text = written_down.strip() if name in ("quote", "text") else " ".join(written_down.split())
    if len(text) > form.most:
        raise TooLong(name, len(text), form.most)
    if not text:
        return _text(name, form, None)
    if form.choices and text not in form.choices:
        raise FieldWrong(name, "choice", form.choices)
    return text
