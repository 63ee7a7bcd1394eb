"""Writing a pack's two files, so that reading them gives the same pack and writing that gives the same bytes."""

import sys
import unicodedata
from typing import Any

import tomli_w
import yaml

from bot.core.model.errors.base import Refusal
from bot.core.model.fact import KINDS, QUOTE_MOST, Content, Quote
from bot.core.model.fact_fields import FIELDS, written
from bot.core.model.quotes import Body
from bot.core.packs.reading import ARTICLE_FILE, FACTS_FILE, FRONT_KEYS, Pack


def write_pack(pack: Pack) -> dict[str, bytes]:
    """Write the pack's files by name, as UTF-8. Facts are put together by kind, in the order given within each."""
    body = Body.of(pack.article)
    facts = [_fact(fact, body) for kind in KINDS for fact in pack.facts if fact.kind == kind]
    return {ARTICLE_FILE: _article(pack).encode(), FACTS_FILE: "\n".join(facts).encode()}


def _article(pack: Pack) -> str:
    article = pack.article
    given = {**{name: getattr(article, name) for name in FRONT_KEYS}, "slug": pack.slug}
    front = "".join(_front_line(name, value) for name, value in given.items() if value)
    return f"---\n{front}---\n\n{article.body}\n"


def _front_line(name: str, value: str | tuple[int, ...]) -> str:
    """Return one key with its value, quoted where it would be read as anything but these words."""
    if isinstance(value, tuple):
        return f"{name}: {list(value)}\n"
    return yaml.safe_dump({name: value}, allow_unicode=True, default_flow_style=False, width=sys.maxsize)


def _fact(fact: Content, body: Body) -> str:
    """Write a fact as a table of its own, and one under it for each language that it is translated into.

    Left to itself, tomli-w would put short facts on one line each.
    """
    entry: dict[str, Any] = {**written(fact), **_quote(fact.quote, body)}
    tables = [f"[[{fact.kind}]]\n{tomli_w.dumps(entry, multiline_strings=True)}"]
    for language, texts in sorted((fact.translations or {}).items()):
        ordered = {name: texts[name] for name in FIELDS[fact.kind] if name in texts}
        tables.append(f"[{fact.kind}.{language}]\n{tomli_w.dumps(ordered, multiline_strings=True)}")
    return "".join(tables)


def _quote(quote: Quote, body: Body) -> dict[str, Any]:
    """Return the quote as somebody would type it, with its place where that is needed to find it again.

    Mostly these are the article's own words. Where they have so much white space between them that a quote would be
    too long, or a line ``[…]`` of the article's own, they are put on one line, which finds the same. A quote that
    stands no more is written as it is, so that reading names it.
    """
    place = _place(quote, body)
    chosen = {} if place is None else {"place": place}
    for typed in (quote.text, "\n[…]\n".join(_one_line(p.text) for p in quote.passages)):
        try:
            if len(typed) <= QUOTE_MOST and body.find(typed, place) == quote:
                return {"quote": typed, **chosen}
        except Refusal:
            continue
    return {"quote": quote.text, **chosen}


def _one_line(words: str) -> str:
    """Return the words on one line, which is kept from being one that parts passages."""
    line = " ".join(unicodedata.normalize("NFC", words).split())
    return f"\u00a0{line}" if line in ("[…]", "[...]") else line


def _place(quote: Quote, body: Body) -> int | None:
    """Tell which of its places the quote is at; None where no passage of it stands more than once."""
    found = (body.place_of(passage) for passage in quote.passages)
    return next((place for place, several in filter(None, found) if several), None)
