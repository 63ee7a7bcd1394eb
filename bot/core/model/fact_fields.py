"""From what somebody wrote down to a fact that may be published: the one place where rules 1 and 2 are checked.

Packs, forms and the command line all come through here, so that no way in is laxer than another.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from bot.core.model.errors.facts import (
    ControlCharacter,
    FieldMissing,
    FieldUnknown,
    FieldWrong,
    LanguageWrong,
    NotInQuote,
    NotTranslated,
    QuoteEmpty,
    TooLong,
)
from bot.core.model.fact import (
    LENGTHS,
    PROMPT_MOST,
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
from bot.core.model.quote import QUOTE_MOST
from bot.core.model.quotes import Body, stands_in, unify_lines


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
_LANGUAGE = re.compile(r"[a-z]{2,3}(-([A-Z][a-z]{3}|[A-Z]{2}|[0-9]{3}))?")
_CLASSES: dict[Kind, type[SummaryPoint | Figure | Person | Question]] = {
    "summary": SummaryPoint,
    "figure": Figure,
    "person": Person,
    "question": Question,
}


def build_content(kind: Kind, entry: Mapping[str, Any], body: Body) -> Content:
    """The fact that an entry describes, with its quote found in the body.

    A table in it, such as ``es``, has the fact's texts in that language. Raises a Refusal that names the field:
    FieldUnknown, FieldMissing, FieldWrong, TooLong, ControlCharacter, NotInQuote, LanguageWrong, NotTranslated, or
    what ``Body.find`` raises.
    """
    forms = FIELDS[kind]
    tables: dict[str, Mapping[str, Any]] = {}
    for name, value in entry.items():
        if name in forms or name == "place":
            continue
        if not isinstance(value, Mapping):
            raise FieldUnknown(name, (*forms, "place"))
        tables[name] = value
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
    given: dict[str, Any] = {name: text for name, text in texts.items() if text is not None}
    if tables and (translations := _translations(forms, given, tables)):
        given["translations"] = translations
    return _CLASSES[kind](quote=quote, **given)


def _translations(
    forms: Mapping[str, Form], given: Mapping[str, Any], tables: Mapping[str, Mapping[str, Any]]
) -> dict[str, dict[str, str]]:
    """The fact's texts by language, each language's in the order of the fields.

    Only what the curator wrote and the fact has can be translated: a speaker whom the original doesn't name would be
    made up, and what stands in the quote stays the article's.
    """
    own = {n: f for n, f in forms.items() if n in given and not (f.in_quote or f.choices or n == "quote")}
    found: dict[str, dict[str, str]] = {}
    for language in sorted(tables):
        if not _LANGUAGE.fullmatch(language):
            raise LanguageWrong(language)
        for name in tables[language]:
            if name not in own:
                raise NotTranslated(f"{language}.{name}", tuple(own))
        texts = {
            name: text
            for name, form in own.items()
            if (text := _text(name, replace(form, needed=False), tables[language].get(name), f"{language}.{name}"))
        }
        if texts:
            found[language] = texts
    return found


def written(content: Content) -> dict[str, str]:
    """A fact's fields as somebody would write them down, its translations aside; what it doesn't have is left out."""
    fields = {name: str(getattr(content, name)) for name in FIELDS[content.kind] if name != "quote"}
    given = {name: text for name, text in fields.items() if getattr(content, name) is not None}
    return given | {"quote": content.quote.text}


REASON_MOST = 300


def clean_reason(text: str) -> str | None:
    """Why a moderator rejects something, on one line; None where they give no reason. Raises TooLong."""
    return _text("reason", Form(REASON_MOST), text)


def _text(name: str, form: Form, value: object, called: str = "") -> str | None:
    """A field's text, cleaned and held to its form; a refusal calls the field ``called``, or else by its name."""
    called = called or name
    if value is None or value == "":
        if form.needed and name != "quote":
            raise FieldMissing(called)
        return None
    if not isinstance(value, str):
        raise FieldWrong(called, "text")
    written_down = unify_lines(value)
    # Looked for before white space is run together, which would take some of them along.
    for character in written_down:
        if (character < " " and character not in "\n\t") or "\ud800" <= character <= "\udfff":
            raise ControlCharacter(f"U+{ord(character):04X}", called)
    text = written_down.strip() if name in ("quote", "text") else " ".join(written_down.split())
    if len(text) > form.most:
        raise TooLong(called, len(text), form.most)
    if not text:
        return _text(name, form, None, called)
    if form.choices and text not in form.choices:
        raise FieldWrong(name, "choice", form.choices)
    return text
