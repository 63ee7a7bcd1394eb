"""From what somebody wrote down to a fact that may be published: the one place where rules 1 and 2 are checked.

Packs, forms and the command line all come through here, so that no way in is laxer than another.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from bot.core.model.bounds import PLACE_MOST
from bot.core.model.errors import facts as errors
from bot.core.model.errors.base import Refusal
from bot.core.model.fact import (
    CONTENT,
    LENGTHS,
    PROMPT_MOST,
    QUOTE_MOST,
    SHORT_MOST,
    STAGES,
    TEXT_MOST,
    Content,
    Kind,
    Quote,
)
from bot.core.model.grounds import Grounds
from bot.core.model.languages import language_code
from bot.core.model.quotes import cut_in, stands_in, unify_lines
from bot.core.model.unseen import trimmed


@dataclass(frozen=True)
class Field:
    """A field of a fact as it is written down: how long at most, whether it must be there, what it may be.

    ``in_quote``: it stands in the quote as it is; ``in_article``: its words stand in the article, wherever.
    """

    most: int
    needed: bool = False
    choices: tuple[str, ...] = ()
    in_quote: bool = False
    in_article: bool = False


_SHARED = {"speaker": Field(SHORT_MOST, in_article=True), "quote": Field(QUOTE_MOST, needed=True)}
FIELDS: dict[Kind, dict[str, Field]] = {
    "summary": {"text": Field(TEXT_MOST, needed=True), "length": Field(20, choices=LENGTHS), **_SHARED},
    "figure": {
        "value": Field(SHORT_MOST, needed=True, in_quote=True),
        "counts": Field(TEXT_MOST, needed=True),
        "as_of": Field(SHORT_MOST, in_article=True),
        **_SHARED,
    },
    "person": {
        "name": Field(SHORT_MOST, needed=True),
        "role": Field(SHORT_MOST, in_quote=True),
        "text": Field(TEXT_MOST, needed=True),
        **_SHARED,
    },
    "question": {
        "stage": Field(20, choices=STAGES),
        "text": Field(TEXT_MOST, needed=True),
        "stem": Field(PROMPT_MOST),
        "follow_up": Field(PROMPT_MOST),
        **_SHARED,
    },
}
_UNFIT = re.compile(r"[\x00-\x08\x0b-\x1f\ud800-\udfff]")


def build_content(kind: Kind, entry: Mapping[str, Any], grounds: Grounds) -> Content:
    """Build the fact of an article that an entry describes, with its quote found there.

    A table in it, such as ``es``, has the fact's texts in that language. Raises a Refusal that names the field:
    FieldUnknown, FieldMissing, FieldWrong, TooLong, ControlCharacter, NotInQuote, CutInQuote, NotInArticle,
    LanguageWrong,
    NotTranslated, or what ``Body.find`` raises.
    """
    forms = FIELDS[kind]
    known = (*forms, "place")
    tables = {name: value for name, value in entry.items() if name not in known}
    for name, value in tables.items():
        if not isinstance(value, Mapping):
            raise errors.FieldUnknown(name, known)
    texts = {name: clean_text(name, form, entry.get(name)) for name, form in forms.items()}
    place = entry.get("place")
    if place is not None and (
        not isinstance(place, int) or isinstance(place, bool) or not -PLACE_MOST <= place <= PLACE_MOST
    ):
        raise errors.FieldWrong("place", "number")
    written = texts.pop("quote")
    if written is None:
        raise errors.QuoteEmpty
    quote = grounds.body.find(written, place)
    for name, form in forms.items():
        words = texts.get(name)
        if form.in_quote and words and not any(stands_in(words, p.text) for p in quote.passages):
            raise _not_in_quote(name, words, quote)
    require_words(kind, texts, grounds)
    given: dict[str, Any] = {name: text for name, text in texts.items() if text is not None}
    if tables and (translations := _translations(forms, given, tables)):
        given["translations"] = translations
    return CONTENT.validate_python({"kind": kind, "quote": quote, **given})


def require_words(kind: Kind, texts: Mapping[str, Any], grounds: Grounds) -> None:
    """Require that the words of a fact's speaker and as-of stand in the article. Raises NotInArticle."""
    for name, form in FIELDS[kind].items():
        text = texts.get(name)
        if form.in_article and text and (word := grounds.words.missing(text)):
            raise errors.NotInArticle(name, word)


def _not_in_quote(name: str, words: str, quote: Quote) -> Refusal:
    """Tell why a field's words don't stand in the quote: they aren't there, or cut a number or a word of it."""
    for passage in quote.passages:
        if unit := cut_in(words, passage.text):
            return errors.CutInQuote(name, words, *unit)
    return errors.NotInQuote(name, words)


def _translations(
    forms: Mapping[str, Field], given: Mapping[str, Any], tables: Mapping[str, Mapping[str, Any]]
) -> dict[str, dict[str, str]]:
    """Return the fact's texts by language, each language's in the order of the fields.

    Only what the curator wrote and the fact has can be translated: a speaker whom the original doesn't name would be
    made up, and what stands in the quote stays the article's.
    """
    own = {n: f for n, f in forms.items() if n in given and not (f.in_quote or f.choices or n == "quote")}
    found: dict[str, dict[str, str]] = {}
    for language in sorted(tables):
        if language_code(language) != language:
            raise errors.LanguageWrong(language)
        for name in tables[language]:
            if name not in own:
                raise errors.NotTranslated(f"{language}.{name}", tuple(own))
        texts = {
            name: text
            for name, form in own.items()
            if (text := clean_text(name, replace(form, needed=False), tables[language].get(name), f"{language}.{name}"))
        }
        if texts:
            found[language] = texts
    return found


def written(content: Content) -> dict[str, str]:
    """Write a fact's fields down as somebody would, its translations aside; what it doesn't have is left out."""
    fields = {name: str(getattr(content, name)) for name in FIELDS[content.kind] if name != "quote"}
    given = {name: text for name, text in fields.items() if getattr(content, name) is not None}
    return given | {"quote": content.quote.text}


REASON_MOST = 300


def clean_reason(text: str) -> str | None:
    """Clean the reason why something is rejected: on one line; None where there is none. Raises TooLong."""
    return clean_text("reason", Field(REASON_MOST), text)


def clean_text(name: str, form: Field, value: object, called: str = "") -> str | None:
    """Clean a field's text and hold it to its form; a refusal calls the field ``called``, or else by its name."""
    called = called or name
    if value is None or value == "":
        if form.needed and name != "quote":
            raise errors.FieldMissing(called)
        return None
    if not isinstance(value, str):
        raise errors.FieldWrong(called, "text")
    # Before white space is run together, which would take some control characters along.
    written_down = clean_lines(value, called)
    text = trimmed(written_down if name in ("quote", "text") else " ".join(written_down.split()))
    if len(text) > form.most:
        raise errors.TooLong(called, len(text), form.most)
    if not text:
        return clean_text(name, form, None, called)
    if form.choices and text not in form.choices:
        raise errors.FieldWrong(name, "choice", form.choices)
    return text


def clean_lines(text: str, field: str) -> str:
    """Return a text with its lines ending as LF. Raises ControlCharacter, which names the field."""
    unified = unify_lines(text)
    if (at := find_control(unified)) is not None:
        raise errors.ControlCharacter(codepoint(unified[at]), field)
    return unified


def find_control(text: str) -> int | None:
    """Find where the first character stands that can't be shown or stored: a control character, half a surrogate pair.

    Line ends and tabs can.
    """
    found = _UNFIT.search(text)
    return found.start() if found else None


def codepoint(character: str) -> str:
    """Return a character's number as people write it, such as U+0007."""
    return f"U+{ord(character):04X}"
